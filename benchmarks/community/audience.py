"""A show for many: what is chosen for the mean, for the worst off, and in turns."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from recsys.audience import Turns
from recsys.picks import pick
from recsys.request import PickRequest, Weights
from recsys.stall import Stall
from recsys.taste import taste
from recsys.topn import top_n

N = 10
SIZES = (5, 20, 60)
SHOWS = 20


def evaluate_audience(stall: Stall, seed: int = 0) -> dict[str, dict[str, dict[str, float]]]:
    """Return, by size of the audience and way of choosing, how well everybody is served.

    The share that a watcher gets of what the ten best products for this person alone would be
    worth: mean, mean of the worst tenth, minimum, Gini. Means over shows with drawn audiences.
    """
    random = np.random.default_rng(seed)
    users = stall.model.user_ids
    result = {}
    for size in SIZES:
        shares: dict[str, list[NDArray[np.float64]]] = {}
        for _ in range(SHOWS):
            watching = tuple(random.choice(users, min(size, len(users)), replace=False).tolist())
            for name, share in _one_show(stall, watching).items():
                shares.setdefault(name, []).append(share)
        result[str(size)] = {name: _figures(found) for name, found in shares.items()}
    return result


def _one_show(stall: Stall, watching: tuple[str, ...]) -> dict[str, NDArray[np.float64]]:
    """Return what share of their own best list each watcher gets (U,), by way of choosing."""
    liked = taste(PickRequest(audience=watching), stall, np.arange(len(stall.row)))
    each = np.maximum(liked.each, 0)
    best = Turns.begin(each, N).best
    ways = {
        "mean": top_n(each.mean(axis=0)[None, :], N)[0],
        "least misery": top_n(each.min(axis=0)[None, :], N)[0],
    }
    for fairness in (0.5, 1.0):
        request = PickRequest(audience=watching, n=N, weights=Weights(fairness=fairness))
        ids = pick(request, stall).ids
        ways[f"turns {fairness}"] = np.array([stall.shelf.place_of[id_] for id_ in ids])
    return {name: each[:, places].sum(axis=1) / best for name, places in ways.items()}


def _figures(shares: list[NDArray[np.float64]]) -> dict[str, float]:
    figures = {
        "mean": [float(share.mean()) for share in shares],
        "worst tenth": [
            float(np.sort(share)[: max(1, len(share) // 10)].mean()) for share in shares
        ],
        "minimum": [float(share.min()) for share in shares],
        "gini": [_gini(share) for share in shares],
    }
    return {name: round(float(np.mean(values)), 4) for name, values in figures.items()}


def _gini(share: NDArray[np.float64]) -> float:
    """Return the mean difference of two people over twice the mean: 0 is equal."""
    differences = np.abs(share[:, None] - share[None, :]).mean()
    return float(differences / (2 * max(share.mean(), 1e-12)))


def print_audience(result: Mapping[str, Mapping[str, Mapping[str, float]]]) -> None:
    """Print a line a size and way."""
    for size, ways in result.items():
        for name, figures in ways.items():
            shown = "  ".join(f"{key} {value:.3f}" for key, value in figures.items())
            print(f"audience   {size:>3} watching  {name:13} {shown}")
