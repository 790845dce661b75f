"""From what someone had to what comes next: a ridge regression learnt from everyone's baskets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recsys.answers import Answer, answers
from recsys.baskets import Baskets, Floats, Ints, Longs
from recsys.config import Config
from recsys.popularity import possible_by_item
from recsys.profiles import Profiles

_DIGITS = 6  # of a chance: beyond, one user alone and many together are summed differently


@dataclass(frozen=True, slots=True)
class Affinity:
    """`weight` (2F, O): what an input item adds to the chance of an output item.

    `inputs` (F,) and `outputs` (O,) are item rows, sorted. Row f speaks for the whole history,
    row F + f for the last basket. `centre` (O,) is what the average history adds, taken off so
    that affinity is what sets someone apart.
    """

    inputs: Ints
    outputs: Ints
    weight: Floats
    centre: Floats


@dataclass(frozen=True, slots=True)
class History:
    """Entries of U histories as inputs: whose (E,), which row of the weights (E,), how much (E,).

    `source` (E,) is the entry of the profiles that each comes from.
    """

    owner: Longs
    column: Longs
    value: Floats
    source: Longs


def fit_affinity(baskets: Baskets, config: Config) -> Affinity:
    """Return the map of least squares from histories to the basket that answered them.

    The closed form (XᵀX + penalty·I)⁻¹XᵀY is that of Steck's EASE (WWW 2019), with the next basket
    in place of the same one, so that it needs no zero diagonal. Every age has a free intercept:
    only people who answered in the same week are compared, so that what was on offer then does
    not pass for taste. The most bought items take part, which bounds time and size whatever the
    number of items. Each output is divided by its share of the answers in which it was on sale,
    as if it always had been.
    """
    ever = np.bincount(baskets.item, minlength=baskets.items)
    inputs = _most(ever, config.inputs)
    recent = baskets.item[baskets.age < config.depth]
    outputs = _most(np.bincount(recent, minlength=baskets.items), config.outputs)
    gram, cross, total, count = _moments(baskets, inputs, outputs, config)
    weight = _solve(gram, cross, config.penalty)
    mean = total / max(count.sum(), 1e-12)
    share = possible_by_item(baskets, count)[outputs] / max(count.sum(), 1e-12)
    weight = (weight / np.maximum(share, 1e-12)).astype(np.float32)
    return Affinity(inputs, outputs, weight, (mean @ weight).astype(np.float32))


def _most(count: NDArray[Any], limit: int) -> Ints:
    """Return the rows of the `limit` largest positive counts, in row order."""
    best = np.argsort(-count, kind="stable")[:limit]
    return np.sort(best[count[best] > 0]).astype(np.int32)


def _moments(baskets: Baskets, inputs: Ints, outputs: Ints, config: Config) -> tuple[Any, ...]:
    """Return XᵀX and XᵀY centred within each age, the sum of X, and the answers by age.

    All are weighted by `freshness`^age.
    """
    size = 2 * len(inputs)
    gram, cross, total = np.zeros((size, size)), np.zeros((size, len(outputs))), np.zeros(size)
    count = np.zeros(config.depth)
    for answer in answers(baskets, depth=config.depth, memory=config.memory):
        weight = config.freshness**answer.age
        had, took = _design(answer, inputs, outputs)
        users, sum_had, sum_took = had.shape[0], had.sum(axis=0), took.sum(axis=0)
        gram += weight * ((had.T @ had).toarray() - np.outer(sum_had, sum_had) / users)
        cross += weight * ((had.T @ took).toarray() - np.outer(sum_had, sum_took) / users)
        total += weight * np.asarray(sum_had).ravel()
        count[answer.age] = weight * users
    return gram, cross, total, count


def _design(answer: Answer, inputs: Ints, outputs: Ints) -> tuple[Any, Any]:
    """Return what N users had (N, 2F) and took (N, O), sparse."""
    from scipy import sparse

    users = len(answer.before)
    history = as_inputs(answer.before, inputs)
    had = sparse.csr_matrix(
        (history.value.astype(np.float64), (history.owner, history.column)),
        shape=(users, 2 * len(inputs)),
    )
    output = positions(outputs, answer.item)
    line = np.flatnonzero(output >= 0)
    took = sparse.csr_matrix(
        (np.ones(len(line)), (answer.asked[line], output[line])), shape=(users, len(outputs))
    )
    return had, took


def _solve(gram: Any, cross: Any, penalty: float) -> Any:
    """Return the ridge weights (2F, O); `gram` and `cross` are used up."""
    from scipy.linalg import cho_factor, cho_solve

    if not cross.size:
        return cross
    gram[np.diag_indices_from(gram)] += penalty
    return cho_solve(cho_factor(gram, overwrite_a=True), cross, overwrite_b=True)


def as_inputs(profiles: Profiles, inputs: Ints) -> History:
    """Return U profiles as inputs: the whole history and the last basket, each of length 1."""
    place = positions(inputs, profiles.item)
    whole = np.flatnonzero(place >= 0)
    last = whole[profiles.latest[whole]]
    owner = profiles.owner
    strength = _unit(profiles.strength[whole], owner[whole], len(profiles))
    return History(
        owner=np.concatenate([owner[whole], owner[last]]),
        column=np.concatenate([place[whole], place[last] + len(inputs)]),
        value=np.concatenate([strength, _unit(np.ones(len(last)), owner[last], len(profiles))]),
        source=np.concatenate([whole, last]),
    )


def _unit(value: NDArray[Any], owner: Longs, users: int) -> Floats:
    """Return the values scaled to length 1 for each user (E,)."""
    square = np.bincount(owner, np.square(value, dtype=np.float64), users)
    return (value / np.sqrt(np.maximum(square, 1e-300))[owner]).astype(np.float32)


def positions(rows: Ints | Longs, asked: Ints | Longs) -> Longs:
    """Return where each item row asked for (E,) is in the sorted `rows`, -1 where it is not."""
    if not len(rows):
        return np.full(len(asked), -1, np.int64)
    place = np.minimum(np.searchsorted(rows, asked), len(rows) - 1)
    return np.where(rows[place] == asked, place, -1)


def affinity_of(affinity: Affinity, profiles: Profiles, candidates: Longs) -> NDArray[np.float64]:
    """Return what U histories add to the chance of each of C candidate item rows (U, C).

    0 for somebody without a history and for an item that is not explained.
    """
    history = as_inputs(profiles, affinity.inputs)
    used, column = np.unique(history.column, return_inverse=True)
    had = np.zeros((len(profiles), len(used)), np.float32)
    had[history.owner, column] = history.value
    output = positions(affinity.outputs, candidates)
    explained = np.flatnonzero(output >= 0)
    chosen = output[explained]
    added = had @ affinity.weight[np.ix_(used, chosen)] - affinity.centre[chosen]
    added = np.round(added, _DIGITS)
    added[np.diff(profiles.start) == 0] = 0
    result = np.zeros((len(profiles), len(candidates)))
    result[:, explained] = added
    return result


def own_affinity(affinity: Affinity, profiles: Profiles) -> NDArray[np.float64]:
    """Return each user's affinity to the items in the user's own profile (E,)."""
    history = as_inputs(profiles, affinity.inputs)
    order = np.argsort(history.owner, kind="stable")
    column, value = history.column[order], history.value[order]
    bounds = np.searchsorted(history.owner[order], np.arange(len(profiles) + 1)).tolist()
    output = positions(affinity.outputs, profiles.item)
    result = np.zeros(len(output))
    for user in range(len(profiles)):
        own = slice(bounds[user], bounds[user + 1])
        entry = int(profiles.start[user]) + np.flatnonzero(
            output[profiles.start[user] : profiles.start[user + 1]] >= 0
        )
        weight = affinity.weight[np.ix_(column[own], output[entry])]
        result[entry] = value[own] @ weight - affinity.centre[output[entry]]
    return result


def speaks_most(affinity: Affinity, who: Profiles, row: int) -> int | None:
    """Return the item row of a single profile that adds most to item `row`, itself left out."""
    history = as_inputs(who, affinity.inputs)
    output = int(positions(affinity.outputs, np.array([row]))[0])
    if output < 0 or not len(history.source):
        return None
    value = affinity.weight[history.column, output] * history.value
    added = np.bincount(history.source, value, len(who.item))
    added[who.item == row] = 0
    best = int(np.argmax(added))
    return int(who.item[best]) if added[best] > 0 else None
