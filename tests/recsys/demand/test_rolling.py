from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from recsys.demand.baselines import Baseline, last_week
from recsys.demand.evaluation import Judged, accuracy, coverage
from recsys.demand.features import describe
from recsys.demand.history import History
from recsys.demand.rolling import WeekForecast, forecast_weeks
from tests.recsys.demand.shop import changed_from, make_history

FIRST = 50


@pytest.fixture(scope="module")
def shop() -> History:
    return make_history()


@pytest.fixture(scope="module")
def forecasts(shop: History) -> list[WeekForecast]:
    return list(forecast_weeks(shop, FIRST))


def _judged(shop: History, forecasts: list[WeekForecast]) -> list[Judged]:
    return [Judged(f.quantiles[:, [0, 2, 4]], shop.sold[f.products, f.week]) for f in forecasts]


def test_every_week_and_product_on_sale_is_forecast_in_order(
    shop: History, forecasts: list[WeekForecast]
) -> None:
    assert [forecast.week for forecast in forecasts] == list(range(FIRST, shop.weeks))
    for forecast in forecasts:
        here = np.flatnonzero(np.isfinite(shop.rate[:, forecast.week]))
        assert np.array_equal(forecast.products, here)
        assert (np.diff(forecast.quantiles, axis=1) >= 0).all()
        assert (forecast.quantiles >= 0).all()


def test_the_model_beats_last_week_and_holds_what_it_promises(
    shop: History, forecasts: list[WeekForecast]
) -> None:
    ours = _judged(shop, forecasts)
    baseline = Baseline(last_week)
    theirs = []
    for week in range(30, shop.weeks):
        found = baseline.forecast(shop.before(week), shop.coming(week))
        actual = shop.sold[shop.coming(week).on_sale, week]
        baseline.add(found, actual)
        if week >= FIRST:
            theirs.append(Judged(found, actual))
    for measure in ("wape", "pinball"):
        assert accuracy(ours)[measure] < 0.9 * accuracy(theirs)[measure]
    assert coverage(ours) == pytest.approx(0.8, abs=0.06)


def test_nothing_of_the_week_itself_or_later_changes_its_forecast(
    shop: History, forecasts: list[WeekForecast]
) -> None:
    again = next(forecast_weeks(changed_from(shop, FIRST), FIRST))
    assert np.array_equal(again.quantiles, forecasts[0].quantiles)
    shorter = shop.before(FIRST + 1)
    assert np.array_equal(next(forecast_weeks(shorter, FIRST)).quantiles, forecasts[0].quantiles)


def test_the_past_and_the_cost_known_beforehand_do_change_it(shop: History) -> None:
    week = 40
    plain = describe(shop.before(week), shop.coming(week)).table
    past = changed_from(shop, week - 1)
    assert not np.array_equal(describe(past.before(week), past.coming(week)).table, plain)
    cost = shop.cost.copy()
    cost[:, week] *= 2
    dearer = replace(shop, cost=cost)
    assert not np.array_equal(describe(dearer.before(week), dearer.coming(week)).table, plain)


def test_forecasts_scale_with_what_is_sold(shop: History, forecasts: list[WeekForecast]) -> None:
    tables = {name: 8 * getattr(shop, name) for name in ("rate", "late", "last")}
    scaled = next(forecast_weeks(replace(shop, **tables), FIRST))
    assert scaled.quantiles == pytest.approx(8 * forecasts[0].quantiles, rel=1e-6)


def test_a_product_nobody_has_seen_borrows_from_its_kin(shop: History) -> None:
    rate, cost = shop.rate.copy(), shop.cost.copy()
    rate[0, :FIRST] = np.nan
    known = replace(shop, rate=rate, late=rate, last=rate, cost=cost)
    found = next(forecast_weeks(replace(known, rate=_offered(rate)), FIRST))
    kin = found.middle[shop.category[found.products] == shop.category[0]]
    assert found.products[0] == 0
    assert 0.1 * np.median(kin) < found.middle[0] < 3 * np.median(kin)
    assert found.quantiles[0, 0] < found.quantiles[0, -1]


def _offered(rate: np.ndarray) -> np.ndarray:
    rate = rate.copy()
    rate[0, FIRST] = 5.0
    return rate


def test_closed_weeks_leave_no_forecast_and_do_no_harm(shop: History) -> None:
    rate, open_days = shop.rate.copy(), shop.open_days.copy()
    rate[:, 52:54], open_days[52:54] = np.nan, 0.0
    open_days[48] = 2.0
    found = list(forecast_weeks(replace(shop, rate=rate, open_days=open_days).before(57), FIRST))
    assert [forecast.week for forecast in found] == [50, 51, 54, 55, 56]
    assert all(np.isfinite(forecast.quantiles).all() for forecast in found)
