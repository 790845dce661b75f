from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from community.errors import InvalidFile
from recsys.demand.calibration import Calibration
from recsys.demand.file import NAME, load_forecaster, save_forecaster
from recsys.demand.forecaster import Forecaster, learn_forecaster
from recsys.demand.history import History
from tests.recsys.demand.shop import make_history


@pytest.fixture(scope="module")
def planned() -> History:
    return replace(make_history(products=20, weeks=40), planned=True)


@pytest.fixture(scope="module")
def forecaster(planned: History) -> Forecaster:
    found = learn_forecaster(planned.before(39))
    assert found is not None
    return found


def test_what_was_learnt_is_the_same_after_reading_it_back(
    planned: History, forecaster: Forecaster, tmp_path: Path
) -> None:
    save_forecaster(forecaster, tmp_path)
    read = load_forecaster(tmp_path)
    assert read is not None
    past, coming = planned.before(39), planned.coming(39)
    rows, quantiles = read.forecast(past, coming)
    assert np.array_equal(quantiles, forecaster.forecast(past, coming)[1])
    assert rows.tolist() == np.flatnonzero(coming.on_sale).tolist()
    assert load_forecaster(tmp_path) is read


def test_what_else_may_be_offered_does_not_change_a_forecast_of_a_planned_week(
    planned: History, forecaster: Forecaster
) -> None:
    past, coming = planned.before(39), planned.coming(39)
    only = replace(coming, on_sale=coming.on_sale & (np.arange(20) < 8))
    rows, few = forecaster.forecast(past, only)
    everything, many = forecaster.forecast(past, coming)
    assert few[:, 2] == pytest.approx(many[np.isin(everything, rows), 2], rel=0.25)


def test_too_little_past_teaches_nothing_and_takes_the_old_file_away(
    planned: History, forecaster: Forecaster, tmp_path: Path
) -> None:
    assert learn_forecaster(planned.before(19)) is None
    save_forecaster(forecaster, tmp_path)
    save_forecaster(None, tmp_path)
    assert load_forecaster(tmp_path) is None
    assert load_forecaster(tmp_path / "nowhere") is None


@pytest.mark.parametrize("damage", ["", "{}", "[1]", '{"boosters": ["tree"]}'])
def test_a_damaged_file_is_named(damage: str, tmp_path: Path) -> None:
    (tmp_path / NAME).write_text(damage, encoding="utf-8")
    with pytest.raises(InvalidFile, match="train again"):
        load_forecaster(tmp_path)


def test_intervals_too_narrow_in_the_past_are_widened() -> None:
    draw = np.random.default_rng(3)
    calibration = Calibration()
    forecast = np.tile([9.0, 9.5, 10.0, 10.5, 11.0], (300, 1))
    assert calibration.widths().apply(forecast) == pytest.approx(forecast)
    for _ in range(4):
        calibration.add(forecast, draw.normal(10, 4, 300))
    low, *_, high = calibration.widths().apply(forecast[:1])[0]
    actual = draw.normal(10, 4, 2000)
    assert ((actual >= low) & (actual <= high)).mean() == pytest.approx(0.8, abs=0.05)
