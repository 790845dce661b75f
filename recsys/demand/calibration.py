"""Widening or narrowing forecasts until they hold as much as they promise (conformal prediction).

The distance of each quantile from the median is multiplied by the factor that would have been right
in the past weeks, newer ones weighing more: conformalised quantile regression (Romano, Patterson
and Candès, 2019) on weighted exchangeable weeks (Barber et al., 2023).
"""

from __future__ import annotations

import numpy as np

from recsys.demand.boosting import PROBABILITIES
from recsys.demand.history import Floats

_KEEP = 0.96  # weight a week keeps per further week
_FEW = 200  # rows needed
_CLASSES = 3  # small, middle and large expected sales, calibrated apart
_MIDDLE = PROBABILITIES.index(0.5)
_WIDEST = 5.0


class Calibration:
    """Learns from each week's forecasts and what came of them."""

    def __init__(self) -> None:
        self._forecasts: list[Floats] = []
        self._actuals: list[Floats] = []

    def add(self, forecasts: Floats, actuals: Floats) -> None:
        """Remember quantiles (R, Q) and what was sold (R,)."""
        self._forecasts.append(forecasts)
        self._actuals.append(actuals)

    def apply(self, forecasts: Floats) -> Floats:
        """Return the forecasts (R, Q) with quantiles that would have held."""
        if sum(map(len, self._actuals)) < _FEW:
            return forecasts
        weeks = len(self._actuals)
        past, actual = np.vstack(self._forecasts), np.concatenate(self._actuals)
        age = np.repeat(np.arange(weeks)[::-1], [len(rows) for rows in self._actuals])
        weight = _KEEP**age
        middle, reached = forecasts[:, _MIDDLE], past[:, _MIDDLE]
        edges = np.quantile(reached, np.arange(1, _CLASSES) / _CLASSES)
        answer = forecasts.copy()
        for kind in range(_CLASSES):
            now = np.searchsorted(edges, middle) == kind
            then = np.searchsorted(edges, reached) == kind
            for column, probability in enumerate(PROBABILITIES):
                if column == _MIDDLE:
                    continue
                factor = _factor(past[then], actual[then], weight[then], column, probability)
                step = forecasts[now, column] - middle[now]
                answer[now, column] = middle[now] + factor * step
        return np.maximum(np.sort(answer, axis=1), 0.0)


def _factor(past: Floats, actual: Floats, weight: Floats, column: int, probability: float) -> float:
    """Return by what the distance of one quantile from the median should have been multiplied."""
    distance = past[:, column] - past[:, _MIDDLE]
    scores = (actual - past[:, _MIDDLE]) / np.where(
        np.abs(distance) > 1e-12, distance, np.copysign(1e-12, probability - 0.5)
    )
    share = max(probability, 1 - probability)
    order = np.argsort(scores)
    reached = np.cumsum(weight[order]) / weight.sum()
    place = min(int(np.searchsorted(reached, share)), len(order) - 1)
    return float(np.clip(scores[order[place]], 0.0, _WIDEST))
