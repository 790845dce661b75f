"""Forecasts as they would have been made week after week, each from the weeks before it only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from recsys.demand.boosting import PROBABILITIES
from recsys.demand.features import FEWEST, describe
from recsys.demand.forecaster import Learner
from recsys.demand.history import Floats, History, Ints

_REFIT = 6  # weeks
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
        if week >= min(_BEGIN, first) and due and learner.weeks:
            learner.refit()
        forecaster = learner.ready() if week >= first and len(rows.products) else None
        if forecaster is not None:
            quantiles = forecaster.of(rows) * past.usual_days()
            yield WeekForecast(week=week, products=rows.products, quantiles=quantiles)
        learner.see(history, week, rows)
