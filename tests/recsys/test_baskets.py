from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given

from community.errors import InvalidField
from community.ids import CommunityId, NeighbourId, OrderId, ProductId
from community.models import Order, OrderLine, OrderStatus
from community.weeks import Week
from recsys.baskets import (
    Baskets,
    Clock,
    columns_to_baskets,
)
from tests.recsys.shop import any_baskets, baskets_of


def order(id_: str, week: Week, status: OrderStatus = OrderStatus.PLACED) -> Order:
    return Order(
        id=OrderId(id_),
        community_id=CommunityId("c1"),
        neighbour_id=NeighbourId("n1"),
        week=week,
        placed_at=datetime(2026, 1, 1, tzinfo=UTC),
        lines=(
            OrderLine(ProductId("p1"), 2, Decimal(1)),
            OrderLine(ProductId("p2"), 1, Decimal(1)),
        ),
        status=status,
    )


def test_a_line_given_twice_is_one_line_with_the_summed_quantity() -> None:
    baskets = columns_to_baskets([1, 1], [0, 0], [7, 7], [2, 3], clock=Clock.OWN)
    assert baskets.quantity.tolist() == [5.0]
    assert (baskets.user_ids.tolist(), baskets.item_ids.tolist()) == (["1"], ["7"])


@given(any_baskets())
def test_lines_are_sorted_and_there_once(baskets: Baskets) -> None:
    lines = list(
        zip(baskets.user.tolist(), baskets.time.tolist(), baskets.item.tolist(), strict=True)
    )
    assert lines == sorted(set(lines))


def test_on_their_own_clock_users_are_aligned_at_their_last_basket() -> None:
    baskets = baskets_of([("a", 0, "x"), ("a", 4, "x"), ("b", 1, "x")])
    assert baskets.age.tolist() == [4, 0, 0]


def test_on_the_shared_clock_everybody_is_aligned_at_the_last_week() -> None:
    baskets = baskets_of([("a", 0, "x"), ("a", 4, "x"), ("b", 1, "x")], Clock.SHARED)
    assert baskets.age.tolist() == [4, 0, 3]


def test_keeping_some_lines_keeps_ids_and_rows() -> None:
    baskets = baskets_of([("a", 0, "x"), ("b", 0, "y")])
    kept = baskets.keep(baskets.user == 1)
    assert kept.item.tolist() == [1]
    assert (kept.users, kept.items, kept.last.tolist()) == (2, 2, [-1, 0])


@pytest.mark.parametrize(
    ("times", "quantities", "pointer"),
    [
        ([], [], "/baskets"),
        ([-1], [1], "/baskets/time"),
        ([40_000], [1], "/baskets/time"),
        ([0], [0], "/baskets/quantity"),
        ([0], [np.nan], "/baskets/quantity"),
    ],
)
def test_columns_that_make_no_sense_are_refused_by_name(
    times: list[int], quantities: list[float], pointer: str
) -> None:
    ids = ["a"] * len(times)
    with pytest.raises(InvalidField) as caught:
        columns_to_baskets(ids, times, ids, quantities, clock=Clock.OWN)
    assert caught.value.pointer == pointer
