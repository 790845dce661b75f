"""The measures against counting by hand and against every possible order."""

from __future__ import annotations

from itertools import permutations
from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recipes.evaluation.ranking import mrr, ndcg, percentile, recall

GRADES = st.dictionaries(st.sampled_from("abcde"), st.integers(1, 3), min_size=1)
ORDER = st.permutations("abcdef")


def gain(ids: str, grades: dict[str, int], k: int) -> float:
    return sum((2 ** grades.get(id_, 0) - 1) / log2(rank + 2) for rank, id_ in enumerate(ids[:k]))


@given(ORDER, GRADES, st.integers(1, 6))
def test_ndcg_is_the_gain_over_that_of_the_best_order(
    order: list[str], grades: dict[str, int], k: int
) -> None:
    best = max(gain("".join(ids), grades, k) for ids in permutations("abcde"))
    assert ndcg(order, grades, k) == pytest.approx(gain("".join(order), grades, k) / best)


@given(ORDER, st.sets(st.sampled_from("abcde"), min_size=1), st.integers(1, 6))
def test_recall_counts_the_relevant_among_the_first(
    order: list[str], relevant: set[str], k: int
) -> None:
    found = [id_ for id_ in order[:k] if id_ in relevant]
    assert recall(order, relevant, k) == len(found) / len(relevant)


def test_mrr_looks_for_the_first_hit() -> None:
    assert mrr(["x", "y", "a", "b"], {"a", "b"}) == pytest.approx(1 / 3)
    assert mrr(["x"], {"a"}) == 0.0


def test_nothing_found_or_nothing_relevant_is_zero() -> None:
    assert ndcg([], {"a": 3}, 10) == 0.0
    assert ndcg(["a"], {}, 10) == 0.0
    assert recall([], {"a"}, 10) == 0.0
    assert recall(["a"], set(), 10) == 0.0


@given(st.lists(st.floats(0, 100), min_size=1), st.floats(0.01, 1))
def test_a_percentile_is_the_smallest_value_that_covers_the_share(
    values: list[float], share: float
) -> None:
    found = percentile(values, share)
    assert found in values
    assert sum(value <= found for value in values) >= share * len(values) - 1e-9
    smaller = [value for value in values if value < found]
    assert len(smaller) < share * len(values)


def test_no_values_have_a_percentile_of_zero() -> None:
    assert percentile([], 0.5) == 0.0
