"""An installed Lvlin has everything that a checkout has."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.architecture.test_imports import PACKAGES
from tests.conftest import ROOT

NOT_SHIPPED = {".pyc", ".ini"}


@pytest.mark.slow
def test_every_file_of_the_packages_is_in_the_wheel(tmp_path: Path) -> None:
    source = tmp_path / "source"
    for name in (*PACKAGES, "data"):
        shutil.copytree(ROOT / name, source / name)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    options = ("--no-deps", "--no-build-isolation", "--quiet", "--no-index")
    command = [sys.executable, "-m", "pip", "wheel", *options, "-w", str(tmp_path), str(source)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(next(tmp_path.glob("lvlin-*.whl"))) as wheel:
        shipped = set(wheel.namelist())
    wanted = {
        str(path.relative_to(ROOT))
        for package in (*PACKAGES, "data")
        for path in (ROOT / package).rglob("*")
        if path.is_file() and path.suffix not in NOT_SHIPPED and "__pycache__" not in path.parts
    }
    assert len(wanted) > 400
    assert wanted - shipped == set()
