from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recsys.selection.choice import Expected, choose, demand_points
from recsys.selection.settlement import SLOTS, Terms, settle, with_hindsight

QUANTILES = np.array([[4.0, 8.0, 10.0, 12.0, 16.0]])


def _expected(price: float, cost: float, loss: float = 0.0, products: int = 1) -> Expected:
    return Expected(
        quantiles=np.repeat(QUANTILES, products, axis=0),
        price=np.full(products, price),
        cost=np.full(products, cost),
        loss=np.full(products, loss),
    )


def test_a_dear_purchase_is_small_and_a_cheap_one_large() -> None:
    dear, middling, cheap = (choose(_expected(10.0, cost))[0] for cost in (7.0, 4.0, 0.5))
    assert 0 < dear < middling < cheap
    assert dear < 10 < cheap


def test_what_spoils_before_it_sells_is_bought_too() -> None:
    assert choose(_expected(10.0, 1.0, loss=0.2))[0] > choose(_expected(10.0, 1.0))[0]


def test_nothing_is_bought_that_cannot_earn() -> None:
    assert choose(_expected(4.0, 5.0)).tolist() == [0.0]
    assert choose(_expected(5.0, 4.5, loss=0.2)).tolist() == [0.0]


def test_no_more_products_than_slots_are_bought_and_the_best_of_them() -> None:
    expected = _expected(10.0, 2.0, products=SLOTS + 5)
    expected.price[3] = 2.5
    bought = choose(expected)
    assert np.count_nonzero(bought) == SLOTS
    assert bought[3] == 0


def test_points_follow_the_quantiles() -> None:
    points = demand_points(QUANTILES)
    assert (np.diff(points) >= 0).all()
    assert np.median(points) == pytest.approx(10.0, abs=0.2)
    assert (points <= 8.0).mean() == pytest.approx(0.3, abs=0.05)
    assert points.min() >= 0


def test_a_week_is_settled_as_documented() -> None:
    terms = Terms(
        demand=np.array([10.0, 5.0]),
        price=np.array([4.0, 3.0]),
        cost=np.array([2.0, 1.0]),
        loss=np.array([0.2, 0.0]),
    )
    settled = settle(np.array([10.0, 8.0]), terms)
    assert settled.profit == pytest.approx((8 * 4 - 20) + (5 * 3 - 8))
    assert settled.left == pytest.approx(2 + 3)


amounts = st.floats(0, 100)


@given(st.lists(st.tuples(amounts, amounts, amounts, amounts), min_size=1, max_size=40))
def test_nobody_earns_more_than_the_one_who_knew(rows: list[tuple[float, ...]]) -> None:
    table = np.array(rows)
    terms = Terms(table[:, 0], table[:, 1] + 1, table[:, 2] + 1, np.full(len(table), 0.1))
    bought = np.where(np.arange(len(table)) < SLOTS, table[:, 3], 0.0)
    assert settle(bought, terms).profit <= settle(with_hindsight(terms), terms).profit + 1e-6
