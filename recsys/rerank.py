"""From taste to the list that is shown: sustainability, variety and diversity."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from recsys.baskets import Longs
from recsys.request import Weights
from recsys.topn import top_n

Column = NDArray[np.float64]


def bar(taste: Column, n: int) -> float:
    """Return what the last of the n best is worth: the unit in which weights count.

    Where that is not above 0 the best is taken, and 1 where nothing is.
    """
    if not len(taste) or n < 1:
        return 1.0
    best = np.sort(taste)[::-1]
    worth = float(best[min(n, len(best)) - 1])
    return worth if worth > 0 else float(best[0]) if best[0] > 0 else 1.0


def leader_components(
    weights: Weights, unit: float, scores: Column, seed: int
) -> dict[str, Column]:
    """Return what sustainability (scores 0..100 (C,), NaN: not known, no credit) and chance add."""
    added = {}
    if weights.sustainability:
        added["sustainability"] = weights.sustainability * unit * np.nan_to_num(scores) / 100
    if weights.variety:
        added["variety"] = weights.variety * unit * np.random.default_rng(seed).random(len(scores))
    return added


def choose(total: Column, category: Longs, n: int, step: float) -> tuple[Longs, Column]:
    """Return the places of the n best and what diversity took from each.

    Greedy, as in maximal marginal relevance (Carbonell & Goldstein, SIGIR 1998) with "the same
    category" as likeness: after k of a category are shown, another loses `step`·(1 − 2⁻ᵏ).
    """
    if step == 0:
        best = top_n(total[None, :], n)[0]
        return best, np.zeros(len(best))
    shown = np.zeros(int(np.max(category, initial=-1)) + 1)
    left = total.copy()
    places: list[int] = []
    losses: list[float] = []
    for _ in range(min(n, len(total))):
        loss = -step * (1 - np.exp2(-shown[category]))
        place = int(np.argmax(left + loss))
        places.append(place)
        losses.append(float(loss[place]))
        left[place] = -np.inf
        shown[category[place]] += 1
    return np.array(places, np.int64), np.array(losses)
