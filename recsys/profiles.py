"""What each user bought, how often and how lately: one row a user, in compressed rows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recsys.baskets import Baskets, Clock, Flags, Floats, Ints, Longs

LATELY = 0.7
_PAIRS_AT_ONCE = 100_000
_NEVER = np.iinfo(np.int32).max


@dataclass(frozen=True, slots=True)
class Profiles:
    """Compressed rows: user u owns entries `start[u]:start[u + 1]`, sorted by item row.

    Per entry (E,): `item` row, `strength` = Σ decay^age over the baskets with the item,
    `exposure` = the same over the baskets in which it could have been, `times` bought, `latest`
    whether it was in the last basket, `quantity` usually taken; `newest` and `oldest` are the ages
    of the last and the first purchase, `lately` = Σ LATELY^age, `share` = Σ 1/size of the basket.
    """

    start: Longs
    item: Ints
    strength: Floats
    exposure: Floats
    times: Ints
    latest: Flags
    quantity: Floats
    newest: Ints
    oldest: Ints
    lately: Floats
    share: Floats

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
        columns = (field.name for field in fields(self) if field.name != "start")
        return Profiles(start=start, **{name: getattr(self, name)[pick] for name in columns})

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
    newest, oldest = np.full(len(pair), _NEVER, np.int32), np.zeros(len(pair), np.int32)
    np.minimum.at(newest, inverse, baskets.age)
    np.maximum.at(oldest, inverse, baskets.age)
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
        newest=newest,
        oldest=oldest,
        lately=np.bincount(inverse, np.power(LATELY, baskets.age), len(pair)).astype(np.float32),
        share=np.bincount(inverse, 1.0 / baskets.size, len(pair)).astype(np.float32),
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
    baskets = [sorted({row_of[id_] for id_ in basket if id_ in row_of}) for basket in history]
    ages = range(len(history) - 1, -1, -1)
    item = np.array([row for basket in baskets for row in basket], np.int32)
    age = np.array([a for a, basket in zip(ages, baskets, strict=True) for _ in basket], np.int32)
    size = np.array([len(basket) for basket in baskets for _ in basket], np.int32)
    row, inverse = np.unique(item, return_inverse=True)
    newest, oldest = np.full(len(row), _NEVER, np.int32), np.zeros(len(row), np.int32)
    np.minimum.at(newest, inverse, age)
    np.maximum.at(oldest, inverse, age)

    def summed(values: NDArray[Any]) -> Floats:
        return np.bincount(inverse, values, len(row)).astype(np.float32)

    exposure = sum(decay**a for a, had in zip(ages, history, strict=True) if had)
    return Profiles(
        start=np.array([0, len(row)], np.int64),
        item=row,
        strength=summed(np.power(decay, age.astype(np.float64))),
        exposure=np.full(len(row), exposure, np.float32),
        times=np.bincount(inverse, minlength=len(row)).astype(np.int32),
        latest=newest == 0,
        quantity=np.ones(len(row), np.float32),
        newest=newest,
        oldest=oldest,
        lately=summed(np.power(LATELY, age.astype(np.float64))),
        share=summed(1.0 / size),
    )
