"""The vector index against brute force."""

from __future__ import annotations

import numpy as np
import pytest

from recipes.embedding import index
from recipes.embedding.index import VectorIndex
from recipes.embedding.ports import Vectors, unit_rows


def vectors(rows: int, *, seed: int, dimensions: int = 16) -> Vectors:
    return unit_rows(np.random.default_rng(seed).normal(size=(rows, dimensions)))


def test_similarities_are_the_cosines_that_brute_force_finds() -> None:
    held, asked = vectors(200, seed=1), vectors(1, seed=2)[0]
    found = VectorIndex.build(held).similarities(asked, 200)
    assert found == pytest.approx(np.clip(held @ asked, 0, 1), abs=1e-5)


def test_only_the_nearest_asked_for_count() -> None:
    held, asked = vectors(200, seed=1), vectors(1, seed=2)[0]
    found = VectorIndex.build(held).similarities(asked, 5)
    assert set(np.flatnonzero(found)) == set(np.argsort(-(held @ asked))[:5])


def test_a_large_index_finds_nearly_all_of_the_nearest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "EXACT_UP_TO", 100)
    held = vectors(2_000, seed=3)
    large = VectorIndex.build(held)
    hits = [
        len(
            set(np.flatnonzero(large.similarities(asked, 10))) & set(np.argsort(-held @ asked)[:10])
        )
        for asked in vectors(20, seed=4)
    ]
    assert np.mean(hits) >= 9


@pytest.mark.parametrize("n", [0, -1])
def test_asking_for_none_finds_none(n: int) -> None:
    held = vectors(3, seed=1)
    assert not VectorIndex.build(held).similarities(held[0], n).any()


def test_asking_for_more_than_there_is_finds_all() -> None:
    held = np.eye(3, dtype=np.float32)
    found = VectorIndex.build(held).similarities(unit_rows(np.ones((1, 3)))[0], 50)
    assert found == pytest.approx([3**-0.5] * 3)


def test_nothing_is_near_to_a_vector_without_direction_or_in_an_empty_index() -> None:
    held = vectors(3, seed=1)
    assert not VectorIndex.build(held).similarities(np.zeros(16, np.float32), 3).any()
    assert VectorIndex.build(held[:0]).similarities(held[0], 3).shape == (0,)
