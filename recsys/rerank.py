"""From taste to the list that is shown: sustainability, variety, likeness, audience and floor."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from community.ranking import Reason
from recsys.audience import Turns
from recsys.baskets import Flags
from recsys.request import LocalFloor, Weights
from recsys.topn import top_n

Column = NDArray[np.float64]
GREEN_UNITS = 3.0


def bar(taste: Column, n: int) -> float:
    """Return what the last of the n best is worth: the unit in which weights count.

    Where that is not above 0 the best is taken, and 1 where nothing is.
    """
    if not len(taste) or n < 1:
        return 1.0
    last = min(n, len(taste))
    worth = float(np.partition(taste, len(taste) - last)[len(taste) - last])
    best = float(taste.max())
    return worth if worth > 0 else best if best > 0 else 1.0


def leader_components(
    weights: Weights, unit: float, scores: Column, seed: int
) -> dict[str, Column]:
    """Return what sustainability (scores 0..100 (C,), NaN: not known, no credit) and chance add."""
    added = {}
    if weights.sustainability:
        worth = weights.sustainability * GREEN_UNITS * unit
        added["sustainability"] = worth * np.nan_to_num(scores) / 100
    if weights.variety:
        added["variety"] = weights.variety * unit * np.random.default_rng(seed).random(len(scores))
    return added


@dataclass(frozen=True, slots=True)
class Floor:
    """Which of C products are local (C,), and how many at least of those shown must be."""

    local: Flags
    least: int
    notes: tuple[Reason, ...] = ()

    @classmethod
    def of(cls, asked: LocalFloor | None, distance: Column, n: int) -> Floor:
        """Return the floor for n of C products; unknown distances (NaN) are not local.

        Where too few are local, all of them are shown and a note says local_floor {wanted, found}.
        """
        if asked is None:
            return cls(np.ones(len(distance), bool), 0)
        local = distance <= asked.within_km
        found = int(np.count_nonzero(local))
        wanted = math.ceil(asked.share * min(n, len(distance)) - 1e-9)
        if found >= wanted:
            return cls(local, wanted)
        note = Reason("local_floor", {"wanted": wanted, "found": found, "km": asked.within_km})
        return cls(local, found, (note,))


@dataclass(frozen=True, slots=True)
class Step:
    """One product chosen: its column and what likeness and the audience added when it was."""

    column: int
    added: dict[str, float]


def choose(
    total: Column,
    n: int,
    floor: Floor,
    *,
    like: Callable[[int], Column],
    diversity: float = 0.0,
    turns: Turns | None = None,
    fairness: float = 0.0,
) -> list[Step]:
    """Return the n products to show, best first.

    Greedy, as in maximal marginal relevance (Carbonell & Goldstein, SIGIR 1998): every product
    like one shown already loses, `like(column)` (C,) in 0..1 being how like; after k of the very
    same, `diversity`·(1 − 2⁻ᵏ). Then `fairness` times what the audience's turns add. Products
    from afar are passed over once only as many places are left as must be local.
    """
    if not diversity and not turns and not floor.least:  # nothing changes from step to step
        return [Step(int(column), {}) for column in top_n(total[None, :], n)[0]]
    left, unlike = total.astype(np.float64), np.ones(len(total))
    count = min(n, len(total))
    steps: list[Step] = []
    afar, last = count - floor.least, math.inf
    for _ in range(count):
        if floor.least and afar == 0:
            left[~floor.local] = -np.inf
        added = {"diversity": -diversity * (1.0 - unlike)} if diversity else {}
        if turns and fairness:
            added["fairness"] = fairness * turns.gain()
        step, last = _best(left, added, last)
        steps.append(step)
        left[step.column] = -np.inf
        afar -= not floor.local[step.column]
        unlike = unlike * (1.0 - like(step.column) / 2) if diversity else unlike
        if turns:
            turns.show(step.column)
    return steps


def _best(left: Column, added: Mapping[str, Column], last: float) -> tuple[Step, float]:
    """Return the best step, and what it is worth: no more than the `last` one.

    A turn that has come lifts a product up to the one before, not over it.
    """
    column = int(np.argmax(sum(added.values(), left)))
    parts = {name: float(values[column]) for name, values in added.items()}
    worth = float(left[column]) + sum(parts.values())
    if "fairness" in parts:
        parts["fairness"] -= max(0.0, worth - last)
    return Step(column, parts), min(last, worth)
