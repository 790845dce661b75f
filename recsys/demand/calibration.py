"""Widening or narrowing forecasts until they hold as much as they promise (conformal prediction).

The distance of each quantile from the median is multiplied by the factor that would have been right
in the past weeks, newer ones weighing more: conformalised quantile regression (Romano, Patterson
and Candès, 2019) on weighted exchangeable weeks (Barber et al., 2023).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from recsys.demand.boosting import PROBABILITIES
from recsys.demand.history import Floats

_KEEP = 0.96  # weight a week keeps per further week
_FEW = 40  # rows needed
_CLASSES = 3  # small, middle and large expected sales, calibrated apart, where each has
_CLASS = 150  # rows
_MIDDLE = PROBABILITIES.index(0.5)
_WIDEST = 5.0
_NOTHING = 1e-12


@dataclass(frozen=True, slots=True)
class Widths:
    """By what the distance of each quantile from the median is multiplied.

    `edges` (C-1,) part the medians into classes, `factors` are (C, Q).
    """

    edges: Floats
    factors: Floats

    def apply(self, forecasts: Floats) -> Floats:
        """Return forecasts (R, Q) whose quantiles would have held in the past."""
        middle = forecasts[:, _MIDDLE, None]
        factor = self.factors[np.searchsorted(self.edges, middle[:, 0])]
        return np.maximum(np.sort(middle + factor * (forecasts - middle), axis=1), 0.0)


class Calibration:
    """Learns from each week's forecasts and what came of them."""

    def __init__(self) -> None:
        self._forecasts: list[Floats] = []
        self._actuals: list[Floats] = []

    def add(self, forecasts: Floats, actuals: Floats) -> None:
        """Remember quantiles (R, Q) and what was sold (R,)."""
        self._forecasts.append(forecasts)
        self._actuals.append(actuals)

    def widths(self) -> Widths:
        """Return what the past asks for; nothing is changed until enough is known."""
        if sum(map(len, self._actuals)) < _FEW:
            return Widths(np.zeros(0), np.ones((1, len(PROBABILITIES))))
        past, actual = np.vstack(self._forecasts), np.concatenate(self._actuals)
        age = np.arange(len(self._actuals))[::-1]
        weight = _KEEP ** np.repeat(age, [len(rows) for rows in self._actuals])
        classes = min(max(len(actual) // _CLASS, 1), _CLASSES)
        edges = np.quantile(past[:, _MIDDLE], np.arange(1, classes) / classes)
        kind = np.searchsorted(edges, past[:, _MIDDLE])
        factors = [
            _factors(past[kind == number], actual[kind == number], weight[kind == number])
            for number in range(classes)
        ]
        return Widths(edges, np.array(factors))


def _factors(past: Floats, actual: Floats, weight: Floats) -> list[float]:
    """Return by what the distance of each quantile should have been multiplied."""
    columns = enumerate(PROBABILITIES)
    return [_factor(past, actual, weight, column, probability) for column, probability in columns]


def _factor(past: Floats, actual: Floats, weight: Floats, column: int, probability: float) -> float:
    if column == _MIDDLE or not len(past):
        return 1.0
    distance = np.abs(past[:, column] - past[:, _MIDDLE])
    side = np.sign(probability - 0.5)
    scores = side * (actual - past[:, _MIDDLE]) / np.maximum(distance, _NOTHING)
    order = np.argsort(scores)
    reached = np.cumsum(weight[order]) / weight.sum()
    share = max(probability, 1 - probability) * (1 + 1 / len(order))  # the next one counts too
    place = np.searchsorted(reached, share)
    return float(np.clip(scores[order[min(int(place), len(order) - 1)]], 0.0, _WIDEST))
