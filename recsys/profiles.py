"""What each user bought, how often and how lately: one row a user, in compressed rows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from recsys.baskets import Baskets, Clock, Flags, Floats, Ints, Longs

_PAIRS_AT_ONCE = 100_000


@dataclass(frozen=True, slots=True)
class Profiles:
    """Compressed rows: user u owns entries `start[u]:start[u + 1]`, sorted by item row.

    Per entry (E,): `item` row, `strength` = Σ decay^age over the baskets with the item,
    `exposure` = the same over the baskets in which it could have been, `times` bought, `latest`
    whether it was in the last basket, `quantity` usually taken.
    """

    start: Longs
    item: Ints
    strength: Floats
    exposure: Floats
    times: Ints
    latest: Flags
    quantity: Floats

    def __len__(self) -> int:
        return len(self.start) - 1

    @property
    def owner(self) -> Longs:
        """User row of each entry (E,)."""
        return np.repeat(np.arange(len(self)), np.diff(self.start))

    def take(self, rows: Sequence[int] | Longs | Ints) -> Profiles:
        """Return the profiles of some users, in the order given."""
        first = self.start[np.asarray(rows, np.int64)]
        lengths = self.start[np.asarray(rows, np.int64) + 1] - first
        start = np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])
        pick = np.repeat(first - start[:-1], lengths) + np.arange(start[-1])
        return Profiles(
            start=start,
            item=self.item[pick],
            strength=self.strength[pick],
            exposure=self.exposure[pick],
            times=self.times[pick],
            latest=self.latest[pick],
            quantity=self.quantity[pick],
        )

    def with_strangers(self, count: int) -> Profiles:
        """Return these profiles and then `count` that know nothing."""
        return replace(self, start=np.append(self.start, np.full(count, self.start[-1])))


def nobody() -> Profiles:
    """Return one profile that knows nothing."""
    return session_profile((), {}, 1.0)


def on_sale(baskets: Baskets) -> Flags | None:
    """Return which items could be bought at which age (ages, I), None for always.

    On a shared calendar an item that nobody bought in a week counts as not offered in it; on
    users' own clocks the same position is another day for everyone, so nothing is known.
    """
    if baskets.clock is Clock.OWN:
        return None
    sold = np.zeros((np.max(baskets.age, initial=0) + 1, baskets.items), bool)
    sold[baskets.age, baskets.item] = True
    return sold


def profile(baskets: Baskets, decay: float) -> Profiles:
    """Return the profile of every user; `decay` in (0, 1] is the weight lost per basket or week.

    Personal frequency with time decay as in TIFU-KNN (Hu et al., SIGIR 2020, eq. 1), normalised
    by what could have been bought instead of by group means.
    """
    key = baskets.user.astype(np.int64) * baskets.items + baskets.item
    pair, inverse = np.unique(key, return_inverse=True)
    user, item = pair // baskets.items, (pair % baskets.items).astype(np.int32)
    weight = np.power(decay, baskets.age.astype(np.float64))
    times = np.bincount(inverse, minlength=len(pair))
    latest = np.zeros(len(pair), bool)
    latest[inverse[baskets.time == baskets.last[baskets.user]]] = True
    return Profiles(
        start=np.searchsorted(user, np.arange(baskets.users + 1)).astype(np.int64),
        item=item,
        strength=np.bincount(inverse, weight, len(pair)).astype(np.float32),
        exposure=_exposure(_visits(baskets, decay), on_sale(baskets), user, item),
        times=times.astype(np.int32),
        latest=latest,
        quantity=(np.bincount(inverse, baskets.quantity, len(pair)) / times).astype(np.float32),
    )


def _visits(baskets: Baskets, decay: float) -> Floats:
    """Return decay^age where a user had a basket at that age, else 0 (U, ages)."""
    ages = np.max(baskets.age, initial=0) + 1
    visits = np.zeros((baskets.users, ages), np.float32)
    visits[baskets.user, baskets.age] = np.power(decay, baskets.age)
    return visits


def _exposure(visits: Floats, sold: Flags | None, user: Longs, item: Ints) -> Floats:
    """Return Σ visits over the ages in which the item of each pair was on sale (E,)."""
    if sold is None:
        return np.asarray(visits.sum(axis=1)[user], np.float32)
    exposure = np.empty(len(user), np.float32)
    by_item = np.ascontiguousarray(sold.T)
    for begin in range(0, len(user), _PAIRS_AT_ONCE):
        part = slice(begin, begin + _PAIRS_AT_ONCE)
        exposure[part] = np.einsum("pt,pt->p", visits[user[part]], by_item[item[part]])
    return exposure


def session_profile(
    history: Sequence[Collection[str]], row_of: Mapping[str, int], decay: float
) -> Profiles:
    """Return one profile from baskets given oldest first; unknown ids are passed over."""
    newest = len(history) - 1
    strength: dict[int, float] = {}
    times: dict[int, int] = {}
    latest: set[int] = set()
    for position, basket in enumerate(history):
        for row in {row_of[id_] for id_ in basket if id_ in row_of}:
            strength[row] = strength.get(row, 0.0) + decay ** (newest - position)
            times[row] = times.get(row, 0) + 1
            if position == newest:
                latest.add(row)
    items = sorted(strength)
    exposure = sum(decay ** (newest - position) for position, had in enumerate(history) if had)
    return Profiles(
        start=np.array([0, len(items)], np.int64),
        item=np.array(items, np.int32),
        strength=_floats([strength[row] for row in items]),
        exposure=np.full(len(items), exposure, np.float32),
        times=np.array([times[row] for row in items], np.int32),
        latest=np.array([row in latest for row in items], bool),
        quantity=np.ones(len(items), np.float32),
    )


def _floats(values: Sequence[float]) -> NDArray[np.float32]:
    return np.array(values, np.float32)
