"""Purchase histories in columns: who had what in which basket."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from community.errors import InvalidField

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]
Ids = NDArray[np.str_]


class Clock(StrEnum):
    """What the `time` of a basket counts."""

    OWN = "own"  # position in that user's own history; users are aligned at their last basket
    SHARED = "shared"  # weeks on one calendar; everybody is aligned at the last week


@dataclass(frozen=True)
class Baskets:
    """Lines of all baskets, sorted by user, time and item; each line is there once.

    `user_ids` (U,) and `item_ids` (I,) are public ids, sorted; `user`, `time`, `item` (L,) int32
    and `quantity` (L,) float32 are the lines, `user` and `item` being rows of the ids.
    """

    user_ids: Ids
    item_ids: Ids
    user: Ints
    time: Ints
    item: Ints
    quantity: Floats
    clock: Clock = Clock.OWN

    @property
    def users(self) -> int:
        """How many users there are."""
        return len(self.user_ids)

    @property
    def items(self) -> int:
        """How many items there are."""
        return len(self.item_ids)

    def __len__(self) -> int:
        return len(self.user)

    @cached_property
    def last(self) -> Ints:
        """Time of each user's last basket (U,); -1 for a user without one."""
        last = np.full(self.users, -1, np.int32)
        np.maximum.at(last, self.user, self.time)
        return last

    @cached_property
    def age(self) -> Ints:
        """How many baskets (own clock) or weeks (shared clock) ago each line was (L,)."""
        if self.clock is Clock.OWN:
            return self.last[self.user] - self.time
        return np.max(self.time, initial=0) - self.time

    @cached_property
    def opens(self) -> Flags:
        """Whether each line is the first of its basket (L,)."""
        opens = np.ones(len(self), bool)
        opens[1:] = (np.diff(self.user) != 0) | (np.diff(self.time) != 0)
        return opens

    @cached_property
    def size(self) -> Longs:
        """How many lines the basket of each line has (L,)."""
        basket = np.cumsum(self.opens) - 1
        return np.asarray(np.bincount(basket)[basket], np.int64)

    def keep(self, lines: Flags) -> Baskets:
        """Return the baskets with only the lines marked (L,); ids and rows stay as they are."""
        return replace(
            self,
            user=self.user[lines],
            time=self.time[lines],
            item=self.item[lines],
            quantity=self.quantity[lines],
        )


def columns_to_baskets(
    users: ArrayLike,
    times: ArrayLike,
    items: ArrayLike,
    quantities: ArrayLike | None = None,
    *,
    clock: Clock,
) -> Baskets:
    """Return baskets from four columns of equal length (L,); ids may be text or integers.

    Repeated lines of one basket become one with the summed quantity. Raises InvalidField when
    there is no line, a time is negative, or a quantity is not a positive number.
    """
    user_ids, user = np.unique(np.asarray(users), return_inverse=True)
    item_ids, item = np.unique(np.asarray(items), return_inverse=True)
    time = np.asarray(times, dtype=np.int64)
    quantity = np.ones(len(time)) if quantities is None else np.asarray(quantities, np.float64)
    _check(time, quantity)
    order = np.lexsort((item, time, user))
    user, time, item, quantity = user[order], time[order], item[order], quantity[order]
    first = np.ones(len(user), bool)
    first[1:] = (np.diff(user) != 0) | (np.diff(time) != 0) | (np.diff(item) != 0)
    return Baskets(
        user_ids=user_ids.astype(np.str_),
        item_ids=item_ids.astype(np.str_),
        user=user[first].astype(np.int32),
        time=time[first].astype(np.int32),
        item=item[first].astype(np.int32),
        quantity=np.add.reduceat(quantity, np.flatnonzero(first)).astype(np.float32),
        clock=clock,
    )


def _check(time: Longs, quantity: NDArray[np.float64]) -> None:
    if not len(time):
        raise InvalidField("/baskets", "there is no basket to learn from")
    if time.min() < 0 or time.max() > np.iinfo(np.int16).max:
        raise InvalidField("/baskets/time", "baskets are counted from 0 to 32767")
    if not (np.isfinite(quantity) & (quantity > 0)).all():
        raise InvalidField("/baskets/quantity", "quantities must be above 0")
