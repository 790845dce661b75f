"""What was learnt of new products, in one file beside the model; replaced whole."""

from __future__ import annotations

import os
import tempfile
import zipfile
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np

from community.errors import InvalidFile, RowProblem
from recsys.newcomers import Newcomers

NAME = "newcomers.npz"
FORMAT = 1


def save_newcomers(newcomers: Newcomers, folder: Path) -> None:
    """Write the file of `folder`; readers see the old one or the new one, never a part."""
    folder.mkdir(parents=True, exist_ok=True)
    arrays = {field.name: getattr(newcomers, field.name) for field in fields(newcomers)}
    handle, staging = tempfile.mkstemp(prefix=".newcomers-", dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            np.savez(file, allow_pickle=False, format=FORMAT, **arrays)
            file.flush()
            os.fsync(file.fileno())
        os.replace(staging, folder / NAME)
    finally:
        Path(staging).unlink(missing_ok=True)


def load_newcomers(folder: Path) -> Newcomers | None:
    """Return what `folder` keeps, None where nothing was learnt; raises InvalidFile if damaged."""
    path = folder / NAME
    if not path.exists():
        return None
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            if int(arrays["format"]) != FORMAT:
                raise _damaged(path)
            known: dict[str, Any] = {f.name: arrays[f.name] for f in fields(Newcomers)}
        return Newcomers(**known | {name: float(known[name]) for name in ("level", "lift")})
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise _damaged(path) from error


def stamp(folder: Path) -> int:
    """Return a number that changes with the file, 0 where there is none: cheap to poll."""
    try:
        return (folder / NAME).stat().st_mtime_ns
    except OSError:
        return 0


def _damaged(path: Path) -> InvalidFile:
    return InvalidFile(str(path), [RowProblem(0, "", "is damaged or incomplete: train again")])
