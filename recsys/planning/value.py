"""What buying a number of packs is expected to be worth.

The demand of a product is known by three quantiles. Between them it is taken as evenly spread, so
its quantiles 10, 30, 50, 70 and 90 % stand for a fifth of all weeks each, and the expected sale of
q packs, E[min(q, D)], is the mean of min(q, ·) over the five: the newsvendor's concave curve.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recsys.planning.scenario import Candidate, Weights

Floats = NDArray[np.float64]

_WEEK = 7.0  # days until what is left competes with the next delivery
_HOLDING = 0.1  # share of its cost that keeping even a durable pack costs


@dataclass(frozen=True, slots=True)
class Curves:
    """Worth of each candidate by packs q, in CNY: gain · E[min(q, D)] − loss · q, all (N,)."""

    points: Floats  # (N, 5) equally likely demands in packs
    gain: Floats
    loss: Floats

    def worth(self, packs: Floats) -> Floats:
        """Return the worth of buying `packs` (N,) or (N, K), in CNY."""
        shape = (-1,) + (1,) * (packs.ndim - 1)
        gain, loss = self.gain.reshape(shape), self.loss.reshape(shape)
        return np.asarray(gain * expected_sales(self.points, packs) - loss * packs)


def demand_points(candidates: Sequence[Candidate]) -> Floats:
    """Return five equally likely demands (N, 5) in packs, from P10, P50 and P90."""
    quantiles = np.array([(c.low, c.demand, c.high) for c in candidates], float).reshape(-1, 3)
    low, middle, high = quantiles.T
    return np.stack([low, (low + middle) / 2, middle, (middle + high) / 2, high], axis=1)


def expected_sales(points: Floats, packs: Floats) -> Floats:
    """Return E[min(packs, D)] for demands `points` (N, P); `packs` is (N,) or (N, K)."""
    demands = points if packs.ndim == 1 else points[:, None, :]
    return np.asarray(np.minimum(packs[..., None], demands).mean(axis=-1))


def curves(candidates: Sequence[Candidate], weights: Weights) -> Curves:
    """Return what each candidate is worth by packs.

    Of a pack unsold, `spoiled` of its cost is lost and the rest sells later. In CNY, with s packs
    sold of q: margin · (price · s − cost · (s + spoiled · (q − s))) + (preference + sustainability)
    · price · s − waste · cost · spoiled · (q − s). A product that loses by selling is taken to sell
    everything, which keeps its worth concave.
    """
    price = np.array([float(c.price) for c in candidates])
    cost = np.array([float(c.cost) for c in candidates])
    spoiled = np.array([spoiled_share(c.shelf_life_days) for c in candidates])
    liked = np.array([c.preference for c in candidates]) * weights.preference
    green = np.array([c.sustainability / 100 for c in candidates]) * weights.sustainability
    loss = (weights.margin + weights.waste) * cost * spoiled
    gain = weights.margin * (price - cost) + (liked + green) * price + loss
    hopeless = gain < 0
    points = np.where(hopeless[:, None], np.inf, demand_points(candidates))
    return Curves(points, gain, loss)


def spoiled_share(shelf_life_days: int | None) -> float:
    """Return which share of an unsold pack's cost is lost: all of it within a week or unknown."""
    if shelf_life_days is None or shelf_life_days <= _WEEK:
        return 1.0
    return max(_WEEK / shelf_life_days, _HOLDING)
