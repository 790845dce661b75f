"""Metrics against a brute-force reading of their definitions."""

from __future__ import annotations

from math import log2

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recsys.metrics import Truth, measure

ITEMS = 9
LISTS = st.lists(
    st.tuples(
        st.permutations(range(ITEMS)).map(lambda order: order[:5]),
        st.sets(st.integers(0, ITEMS - 1), max_size=6),
    ),
    min_size=1,
    max_size=5,
)


def truth_of(sets: list[set[int]]) -> Truth:
    start = np.cumsum([0, *(len(items) for items in sets)])
    return Truth(start, np.array([item for items in sets for item in sorted(items)], np.int64))


def gain(places: list[int]) -> float:
    return sum(1 / log2(place + 2) for place in places)


@given(LISTS, st.integers(1, 7))
def test_every_metric_is_its_definition(lists: list[tuple[list[int], set[int]]], k: int) -> None:
    found = measure(
        np.array([order for order, _ in lists]), truth_of([t for _, t in lists]), ITEMS, (k,)
    )
    asked = [(order[:k], truth) for order, truth in lists if truth]
    places = [[p for p, item in enumerate(order) if item in truth] for order, truth in asked]
    sizes = [len(truth) for _, truth in asked]
    rows = list(zip(places, sizes, strict=True))
    expected = {
        f"recall@{k}": [len(p) / size for p, size in rows],
        f"ndcg@{k}": [gain(p) / gain(list(range(size))) for p, size in rows],
        f"ndcg_cut@{k}": [gain(p) / gain(list(range(min(k, size)))) for p, size in rows],
        f"phr@{k}": [float(bool(p)) for p, _ in rows],
    }
    for name, values in expected.items():
        assert found[name] == pytest.approx(sum(values) / len(values) if values else 0.0)


def test_a_place_that_was_not_filled_is_no_hit() -> None:
    found = measure(np.array([[0, -1]]), truth_of([{0, ITEMS - 1}]), ITEMS, (2,))
    assert found["recall@2"] == 0.5


def test_keeping_a_part_of_the_truth_keeps_its_users() -> None:
    truth = truth_of([{1, 2}, {3}])
    part = truth.keep(np.array([False, True, False]))
    assert (part.start.tolist(), part.item.tolist()) == ([0, 1, 1], [2])
