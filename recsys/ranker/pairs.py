"""Which item may be for whom: the rows of the ranker's table."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from recsys.affinity import positions
from recsys.baskets import Floats, Ints, Longs


@dataclass(frozen=True, slots=True)
class Pairs:
    """P candidates of U users: `owner` and `item` row of each (P,), sorted by both, each once."""

    users: int
    owner: Longs
    item: Longs

    def __len__(self) -> int:
        return len(self.owner)


@dataclass(frozen=True, slots=True)
class Sparse:
    """Values of some cells of (U, I), in compressed rows sorted by item."""

    start: Longs
    item: Ints
    value: Floats

    def at(self, pairs: Pairs, items: int) -> Floats:
        """Return the value of each pair (P,), 0 where there is none; `items` is I."""
        owner = np.repeat(np.arange(len(self.start) - 1), np.diff(self.start))
        place = positions(owner * items + self.item, pairs.owner * items + pairs.item)
        if not len(self.value):
            return np.zeros(len(pairs), np.float32)
        return np.where(place >= 0, self.value[place], np.float32(0))


def unique_pairs(users: int, keys: Longs, items: int) -> Pairs:
    """Return pairs from keys owner·I + item, which may repeat."""
    owner, item = np.divmod(np.unique(keys), max(items, 1))
    return Pairs(users, owner, item)
