"""How long one neighbour's picks take in process, with rules, re-ranking and reasons."""

from __future__ import annotations

import time
from collections.abc import Mapping

import numpy as np

from recsys.picks import pick
from recsys.request import PickRequest, Weights
from recsys.stall import Stall

ROUNDS = 3


def evaluate_speed(stall: Stall) -> dict[str, float]:
    """Return milliseconds of processor time a request, median and 95 % (waiting not counted)."""
    weights = Weights(sustainability=0.3, diversity=0.1)
    requests = [
        PickRequest(
            neighbour_id=str(user),
            exclude_ids=frozenset(stall.shelf.ids[:2]),
            in_basket=frozenset(stall.shelf.ids[2:4]),
            allergies=frozenset({"peanut"}),
            weights=weights,
        )
        for user in stall.model.user_ids
    ]
    taken = []
    for _ in range(ROUNDS):
        for request in requests:
            begun = time.thread_time()
            pick(request, stall)
            taken.append((time.thread_time() - begun) * 1000)
    middle, high = np.percentile(taken[len(requests) :], [50, 95]).tolist()
    return {
        "products": float(len(stall.shelf.ids)),
        "median_ms": round(middle, 3),
        "p95_ms": round(high, 3),
    }


def print_speed(result: Mapping[str, float]) -> None:
    """Print one line."""
    print("speed      " + "  ".join(f"{name} {value}" for name, value in result.items()))
