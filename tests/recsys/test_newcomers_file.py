from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from community.errors import InvalidFile
from recsys.newcomers import nothing_known
from recsys.newcomers_file import (
    NAME,
    load_newcomers,
    load_prior,
    save_newcomers,
    save_prior,
    stamp,
)
from recsys.newcomers_file import PRIOR as PRIOR_NAME
from recsys.prior import Prior
from tests.recsys.test_newcomers import NEWCOMERS

PRIOR = Prior(
    features=np.array(["food/tofu", "kind/soy"]),
    liking=np.array([1.5, 0.5], np.float32),
    place=np.array([[0.5, 0.1], [0.2, 0.0]], np.float32),
    weights={"food": 0.75, "kind": 0.25},
)


@pytest.mark.parametrize("prior", [None, PRIOR, replace(PRIOR, weights={})])
def test_what_was_saved_comes_back(tmp_path: Path, prior: Prior | None) -> None:
    folder = tmp_path / "community"
    assert load_newcomers(folder) is None
    assert stamp(folder) == 0
    save_newcomers(nothing_known(), folder)
    before = stamp(folder)
    save_newcomers(replace(NEWCOMERS, lift=1.7, borrowed=0.3, prior=prior), folder)
    loaded = load_newcomers(folder)
    assert loaded is not None
    assert (loaded.lift, loaded.borrowed) == (1.7, 0.3)
    same(loaded, NEWCOMERS, ("known", "centre", "features", "taste", "worth", "level"))
    assert (loaded.prior is None) == (prior is None)
    if prior is not None:
        same(loaded.prior, prior, ("features", "liking", "place", "weights"))
    assert stamp(folder) >= before > 0
    assert [path.name for path in folder.iterdir()] == [NAME]


def test_a_prior_comes_back_from_the_common_folder(tmp_path: Path) -> None:
    assert load_prior(tmp_path) is None
    save_prior(PRIOR, tmp_path)
    same(load_prior(tmp_path), PRIOR, ("features", "liking", "place", "weights"))


def same(one: object, other: object, names: tuple[str, ...]) -> None:
    for name in names:
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04half"])
def test_a_damaged_file_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / NAME).write_bytes(content)
    with pytest.raises(InvalidFile, match="damaged"):
        load_newcomers(tmp_path)


def test_a_file_of_another_format_is_refused(tmp_path: Path) -> None:
    np.savez(tmp_path / NAME, format=99)
    with pytest.raises(InvalidFile):
        load_newcomers(tmp_path)


def test_a_file_without_its_arrays_is_refused(tmp_path: Path) -> None:
    for name in (NAME, PRIOR_NAME):
        np.savez(tmp_path / name, format=1)
    with pytest.raises(InvalidFile):
        load_newcomers(tmp_path)
    with pytest.raises(InvalidFile):
        load_prior(tmp_path)
