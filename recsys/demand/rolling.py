"""Forecasts as they would have been made week after week, each from the weeks before it only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from recsys.demand.boosting import PROBABILITIES
from recsys.demand.decaying import estimate_demand
from recsys.demand.features import FEWEST, Rows, describe
from recsys.demand.forecaster import Learner
from recsys.demand.history import Floats, History, Ints

_REFIT = 6  # weeks
_ENOUGH = 60  # products and weeks seen that can be learnt from
_BEGIN = 26  # weeks known before the first model, whose misses calibrate the later ones


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekForecast:
    """What was expected of one week: quantiles (R, Q) of what each product would sell."""

    week: int
    products: Ints  # (R,) rows in the history
    quantiles: Floats

    @property
    def middle(self) -> Floats:
        """The median (R,)."""
        return np.asarray(self.quantiles[:, PROBABILITIES.index(0.5)])


def forecast_weeks(history: History, first: int) -> Iterator[WeekForecast]:
    """Yield the forecast of every week from number `first` on in which anything was on sale."""
    learner = Learner()
    for week in range(FEWEST, history.weeks):
        past = history.before(week)
        rows = describe(past, history.coming(week))
        due = learner.boosted is None or (week - first) % _REFIT == 0
        if week >= min(_BEGIN, first) and due and learner.rows >= _ENOUGH:
            learner.refit()
        if week >= first and len(rows.products):
            forecaster = learner.ready()
            rates = forecaster.of(rows) if forecaster else _decayed(past, rows)
            yield WeekForecast(
                week=week, products=rows.products, quantiles=rates * past.usual_days()
            )
        learner.see(history, week, rows)


def _decayed(past: History, rows: Rows) -> Floats:
    """Return quantiles (R, Q) from decayed means, for a past too short to learn from."""
    demand = estimate_demand(past.rate, past.category.astype(str).tolist())
    known = np.column_stack([demand.low, demand.middle, demand.high])[rows.products]
    between = (known[:, :-1] + known[:, 1:]) / 2
    return np.column_stack([known[:, 0], between[:, 0], known[:, 1], between[:, 1], known[:, 2]])
