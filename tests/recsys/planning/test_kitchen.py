from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from community.errors import InvalidField
from community.ids import ProductId
from recsys.planning.kitchen import MOST_PAIRS, Kitchen, Pair, pair_worth
from recsys.planning.scenario import Weights
from recsys.planning.search import Limits
from recsys.planning.solver import solve
from tests.recsys.planning.weeks import candidate, scenario

A, B, C = (ProductId(f"p{i}") for i in (1, 2, 3))


class TwoThatHelp:
    """A kitchen in which only the first and the third product complete each other."""

    def completes(self, product_ids: Collection[ProductId]) -> Mapping[Pair, float]:
        return {(A, C): 0.5} if {A, C} <= set(product_ids) else {}


WEEK = scenario(
    candidate(1), candidate(2, price=Decimal("5.90")), candidate(3, price=Decimal("5.80")),
    slots_max=2,
)  # fmt: skip


def test_products_that_complete_each_other_are_offered_together() -> None:
    kitchen: Kitchen = TwoThatHelp()
    pairs = kitchen.completes([c.product_id for c in WEEK.candidates])
    assert set(solve(WEEK).packs) == {A, B}
    coupled = replace(WEEK, kitchen=pairs)
    assert set(solve(coupled).packs) == {A, C}
    without = replace(coupled, weights=Weights(kitchen=0.0))
    assert set(solve(without).packs) == {A, B}


def test_a_pair_is_worth_what_the_less_sold_of_both_is_eaten_up_more() -> None:
    week = replace(WEEK, kitchen={(C, A): 0.5, (A, ProductId("gone")): 1.0, (A, A): 1.0})
    pairs, worth = pair_worth(week)
    assert pairs.tolist() == [[0, 2]]
    assert worth.tolist() == pytest.approx([0.1 * 0.5 * 58.0])
    gain = solve(week, Limits(gap=0)).worth - solve(WEEK, Limits(gap=0)).worth
    assert 0 < gain < worth[0]


def test_only_the_most_valuable_pairs_are_kept() -> None:
    many = scenario(*(candidate(i, demand=10.0) for i in range(40)))
    ids = [c.product_id for c in many.candidates]
    shares = {(a, b): (i + j) / 100 for i, a in enumerate(ids) for j, b in enumerate(ids[:i])}
    pairs, worth = pair_worth(replace(many, kitchen=shares))
    assert len(pairs) == MOST_PAIRS
    assert [39, 38] in pairs[:, ::-1].tolist()
    assert worth.min() >= 0.1 * 60.0 * 0.4


def test_a_share_beyond_all_is_refused() -> None:
    with pytest.raises(InvalidField):
        replace(WEEK, kitchen={(A, B): float("nan")})
