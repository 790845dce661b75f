from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

from community.errors import InvalidFile
from recsys.newcomers import nothing_known
from recsys.newcomers_file import NAME, load_newcomers, save_newcomers, stamp
from tests.recsys.test_newcomers import NEWCOMERS


def test_what_was_saved_comes_back(tmp_path: Path) -> None:
    folder = tmp_path / "community"
    assert load_newcomers(folder) is None
    assert stamp(folder) == 0
    save_newcomers(nothing_known(), folder)
    before = stamp(folder)
    save_newcomers(replace(NEWCOMERS, lift=1.7), folder)
    loaded = load_newcomers(folder)
    assert loaded is not None
    assert loaded.lift == 1.7
    for field in fields(NEWCOMERS):
        if field.name != "lift":
            np.testing.assert_array_equal(
                getattr(loaded, field.name), getattr(NEWCOMERS, field.name)
            )
    assert stamp(folder) >= before > 0
    assert [path.name for path in folder.iterdir()] == [NAME]


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04half"])
def test_a_damaged_file_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / NAME).write_bytes(content)
    with pytest.raises(InvalidFile, match="damaged"):
        load_newcomers(tmp_path)


def test_a_file_of_another_format_is_refused(tmp_path: Path) -> None:
    np.savez(tmp_path / NAME, format=99)
    with pytest.raises(InvalidFile):
        load_newcomers(tmp_path)
