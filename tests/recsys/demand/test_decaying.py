from __future__ import annotations

import numpy as np
import pytest

from community.weeks import Week
from recsys.demand.decaying import estimate_demand, level, season

NOT = np.nan
WEEK = Week(2026, 48)


def test_a_week_without_an_offer_says_nothing_about_demand() -> None:
    offered = np.array([[10.0, NOT, 10.0, NOT], [10.0, 0.0, 10.0, 0.0]])
    groups = np.array([0, 1])
    steady, fading = level(offered, groups)
    assert steady == pytest.approx(10.0)
    assert fading < 6.0


def test_recent_weeks_count_more() -> None:
    rising, falling = level(np.array([[2.0, 4.0, 20.0], [20.0, 4.0, 2.0]]), np.array([0, 1]))
    assert rising > falling


def test_a_new_product_borrows_from_its_kin_and_a_new_kin_from_everyone() -> None:
    packs = np.array([[8.0] * 4, [12.0] * 4, [40.0] * 4, [NOT] * 4, [NOT] * 4])
    demand = estimate_demand(packs, ["greens", "greens", "eggs", "greens", "toys"])
    assert demand.middle[3] == pytest.approx(10.0, rel=0.05)
    assert demand.middle[4] == pytest.approx(20.0, rel=0.05)


def test_without_any_history_nothing_is_expected_but_something_is_possible() -> None:
    for packs in (np.full((2, 3), NOT), np.zeros((2, 0))):
        demand = estimate_demand(packs, ["a", "b"])
        assert demand.middle.tolist() == [0.0, 0.0]
        assert (demand.high > 0).all()
    assert estimate_demand(np.zeros((0, 4)), []).lists() == ([], [], [])


def test_votes_lift_the_middle() -> None:
    packs = np.full((2, 6), 10.0)
    voted, plain = estimate_demand(packs, ["a", "a"], votes=[40, 0], neighbours=80).middle
    assert voted == pytest.approx(1.15 * plain)
    many = estimate_demand(packs, ["a", "a"], votes=[10**6, 0], neighbours=80).middle
    assert many[0] == pytest.approx(1.3 * many[1])


def test_quantiles_lie_in_order_and_hold_most_of_what_comes() -> None:
    draw = np.random.default_rng(7)
    means = draw.uniform(5, 60, 200)
    packs = draw.poisson(means[:, None], (200, 13)).astype(float)
    demand = estimate_demand(packs[:, :12], ["a"] * 200)
    assert (demand.low <= demand.middle).all()
    assert (demand.middle <= demand.high).all()
    inside = (demand.low <= packs[:, 12]) & (packs[:, 12] <= demand.high)
    assert 0.72 <= inside.mean() <= 0.92


def test_the_season_is_learnt_from_last_year() -> None:
    sales = np.full((1, 60), 10.0)
    sales[0, 7:10] = 15.0  # around the week that comes again in column 60
    assert season(sales) == pytest.approx(1.5, rel=0.1)
    assert season(sales[:, :40]) == 1.0
    sales[0, 7:10] = 1000.0
    assert season(sales) == 2.0
