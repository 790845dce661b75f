"""Named arrays in one file, replaced whole."""

from __future__ import annotations

import os
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from community.errors import InvalidFile, RowProblem

FORMAT = 1


def write_arrays(path: Path, arrays: Mapping[str, Any]) -> None:
    """Write a file; readers see the old one or the new one, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, staging = tempfile.mkstemp(prefix=".staging-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            np.savez(file, allow_pickle=False, format=FORMAT, **arrays)
            file.flush()
            os.fsync(file.fileno())
        os.replace(staging, path)
    finally:
        Path(staging).unlink(missing_ok=True)


def read_arrays(path: Path) -> dict[str, Any] | None:
    """Return the arrays of a file, None where there is none; raises InvalidFile if damaged."""
    if not path.exists():
        return None
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            found = {name: arrays[name] for name in arrays.files}
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise damaged(path) from error
    if int(found.pop("format", 0)) != FORMAT:
        raise damaged(path)
    return found


def damaged(path: Path) -> InvalidFile:
    """Return the error of a file that cannot be believed."""
    return InvalidFile(str(path), [RowProblem(0, "", "is damaged or incomplete: train again")])
