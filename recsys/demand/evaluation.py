"""`lvlin evaluate demand`: a rolling weekly origin over a sales file, against simple rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from community.errors import InvalidFile, RowProblem
from recsys.demand.baselines import RULES, Baseline
from recsys.demand.boosting import PROBABILITIES, TAILS
from recsys.demand.history import Floats, History
from recsys.demand.rolling import forecast_weeks
from recsys.demand.sales import Sales, read_sales

FIRST = 60  # the 61st week, counted from 0
_WARMING = 30  # weeks before it from which the baselines learn their errors
_SCORED = np.array(PROBABILITIES)[TAILS]


@dataclass(frozen=True, slots=True)
class Judged:
    """Quantiles P10, P50 and P90 (R, 3) of one week and what was sold (R,)."""

    quantiles: Floats
    actual: Floats


def evaluate_demand(path: Path) -> dict[str, Any]:
    """Forecast every week from the 61st on of a sales file; metrics as in the documented formats.

    Raises InvalidFile for a file that breaks its format or ends before the 61st week.
    """
    history = read_long_sales(path).history
    model = list(_model(history))
    weeks = [week for week, _ in model]
    judged = [found for _, found in model]
    products = {row for week in weeks for row in np.flatnonzero(history.coming(week).on_sale)}
    return {
        "weeks": len(weeks),
        "skus": len(products),
        "model": {**accuracy(judged), "coverage_80": round(coverage(judged), 4)},
        "baselines": {
            name: accuracy(list(_baseline(history, Baseline(rule)))) for name, rule in RULES.items()
        },
    }


def read_long_sales(path: Path) -> Sales:
    """Read a sales file that holds a week to forecast; raises InvalidFile."""
    sales = read_sales(path)
    if sales.history.weeks <= FIRST:
        reason = f"holds {sales.history.weeks} weeks: forecasts begin in week {FIRST + 1}"
        raise InvalidFile(str(path), [RowProblem(0, "date", reason)])
    if not sales.history.open_days[FIRST:].any():
        reason = f"nothing is sold from week {FIRST + 1} on"
        raise InvalidFile(str(path), [RowProblem(0, "quantity", reason)])
    return sales


def _model(history: History) -> Iterator[tuple[int, Judged]]:
    for forecast in forecast_weeks(history, FIRST):
        actual = history.sold[forecast.products, forecast.week]
        yield forecast.week, Judged(forecast.quantiles[:, TAILS], actual)


def _baseline(history: History, baseline: Baseline) -> Iterator[Judged]:
    for week in range(FIRST - _WARMING, history.weeks):
        coming = history.coming(week)
        if not coming.on_sale.any():
            continue
        forecast = baseline.forecast(history.before(week), coming)
        actual = history.sold[coming.on_sale, week]
        baseline.add(forecast, actual)
        if week >= FIRST:
            yield Judged(forecast, actual)


def accuracy(judged: Sequence[Judged]) -> dict[str, float]:
    """Return WAPE of the medians and the mean pinball loss over mean demand, pooled over weeks."""
    quantiles = np.vstack([found.quantiles for found in judged])
    actual = np.concatenate([found.actual for found in judged])
    everything = max(float(actual.sum()), 1e-9)
    miss = actual[:, None] - quantiles
    pinball = np.maximum(_SCORED * miss, (_SCORED - 1) * miss).mean(axis=1).sum()
    return {
        "wape": round(float(np.abs(miss[:, 1]).sum()) / everything, 4),
        "pinball": round(float(pinball) / everything, 4),
    }


def coverage(judged: Sequence[Judged]) -> float:
    """Return the share of products and weeks that sold between their P10 and P90."""
    quantiles = np.vstack([found.quantiles for found in judged])
    actual = np.concatenate([found.actual for found in judged])
    return float(((actual >= quantiles[:, 0]) & (actual <= quantiles[:, 2])).mean())
