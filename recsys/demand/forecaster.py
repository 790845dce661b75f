"""The forecaster that serves: quantile models, and how wide their intervals have to be."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from recsys.demand.boosting import Boosted, learn
from recsys.demand.calibration import Calibration, Widths
from recsys.demand.features import FEWEST, Rows, describe
from recsys.demand.history import Coming, Floats, History, Ints

_WHOLE = 0.6  # of the usual days open make a week one to learn from
_ENOUGH_ROWS, _ENOUGH_WEEKS = 300, 20
_LAST_WEEKS, _REFIT = 12, 6  # weeks forecast to learn the widths from, and how often learnt anew


@dataclass(frozen=True, slots=True)
class Forecaster:
    """What was learnt from a shop's past; applies to any later week of it."""

    boosted: Boosted
    widths: Widths

    def forecast(self, history: History, coming: Coming) -> tuple[Ints, Floats]:
        """Return the rows of the products on sale (R,) and quantiles (R, Q) of their sales.

        `history` must hold the `FEWEST` weeks that features are made of.
        """
        rows = describe(history, coming)
        return rows.products, self.of(rows) * history.usual_days()

    def of(self, rows: Rows) -> Floats:
        """Return quantiles (R, Q) of sales per day open."""
        return self.widths.apply(self.boosted.predict(rows))


@dataclass(slots=True)
class Learner:
    """Goes through a past week by week: what it learns of a week it has first been asked."""

    weeks: list[Rows] = field(default_factory=list)
    rates: list[Floats] = field(default_factory=list)
    calibration: Calibration = field(default_factory=Calibration)
    boosted: Boosted | None = None

    @property
    def rows(self) -> int:
        """How many products and weeks it has seen."""
        return sum(map(len, self.rates))

    def refit(self) -> None:
        """Learn anew from every week seen so far."""
        self.boosted = learn(self.weeks, self.rates)

    def ready(self) -> Forecaster | None:
        """Return the forecaster as of now, None before the first fit."""
        return Forecaster(self.boosted, self.calibration.widths()) if self.boosted else None

    def see(self, history: History, week: int, rows: Rows) -> None:
        """Take in how a week went; `rows` are its products as described before it."""
        if not len(rows.products):
            return
        rates = history.rate[rows.products, week]
        if self.boosted is not None:
            self.calibration.add(self.boosted.predict(rows), rates)
        past = history.before(week)
        if history.open_days[week] >= _WHOLE * past.usual_days():
            self.weeks.append(rows)
            self.rates.append(rates)


def learn_forecaster(history: History) -> Forecaster | None:
    """Return a forecaster of the week after `history`, None where too little is known.

    The last weeks are first forecast from what came before them, to learn how wide intervals are.
    """
    start = history.weeks - _LAST_WEEKS
    few = np.isfinite(history.rate).sum() < _ENOUGH_ROWS
    if few or history.weeks < _ENOUGH_WEEKS:
        return None
    learner = Learner()
    for week in range(FEWEST, history.weeks):
        if week >= start and (week - start) % _REFIT == 0:
            learner.refit()
        learner.see(history, week, describe(history.before(week), history.coming(week)))
    learner.refit()
    return learner.ready()
