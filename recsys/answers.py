"""What people had, and the basket with which they answered: the examples to learn from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from recsys.baskets import Baskets, Flags, Ints, Longs
from recsys.profiles import Profiles, on_sale, profile


@dataclass(frozen=True, slots=True)
class Answer:
    """The baskets of one age, and the profiles that N users had before them.

    `asked` (L,) is the position among the N users and `item` (L,) the item row of each line of
    the answer; `sold` (I,) marks what could be bought at that age, None for everything.
    """

    age: int
    before: Profiles
    asked: Longs
    item: Ints
    sold: Flags | None

    def taken(self, owner: Longs, item: Ints, items: int) -> Flags:
        """Return whether user position and item row of each pair are in the answer (E,)."""
        return np.isin(owner * items + item, self.asked * items + self.item)


def answers(baskets: Baskets, *, depth: int, memory: float) -> Iterator[Answer]:
    """Yield the answers of the `depth` newest ages, newest first, that had something before."""
    sold = on_sale(baskets)
    for age in range(min(depth, int(np.max(baskets.age, initial=-1)) + 1)):
        before = profile(baskets.keep(baskets.age > age), memory)
        line = np.flatnonzero((baskets.age == age) & (np.diff(before.start) > 0)[baskets.user])
        if len(line):
            users, asked = np.unique(baskets.user[line], return_inverse=True)
            yield Answer(
                age=age,
                before=before.take(users),
                asked=asked.astype(np.int64),
                item=baskets.item[line],
                sold=None if sold is None else sold[age],
            )
