"""Forecasts as they would have been made week after week, each from the weeks before it only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from recsys.demand.boosting import PROBABILITIES, Boosted, learn
from recsys.demand.calibration import Calibration
from recsys.demand.features import FEWEST, Rows, describe
from recsys.demand.history import Floats, History, Ints

_REFIT = 6  # weeks
_BEGIN = 26  # weeks known before the first model, whose misses calibrate the later ones
_MOST_DAYS = 4  # days open that make a week one to learn from


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


@dataclass(slots=True)
class _Learnt:
    weeks: list[Rows] = field(default_factory=list)
    rates: list[Floats] = field(default_factory=list)

    def add(self, rows: Rows, rates: Floats) -> None:
        self.weeks.append(rows)
        self.rates.append(rates)


def forecast_weeks(history: History, first: int) -> Iterator[WeekForecast]:
    """Yield the forecast of every week from number `first` on in which anything was on sale."""
    learnt = _Learnt()
    calibration = Calibration()
    model: Boosted | None = None
    for week in range(FEWEST, history.weeks):
        past = history.before(week)
        coming = history.coming(week)
        rows = describe(past, coming)
        rates = history.rate[rows.products, week]
        begun = week >= min(_BEGIN, first)
        if begun and (model is None or (week - first) % _REFIT == 0) and learnt.weeks:
            model = learn(learnt.weeks, learnt.rates)
        if model is not None and len(rows.products):
            plain = model.predict(rows)
            if week >= first:
                days = past.usual_days()
                yield WeekForecast(
                    week=week, products=rows.products, quantiles=calibration.apply(plain) * days
                )
            calibration.add(plain, rates)
        if history.open_days[week] >= _MOST_DAYS and len(rows.products):
            learnt.add(rows, rates)
