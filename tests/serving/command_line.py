"""The command line over a copy of the sample community, on the sample's day."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

import serving.bootstrap
from community.foods import load_foods
from community.reference import load_reference
from serving.bootstrap import build_services
from serving.cli.app import app
from tests.serving.world import NOW, opened

# Read once for all the commands of the tests; a process reads them once too.
_TABLES = {"load_foods": cache(load_foods), "load_reference": cache(load_reference)}


@dataclass(frozen=True)
class CommandLine:
    """Runs `lvlin` in this process over one home folder."""

    home: Path

    def __call__(self, *words: str | Path) -> Result:
        return CliRunner().invoke(app, [str(word) for word in words])

    def done(self, *words: str | Path) -> str:
        """Return what a command that succeeds prints; it says nothing on the error stream."""
        result = self(*words)
        assert (result.exit_code, result.stderr) == (0, ""), result.output
        return result.stdout

    def json(self, *words: str | Path) -> Any:
        """Return what a command prints for machines: JSON and nothing else."""
        said = self.done(*words, "--json")
        assert "\x1b" not in said
        return json.loads(said)

    def fails(self, *words: str | Path) -> str:
        """Return the one line of a command that fails."""
        result = self(*words)
        assert result.exit_code == 1, result.output
        assert result.stdout == ""
        lines = result.stderr.splitlines()
        assert len(lines) == 1, result.stderr
        assert lines[0].startswith("lvlin: ")
        return lines[0].removeprefix("lvlin: ")

    def misused(self, *words: str | Path) -> str:
        """Return what is said about wrong usage."""
        result = self(*words)
        assert result.exit_code == 2, result.output
        assert result.stdout == ""
        assert "Usage:" in result.stderr
        return result.stderr

    def counts(self, community: str = "lvlin") -> dict[str, int]:
        """Return how many things of each noun are stored."""
        with opened(self.home) as services, services.database.read() as store:
            return dict(store.counts(community))


@pytest.fixture(scope="session")
def cli_home(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sample for commands that keep recipes, plans, keys and orders in it."""
    home = tmp_path_factory.mktemp("cli") / "home"
    shutil.copytree(sample_home, home, symlinks=True)
    return home


@pytest.fixture
def cli(cli_home: Path, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """The command line over the sample."""
    prepare(cli_home, monkeypatch)
    return CommandLine(cli_home)


@pytest.fixture
def own_cli(sample_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """The command line over a copy of the sample that no other test sees."""
    home = tmp_path / "home"
    shutil.copytree(sample_home, home, symlinks=True)
    prepare(home, monkeypatch)
    return CommandLine(home)


@pytest.fixture
def fresh_cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """The command line over a home that does not exist yet."""
    home = tmp_path / "home"
    prepare(home, monkeypatch)
    return CommandLine(home)


def prepare(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make `home` the home and the sample's day the day of every command."""
    for name in [name for name in os.environ if name.startswith("LVLIN_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("LVLIN_HOME", str(home))
    for name, load in _TABLES.items():
        monkeypatch.setattr(serving.bootstrap, name, load)
    at_noon = partial(build_services, clock=lambda: NOW)
    monkeypatch.setattr(serving.bootstrap, "build_services", at_noon)


def green(cli: CommandLine, id_: str = "green") -> tuple[str, str]:
    """Create an empty community and return the option that names it."""
    place = ("--latitude", "30.9", "--longitude", "120.4")
    cli.done("communities", "create", id_, "--name", "绿", "--town", "青溪镇", *place)
    return "--community", id_
