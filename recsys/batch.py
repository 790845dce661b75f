"""Picks for everybody at once, in columns: what `Model.recommend` says, for many users."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from community.errors import InvalidInput
from recsys.affinity import History, as_inputs, positions
from recsys.baskets import Flags, Floats, Longs
from recsys.habit import habit_chance
from recsys.model import Model
from recsys.profiles import Profiles
from recsys.reasons import DECIDES
from recsys.speakers import speakers
from recsys.topn import top_n

_CELLS_AT_ONCE = 2_000_000  # scores of one block: more would not stay near the processor


@dataclass(frozen=True, slots=True, kw_only=True)
class Picks:
    """The best n items of U users, best first; every array is (U, n).

    `item` rows, -1 where there are fewer. `score` is the sum of `personal`, `affinity` and
    `popularity`; `decided` (3, U, n) marks which of these did. `because` is the item row of the
    purchase that spoke most where affinity decided, else -1.
    """

    item: Longs
    score: Floats
    personal: Floats
    affinity: Floats
    popularity: Floats
    decided: Flags
    because: Longs


@dataclass(frozen=True, slots=True, kw_only=True)
class Avoided:
    """Things that must not be picked: what `users` (U, A) avoid and `items` (I, A) hold.

    Rows are those of the model. Where it is not known what an item holds, it holds everything.
    """

    users: Flags
    items: Flags


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Made by `prepare`: a model made ready for C candidates, those that affinity explains first.

    `item` rows (C,), `place` of each item row among them (I,) or -1, `popularity` (C,), and for
    the O explained ones `weight` (2F, O) and `centre` (O,).
    """

    model: Model
    item: Longs
    place: Longs
    popularity: Floats
    weight: Floats
    centre: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scores:
    """What B users think of the candidates.

    `affinity` (B, O); habits as the `cells` (E,) of `total` (B, C) they are in, sorted, and their
    `worth` (E,).
    """

    who: Profiles
    history: History
    affinity: Floats
    cells: Longs
    worth: Floats
    total: Floats


def prepare(model: Model, candidates: Longs | None = None) -> Offer:
    """Return the item rows `candidates`, everything when none are given, as the model sees them.

    Raises InvalidInput for a model with a ranker, whose trees want every user's features.
    """
    if model.ranker is not None:
        raise InvalidInput("picks for all are those of the simple sum: this model has a ranker")
    candidates = np.arange(len(model.item_ids)) if candidates is None else np.unique(candidates)
    output = positions(model.affinity.outputs, candidates)
    explained = output[output >= 0]
    item = np.concatenate([candidates[output >= 0], candidates[output < 0]])
    place = np.full(len(model.item_ids), -1, np.int64)
    place[item] = np.arange(len(item))
    return Offer(
        model=model,
        item=item,
        place=place,
        popularity=model.popularity[item],
        weight=np.ascontiguousarray(model.affinity.weight[:, explained]),
        centre=model.affinity.centre[explained],
    )


def pick_for_all(
    offer: Offer, users: Longs, n: int, *, avoided: Avoided | None = None, threads: int = 1
) -> Picks:
    """Return the picks of the user rows given by the simple sum; `Model.rank` asks a ranker too.

    The components, order and deciding parts of `Model.recommend`, in single precision; what is
    worth exactly the same may come in another order.
    """
    size = max(1, _CELLS_AT_ONCE // max(1, len(offer.item)))
    blocks = [users[begin : begin + size] for begin in range(0, max(1, len(users)), size)]
    if len(blocks) == 1:
        return _picks(offer, users, n, avoided)
    with ThreadPoolExecutor(threads) as pool:
        found = list(pool.map(lambda block: _picks(offer, block, n, avoided), blocks))
    joined = {
        field.name: np.concatenate([getattr(part, field.name) for part in found], axis=-2)
        for field in fields(Picks)
    }
    return Picks(**joined)


def _picks(offer: Offer, users: Longs, n: int, avoided: Avoided | None) -> Picks:
    scores = _scores(offer, offer.model.profiles.take(users))
    if avoided is not None:
        _refuse(offer, users, avoided, scores.total)
    best = top_n(scores.total, n)
    there = best >= 0
    row, place = np.nonzero(there)[0], best[there]
    parts = _parts(offer, scores, row, place)
    positive = np.maximum(parts, 0)
    decided = (parts > 0) & (positive >= DECIDES * positive.sum(axis=0))
    asked = np.flatnonzero(decided[1])
    pair = row[asked], place[asked], offer.item[place[asked]]
    because = np.full(len(place), -1, np.int64)
    because[asked] = speakers(offer.weight, scores.history, scores.who, pair)

    def spread(values: NDArray[Any], missing: int = 0) -> NDArray[Any]:
        whole = np.full((*values.shape[:-1], *best.shape), missing, values.dtype)
        whole[..., there] = values
        return whole

    return Picks(
        item=spread(offer.item[place], -1),
        score=spread(scores.total[row, place]),
        personal=spread(parts[0]),
        affinity=spread(parts[1]),
        popularity=spread(parts[2]),
        decided=spread(decided),
        because=spread(because, -1),
    )


def _scores(offer: Offer, who: Profiles) -> _Scores:
    history = as_inputs(who, offer.model.affinity.inputs)
    affinity = _added(history, len(who), offer.weight) - offer.centre
    affinity[np.diff(who.start) == 0] = 0
    place = offer.place[who.item]
    cells = who.owner * len(offer.item) + place
    entry = np.flatnonzero(place >= 0)
    entry = entry[np.argsort(cells[entry])]
    worth = habit_chance(who, offer.model.config.shrink) * offer.model.habit[who.item]
    total = np.empty((len(who), len(offer.item)), np.float32)
    total[:] = offer.popularity
    total[:, : affinity.shape[1]] += affinity
    weight = worth[entry].astype(np.float32)
    total.reshape(-1)[cells[entry]] += weight
    return _Scores(
        who=who, history=history, affinity=affinity, cells=cells[entry], worth=weight, total=total
    )


def _added(history: History, users: int, weight: Floats) -> Floats:
    """Return what the histories add to each output (U, O)."""
    from scipy import sparse

    if users == 1:  # not worth a matrix
        return np.asarray(history.value @ weight[history.column], np.float32)[None, :]
    entries = (history.value, (history.owner, history.column))
    return np.asarray(sparse.csr_matrix(entries, shape=(users, len(weight))) @ weight)


def _refuse(offer: Offer, users: Longs, avoided: Avoided, total: Floats) -> None:
    """Leave out what each user avoids, in place."""
    careful = np.flatnonzero(avoided.users[users].any(axis=1))
    if not len(careful):
        return
    held = avoided.items[offer.item].T.astype(np.float32)
    clash = avoided.users[users[careful]].astype(np.float32) @ held
    total[careful] = np.where(clash > 0, -np.inf, total[careful])


def _parts(offer: Offer, scores: _Scores, row: Longs, place: Longs) -> Floats:
    """Return personal, affinity and popularity (3, P) of P picks."""
    parts = np.zeros((3, len(place)), np.float32)
    habit = positions(scores.cells, row * len(offer.item) + place)
    parts[0, habit >= 0] = scores.worth[habit[habit >= 0]]
    explained = place < scores.affinity.shape[1]
    parts[1, explained] = scores.affinity[row[explained], place[explained]]
    parts[2] = offer.popularity[place]
    return parts
