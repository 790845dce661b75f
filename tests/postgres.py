"""A private PostgreSQL cluster for the tests: loopback only, gone when they end."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

# A language's own order, as a real server has: ids must not be sorted by it.
_LOCALE = ("--locale-provider=icu", "--icu-locale=zh-CN")
_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off")


def binaries() -> Path | None:
    """Return the folder of the newest installed server, as Debian lays it out, or None."""
    on_path = shutil.which("initdb")
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    found = sorted(versions, key=lambda path: float(path.parts[4]))
    return found[-1].parent if found else Path(on_path).parent if on_path else None


@contextmanager
def cluster() -> Iterator[str]:
    """Start a server in a temporary folder and yield the URL of its first database."""
    programs = binaries()
    if programs is None:
        reason = "no PostgreSQL server is installed: apt-get install postgresql"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with tempfile.TemporaryDirectory(prefix="lvlin-pg-") as folder:
        user = _owner(folder)
        data, port = Path(folder) / "data", _free_port()
        access = ("-U", "lvlin", "-A", "trust")
        _run(programs / "initdb", "-D", data, *access, "-E", "UTF8", *_LOCALE, user=user)
        settings = " ".join(f"-c {setting}" for setting in _FAST)
        options = f"-h 127.0.0.1 -p {port} -k {folder} {settings}"
        log = Path(folder) / "log"
        _run(*(programs / "pg_ctl", "-D", data, "-w", "-l", log, "-o", options, "start"), user=user)
        try:
            yield f"postgresql://lvlin@127.0.0.1:{port}/postgres"
        finally:
            _run(programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop", user=user)


def _owner(folder: str) -> str | None:
    """Hand the folder to the `postgres` account when root: the server refuses to run as root."""
    if os.geteuid() != 0:
        return None
    shutil.chown(folder, "postgres")
    return "postgres"


def _run(program: Path, *arguments: str | Path, user: str | None) -> None:
    command = [str(program), *map(str, arguments)]
    # The log must not be a pipe: the server inherits it and would keep `run` waiting.
    with tempfile.TemporaryFile() as said:
        done = subprocess.run(
            command,
            stdout=said,
            stderr=said,
            user=user,
            cwd="/",
            check=False,
            timeout=60,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"},
        )
        said.seek(0)
        assert done.returncode == 0, said.read().decode(errors="replace")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
