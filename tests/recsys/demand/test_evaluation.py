from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from community.errors import InvalidFile
from recsys.demand.baselines import RULES, Baseline, same_week_last_year
from recsys.demand.evaluation import Judged, accuracy, coverage, evaluate_demand
from recsys.demand.rolling import forecast_weeks
from tests.recsys.demand.shop import make_history, write_sales


def test_wape_and_pinball_are_pooled_over_weeks_and_products() -> None:
    first = Judged(np.array([[0.0, 8.0, 10.0]]), np.array([10.0]))
    second = Judged(np.array([[2.0, 3.0, 4.0]]), np.array([1.0]))
    found = accuracy([first, second])
    assert found["wape"] == pytest.approx((2 + 2) / 11, abs=1e-4)
    pinball = (0.1 * 10 + 0.5 * 2 + 0 + 0.9 * 1 + 0.5 * 2 + 0.1 * 3) / 3
    assert found["pinball"] == pytest.approx(pinball / 11, abs=1e-4)
    assert coverage([first, second]) == 0.5


def test_a_file_is_evaluated_as_documented(tmp_path: Path) -> None:
    path = write_sales(tmp_path / "s.csv", make_history(products=5, weeks=63))
    result = evaluate_demand(path)
    assert result["weeks"] == 3
    assert result["skus"] == 5
    assert set(result["model"]) == {"wape", "pinball", "coverage_80"}
    assert set(result["baselines"]) == set(RULES)
    assert all(set(found) == {"wape", "pinball"} for found in result["baselines"].values())


def test_too_short_a_history_is_refused_with_its_length(tmp_path: Path) -> None:
    path = write_sales(tmp_path / "s.csv", make_history(products=2, weeks=60))
    with pytest.raises(InvalidFile, match="holds 60 weeks: forecasts begin in week 61"):
        evaluate_demand(path)


@pytest.mark.parametrize("name", sorted(RULES))
def test_every_simple_rule_answers_for_steady_new_and_lost_products(name: str) -> None:
    history = make_history(products=6, weeks=58)
    history.rate[0] = 3.0
    history.rate[1, :-1] = np.nan
    history.rate[1, -1] = 4.0
    baseline = Baseline(RULES[name])
    found = baseline.forecast(history.before(57), history.coming(57))
    assert np.isfinite(found).all()
    assert found[0] == pytest.approx(21.0)
    baseline.add(found, history.sold[history.coming(57).on_sale, 57])
    later = baseline.forecast(history, history.coming(57))
    assert (later[:, 0] <= later[:, 1]).all()
    assert (later[:, 1] <= later[:, 2]).all()


def test_last_year_is_52_weeks_ago() -> None:
    assert same_week_last_year(np.arange(60.0)[None, :]).tolist() == [8.0]
    assert same_week_last_year(np.arange(40.0)[None, :]).tolist() == [39.0]


def test_a_shop_with_hardly_any_past_is_forecast_by_decayed_means() -> None:
    history = make_history(products=3, weeks=64)
    history.rate[:, 3:58] = np.nan
    history.open_days[3:58] = 0.0
    found = list(forecast_weeks(history, 60))
    assert [forecast.week for forecast in found] == [60, 61, 62, 63]
    assert all((np.diff(forecast.quantiles, axis=1) >= 0).all() for forecast in found)


def test_a_file_without_sales_to_forecast_is_refused(tmp_path: Path) -> None:
    history = make_history(products=2, weeks=62)
    history.rate[:, 60:] *= 0
    with pytest.raises(InvalidFile, match="nothing is sold from week 61 on"):
        evaluate_demand(write_sales(tmp_path / "s.csv", history))
