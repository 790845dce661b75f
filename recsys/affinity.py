"""From what someone had to what comes next: a ridge regression learnt from everyone's baskets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recsys.baskets import Baskets, Floats, Ints, Longs
from recsys.popularity import baskets_on_sale
from recsys.profiles import Profiles


@dataclass(frozen=True, slots=True)
class Affinity:
    """`weight` (F, O): what having an input item adds to the chance of an output item.

    `inputs` (F,) and `outputs` (O,) are item rows, sorted; `centre` (O,) is what the average
    history adds, taken off so that affinity is what sets someone apart.
    """

    inputs: Ints
    outputs: Ints
    weight: Floats
    centre: Floats


def fit_affinity(
    baskets: Baskets,
    *,
    inputs: int,
    outputs: int,
    penalty: float,
    depth: int,
    decay: float,
    memory: float,
) -> Affinity:
    """Return the map of least squares from histories to the basket that followed.

    Every basket of the last `depth` ages is the answer to what its user had before, weighted
    `decay`^age; what they had before is decayed by `memory` per age and scaled to length 1. The
    closed form (XᵀX + penalty·I)⁻¹XᵀY is that of Steck's EASE (WWW 2019), with the next basket in
    place of the same one, so it needs no zero diagonal. The `inputs` and `outputs` most bought
    items take part, which bounds time and size whatever the number of items. Each output is
    divided by its share of the baskets in which it was on sale, as if it always had been.
    """
    recent = np.bincount(baskets.item[baskets.age < depth], minlength=baskets.items)
    ever = np.bincount(baskets.item, minlength=baskets.items)
    chosen_in, chosen_out = _most(ever, inputs), _most(recent, outputs)
    gram, cross = _moments(baskets, chosen_in, chosen_out, depth=depth, decay=decay, memory=memory)
    weight, mean = _solve(gram, cross, penalty)
    possible = baskets_on_sale(baskets, depth=depth, decay=decay)
    share = possible[chosen_out] / np.max(possible, initial=1e-9)
    weight = (weight / np.maximum(share, 1e-9)).astype(np.float32)
    return Affinity(chosen_in, chosen_out, weight, (mean @ weight).astype(np.float32))


def _most(count: Any, limit: int) -> Ints:
    """Return the rows of the `limit` largest positive counts, in row order."""
    best = np.argsort(-count, kind="stable")[:limit]
    return np.sort(best[count[best] > 0]).astype(np.int32)


def _moments(
    baskets: Baskets, inputs: Ints, outputs: Ints, *, depth: int, decay: float, memory: float
) -> tuple[Any, Any]:
    """Return XᵀX (F+1, F+1) and XᵀY (F+1, O) over all answered histories; column F is 1."""
    from scipy import sparse

    size = len(inputs) + 1
    gram, cross = np.zeros((size, size)), np.zeros((size, len(outputs)))
    for age in range(depth):
        before = _matrix(baskets, baskets.age > age, inputs, memory)
        after = _matrix(baskets, baskets.age == age, outputs, 1.0)
        visits = np.zeros(baskets.users, bool)
        visits[baskets.user[baskets.age == age]] = True
        had = np.zeros(baskets.users, bool)
        had[baskets.user[baskets.age > age]] = True
        rows = np.flatnonzero(visits & had)
        if not len(rows):
            continue
        one = sparse.csr_matrix(np.ones((len(rows), 1)))
        before = sparse.hstack([_unit_rows(before[rows]), one]).tocsr()
        gram += decay**age * (before.T @ before).toarray()
        cross += decay**age * (before.T @ after[rows]).toarray()
    return gram, cross


def _matrix(baskets: Baskets, lines: Any, items: Ints, memory: float) -> Any:
    """Return Σ memory^age of the lines marked, for the items chosen, as a sparse (U, items)."""
    from scipy import sparse

    column = positions(items, baskets.items)
    lines = lines & (column[baskets.item] >= 0)
    weight = np.power(memory, baskets.age[lines].astype(np.float64))
    place = (baskets.user[lines], column[baskets.item[lines]])
    return sparse.csr_matrix((weight, place), shape=(baskets.users, len(items)))


def _unit_rows(matrix: Any) -> Any:
    from scipy import sparse

    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return sparse.diags(1 / np.maximum(length, 1e-12)) @ matrix


def _solve(gram: Any, cross: Any, penalty: float) -> tuple[Any, Any]:
    """Return ridge weights (F, O) with a free intercept, and the mean history (F,)."""
    from scipy.linalg import cho_factor, cho_solve

    rows = max(gram[-1, -1], 1e-12)
    mean = gram[-1, :-1] / rows
    if not len(mean) or not cross.shape[1]:
        return cross[:-1], mean
    centred = gram[:-1, :-1] - np.outer(mean, gram[-1, :-1])
    centred[np.diag_indices_from(centred)] += penalty
    target = cross[:-1] - np.outer(mean, cross[-1])
    return cho_solve(cho_factor(centred, overwrite_a=True), target), mean


def affinity_of(
    affinity: Affinity, profiles: Profiles, candidates: Ints | Longs, items: int
) -> NDArray[np.float64]:
    """Return what U histories add to the chance of each of C candidate item rows (U, C).

    0 for somebody without a history and for an item that is not explained.
    """
    place, value = unit_history(profiles, affinity.inputs, items)
    entry = np.flatnonzero(place >= 0)
    used, column = np.unique(place[entry], return_inverse=True)
    history = np.zeros((len(profiles), len(used)), np.float32)
    history[profiles.owner[entry], column] = value[entry]
    output = positions(affinity.outputs, items)[candidates]
    explained = np.flatnonzero(output >= 0)
    weight = affinity.weight[used][:, output[explained]]
    added = history @ weight - affinity.centre[output[explained]]
    added[np.diff(profiles.start) == 0] = 0
    result = np.zeros((len(profiles), len(candidates)))
    result[:, explained] = added
    return result


def positions(rows: Ints, items: int) -> Ints:
    """Return the position of every item row in `rows` (I,), -1 where it is not."""
    position = np.full(items, -1, np.int32)
    position[rows] = np.arange(len(rows), dtype=np.int32)
    return position


def unit_history(profiles: Profiles, inputs: Ints, items: int) -> tuple[Ints, Floats]:
    """Return input position (-1: takes no part) and unit-length weight of each entry (E,)."""
    place = positions(inputs, items)[profiles.item]
    value = np.where(place >= 0, profiles.strength, 0)
    square = np.bincount(profiles.owner, value * value, len(profiles))
    length = np.sqrt(np.maximum(square, 1e-24))[profiles.owner]
    return place, (value / length).astype(np.float32)
