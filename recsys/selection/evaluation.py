"""`lvlin evaluate selection`: what buying by forecast would have earned, week after week."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from recsys.demand.evaluation import FIRST, read_long_sales
from recsys.demand.history import Floats, History, known_mean, newest, total
from recsys.demand.rolling import WeekForecast, forecast_weeks
from recsys.selection.choice import Expected, choose
from recsys.selection.prices import expected_prices
from recsys.selection.settlement import SLOTS, Settled, settle, terms_of, with_hindsight

_MONTH = 4  # weeks

Rule = Callable[[History], tuple[Floats, Floats]]  # how popular each product is, units bought (S,)


def repeat_last_week(past: History) -> tuple[Floats, Floats]:
    """Buy what sold last week of what sold most."""
    sold = np.nan_to_num(past.sold[:, -1])
    return sold, sold


def last_week_less(past: History) -> tuple[Floats, Floats]:
    """Buy four fifths of what sold last week."""
    sold = np.nan_to_num(past.sold[:, -1])
    return sold, 0.8 * sold


def four_week_mean(past: History) -> tuple[Floats, Floats]:
    """Buy the mean of the weeks on sale among the last four."""
    sold = np.nan_to_num(known_mean(past.sold[:, -_MONTH:]))
    return sold, sold


def most_popular(past: History) -> tuple[Floats, Floats]:
    """Buy of what has sold most so far, as much as when it was last on sale."""
    return total(past.sold), np.nan_to_num(newest(past.sold))


BASELINES: Mapping[str, Rule] = {
    "repeat_last_week": repeat_last_week,
    "last_week_x0.8": last_week_less,
    "four_week_mean": four_week_mean,
    "most_popular": most_popular,
}


def evaluate_selection(path: Path) -> dict[str, Any]:
    """Choose and settle every week from the 61st on of a sales file.

    Raises InvalidFile for a file that breaks its format or ends before the 61st week.
    """
    history = read_long_sales(path).history
    forecasts = list(forecast_weeks(history, FIRST))
    weeks = [forecast.week for forecast in forecasts]
    model = [_by_forecast(history, forecast) for forecast in forecasts]
    others = {
        name: [_by_rule(history, week, rule) for week in weeks] for name, rule in BASELINES.items()
    }
    oracle = [
        settle(with_hindsight(terms), terms) for terms in (terms_of(history, w) for w in weeks)
    ]
    strongest = [
        max(settled.profit for settled in week) for week in zip(*others.values(), strict=True)
    ]
    won = sum(ours.profit > theirs for ours, theirs in zip(model, strongest, strict=True))
    return {
        "weeks": len(weeks),
        "model": {**_sums(model), "weeks_won": round(won / len(weeks), 4)},
        "baselines": {name: _sums(settled) for name, settled in others.items()},
        "oracle": {"profit": _sums(oracle)["profit"]},
    }


def _by_forecast(history: History, forecast: WeekForecast) -> Settled:
    past, coming = history.before(forecast.week), history.coming(forecast.week)
    here = forecast.products
    expected = Expected(
        quantiles=forecast.quantiles,
        price=expected_prices(past, coming)[here],
        cost=coming.cost[here],
        loss=history.loss[here, forecast.week],
    )
    return settle(choose(expected), terms_of(history, forecast.week))


def _by_rule(history: History, week: int, rule: Rule) -> Settled:
    here = np.flatnonzero(history.coming(week).on_sale)
    popular, units = (values[here] for values in rule(history.before(week)))
    chosen = np.argsort(-popular, kind="stable")[:SLOTS]
    bought = np.zeros(len(here))
    bought[chosen] = units[chosen]
    return settle(bought, terms_of(history, week))


def _sums(settled: list[Settled]) -> dict[str, float]:
    return {
        "profit": round(sum(week.profit for week in settled), 2),
        "loss_kg": round(sum(week.left for week in settled), 2),
    }
