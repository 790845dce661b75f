"""Simple ways to forecast that every model must beat.

Each gives one number; its P10 and P90 are that number times the ratios of sales to forecast that a
tenth and nine tenths of its own past sales (by weight) stayed below. Where a rule has no answer for
a product, its recent level stands in, and the mean of its kin for a new one.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping

import numpy as np

from recsys.demand.features import levels
from recsys.demand.history import Coming, Floats, History, decayed, known_mean

_MONTH, _YEAR = 4, 52  # weeks
_KEEP = 0.5
_FEWEST = 3  # weeks that exponential smoothing needs
_TAILS = (0.1, 0.9)

Rule = Callable[[Floats], Floats]  # from what was sold each week (R, W) to the next (R,)


def last_week(sold: Floats) -> Floats:
    """Return what was sold last week."""
    return np.asarray(sold[:, -1])


def decayed_mean(sold: Floats) -> Floats:
    """Return the exponentially weighted mean, half the weight to the newest week."""
    return decayed(sold, _KEEP)


def four_week_mean(sold: Floats) -> Floats:
    """Return the mean of the weeks on sale among the last four."""
    return known_mean(sold[:, -_MONTH:])


def same_week_last_year(sold: Floats) -> Floats:
    """Return what was sold 52 weeks before the coming week."""
    known = sold.shape[1] >= _YEAR
    return np.asarray(sold[:, sold.shape[1] - _YEAR]) if known else last_week(sold)


def exponential_smoothing(sold: Floats) -> Floats:
    """Return statsmodels' simple exponential smoothing, fitted to each product's weeks on sale."""
    return np.array([_smoothed(row[np.isfinite(row)]) for row in sold], np.float64)


def _smoothed(known: Floats) -> float:
    from statsmodels.tools.sm_exceptions import ConvergenceWarning
    from statsmodels.tsa.holtwinters import SimpleExpSmoothing

    if len(known) < _FEWEST or known.std() <= 0:
        return float(known[-1]) if len(known) else np.nan
    model = SimpleExpSmoothing(known, initialization_method="known", initial_level=known[0])
    with warnings.catch_warnings():  # its best guess is what is asked for
        warnings.simplefilter("ignore", ConvergenceWarning)
        return float(model.fit(use_brute=False).forecast(1)[0])


RULES: Mapping[str, Rule] = {
    "last_week": last_week,
    "decayed_mean": decayed_mean,
    "four_week_mean": four_week_mean,
    "same_week_last_year": same_week_last_year,
    "exponential_smoothing": exponential_smoothing,
}


class Baseline:
    """One rule with the quantiles of its own past errors."""

    def __init__(self, rule: Rule) -> None:
        self._rule = rule
        self._forecasts: list[Floats] = []
        self._actuals: list[Floats] = []

    def forecast(self, history: History, coming: Coming) -> Floats:
        """Return the P10, forecast and P90 (R, 3) of the products on sale."""
        found = self._rule(history.sold[coming.on_sale])
        usual = levels(history)[coming.on_sale] * history.usual_days()
        middle = np.maximum(np.where(np.isfinite(found), found, usual), 0.0)
        low, high = self._tails()
        return np.column_stack([middle * min(low, 1.0), middle, middle * max(high, 1.0)])

    def add(self, forecast: Floats, actual: Floats) -> None:
        """Remember what was forecast (R, 3) and sold (R,)."""
        self._forecasts.append(forecast[:, 1])
        self._actuals.append(actual)

    def _tails(self) -> tuple[float, ...]:
        if not self._actuals:
            return 1.0, 1.0
        forecast, actual = np.concatenate(self._forecasts), np.concatenate(self._actuals)
        known = forecast > 0
        ratios, weight = (actual[known] / forecast[known]), forecast[known]
        if not known.any():
            return 1.0, 1.0
        order = np.argsort(ratios)
        reached = np.cumsum(weight[order]) / weight.sum()
        return tuple(float(ratios[order[np.searchsorted(reached, tail)]]) for tail in _TAILS)
