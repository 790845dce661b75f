"""How many packs of each product the neighbours will order in a week: P10, P50 and P90.

Everything works on one table of packs ordered, a row per product and a column per week, oldest
first, NaN where a product was not offered: a week without an offer says nothing about demand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_DECAY = 0.75  # weight a week keeps per further week
_PRIOR = 0.25  # weeks of its kin's sales that every product is credited with
_PROBABILITIES = (0.1, 0.5, 0.9)
_FEW = 20  # forecasts of the past needed to learn how far forecasts miss
_NORMAL = (-1.2816, 0.0, 1.2816)  # the same quantiles of counts that scatter like Poisson's
_YEAR, _TREND, _AROUND = 52, 8, 1  # weeks
_WILDEST = 2.0  # the season at most doubles or halves
_WISH = 0.3  # a product that every neighbour voted for is expected to sell so much more


@dataclass(frozen=True, slots=True)
class Demand:
    """Packs expected of each product (P,): a tenth, a half and nine tenths of weeks stay below."""

    low: Floats
    middle: Floats
    high: Floats

    def lists(self) -> tuple[list[float], list[float], list[float]]:
        """Return the three as plain numbers."""
        return self.low.tolist(), self.middle.tolist(), self.high.tolist()


def estimate_demand(
    packs: Floats,
    kin: Sequence[str],
    *,
    votes: Sequence[int] | None = None,
    neighbours: int = 0,
) -> Demand:
    """Return the demand of the week after the last column of `packs` (P, W).

    `kin` (P,) names the category whose mean a product with little history borrows; `votes` (P,)
    of so many `neighbours` lift the middle. How far the forecast misses is learnt from forecasting
    the past weeks with the same method.
    """
    groups = np.unique(np.array(kin, str), return_inverse=True)[1] if len(kin) else np.zeros(0, int)
    middle = level(packs, groups) * season(packs) * wish(votes or (), neighbours)
    miss = misses(packs, groups)
    low, centre, high = (np.maximum(middle + q * scatter(middle), 0.0) for q in miss)
    return Demand(low, centre, high)


def wish(votes: Sequence[int], neighbours: int) -> Floats:
    """Return by what the votes of so many neighbours lift each product's demand (P,)."""
    if not len(votes) or neighbours <= 0:
        return np.ones(1)
    return np.asarray(1 + _WISH * np.clip(np.array(votes) / neighbours, 0, 1))


def wished(demand: Demand, votes: Sequence[int], neighbours: int) -> Demand:
    """Return the demand (P,) lifted by votes (P,)."""
    lift = wish(votes, neighbours)
    return Demand(demand.low * lift, demand.middle * lift, demand.high * lift)


def level(packs: Floats, groups: Ints) -> Floats:
    """Return the exponentially weighted mean (P,) of the weeks on offer, drawn to that of its kin.

    A product nobody has seen yet gets its group's mean per product, a group nobody has seen the
    community's, and the very first week 0.
    """
    seen = np.isfinite(packs)
    weight = seen * _DECAY ** np.arange(packs.shape[1] - 1, -1, -1)
    amount, weeks = (np.nan_to_num(packs) * weight).sum(axis=1), weight.sum(axis=1)
    overall = _ratio(amount.sum(), weeks.sum(), 0.0)
    size = int(groups.max(initial=-1)) + 1
    group_amount = np.bincount(groups, amount, size)
    group_weeks = np.bincount(groups, weeks, size)
    prior = _ratio(group_amount, group_weeks, overall)[groups]
    return np.asarray((amount + _PRIOR * prior) / (weeks + _PRIOR))


def season(packs: Floats) -> float:
    """Return by which factor everything sold differs at this time of the year.

    That is last year's sales per offer around the coming week against the weeks before it; 1 with
    less than a year and its approach known.
    """
    weeks = packs.shape[1]
    coming = weeks - _YEAR
    if coming < _TREND:
        return 1.0
    with_offer = np.isfinite(packs).sum(axis=0)
    total = np.nansum(packs, axis=0)
    around = slice(coming - _AROUND, coming + _AROUND + 1)
    before = slice(coming - _TREND, coming)
    then = _ratio(total[around].sum(), with_offer[around].sum(), 0.0)
    trend = _ratio(total[before].sum(), with_offer[before].sum(), 0.0)
    if not (then > 0 and trend > 0):
        return 1.0
    return float(np.clip(then / trend, 1 / _WILDEST, _WILDEST))


def misses(packs: Floats, groups: Ints) -> tuple[float, ...]:
    """Return the quantiles 10, 50 and 90 % of past misses in units of `scatter`."""
    found = []
    for week in range(2, packs.shape[1]):
        forecast = level(packs[:, :week], groups)
        miss = (packs[:, week] - forecast) / scatter(forecast)
        found.append(miss[np.isfinite(miss)])
    pooled = np.concatenate(found) if found else np.zeros(0)
    if len(pooled) < _FEW:
        return _NORMAL
    return tuple(float(q) for q in np.quantile(pooled, _PROBABILITIES))


def scatter(packs: Floats) -> Floats:
    """Return the standard deviation of a Poisson count with this mean, never quite 0."""
    return np.asarray(np.sqrt(packs + 1.0))


def _ratio(part: ArrayLike, whole: ArrayLike, otherwise: ArrayLike) -> Floats:
    top, bottom = np.asarray(part, np.float64), np.asarray(whole, np.float64)
    answer = np.array(np.broadcast_to(np.asarray(otherwise, np.float64), top.shape))
    return np.divide(top, bottom, out=answer, where=bottom > 0)
