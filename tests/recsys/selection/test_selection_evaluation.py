from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from community.errors import InvalidFile
from recsys.demand.history import History
from recsys.selection.evaluation import BASELINES, evaluate_selection
from recsys.selection.prices import expected_prices
from tests.recsys.demand.shop import changed_from, make_history, write_sales


def test_a_file_is_evaluated_as_documented(tmp_path: Path) -> None:
    history = make_history(products=8, weeks=63)
    result = evaluate_selection(write_sales(tmp_path / "s.csv", history))
    assert result["weeks"] == 3
    assert set(result["model"]) == {"profit", "loss_kg", "weeks_won"}
    assert set(result["baselines"]) == set(BASELINES)
    best = max(found["profit"] for found in result["baselines"].values())
    assert best < result["model"]["profit"] < result["oracle"]["profit"]
    assert 0 <= result["model"]["weeks_won"] <= 1


def test_too_short_a_file_is_refused(tmp_path: Path) -> None:
    path = write_sales(tmp_path / "s.csv", make_history(products=2, weeks=20))
    with pytest.raises(InvalidFile, match="holds 20 weeks"):
        evaluate_selection(path)


def _prices(history: History, week: int) -> np.ndarray:
    return expected_prices(history.before(week), history.coming(week))


def test_the_price_expected_is_this_weeks_cost_and_the_usual_margin() -> None:
    history = make_history(products=6, weeks=30)
    assert _prices(history, 29) == pytest.approx(np.nan_to_num(history.cost[:, 29] + 3), abs=1e-9)
    assert np.array_equal(_prices(changed_from(history, 29), 29), _prices(history, 29))


def test_a_new_product_takes_the_markup_of_its_kin() -> None:
    history = make_history(products=6, weeks=30)
    cost = history.cost.copy()
    cost[0, 29] = 8.0
    price = history.price.copy()
    price[0, :29] = np.nan
    price[1:, :29] = 2 * cost[1:, :29]
    found = _prices(replace(history, cost=cost, price=price), 29)
    assert found[0] == pytest.approx(16.0)
