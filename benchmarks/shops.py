"""Shops of any size, made of a seed: few things sell a lot, most people have habits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recsys.baskets import Baskets, Clock, columns_to_baskets

Longs = NDArray[np.int64]
_CROWDS = 40  # groups of people with a taste in common
_FAVOURITES = 15
_HABITUAL, _SHARED_TASTE = 0.55, 0.25  # shares of what is bought out of habit, and like one's crowd
_SKEW = 0.9  # of the popularity of items, as in Zipf's law


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """Lines (L,) of who bought what in which week, each there once, by row numbers."""

    user: Longs
    week: Longs
    item: Longs
    quantity: Longs

    def __len__(self) -> int:
        return len(self.user)


def make_shop(*, users: int, items: int, lines: int, weeks: int = 26, seed: int = 0) -> Shop:
    """Return about `lines` lines of `users` people and `items` products.

    How much people buy is log-normal. Of their purchases some are out of habit (a few favourites
    each), some what their crowd likes, some what everybody likes; a crowd likes the same things in
    another order.
    """
    random = np.random.default_rng(seed)
    draws = int(lines * 1.09)  # some fall together
    activity = random.lognormal(0.0, 0.6, users)
    user = random.choice(users, draws, p=activity / activity.sum())
    crowd = random.integers(_CROWDS, size=users)
    order = np.argsort(random.random((_CROWDS, items)), axis=1)
    favourites = order[crowd[:, None], _popular(random, (users, _FAVOURITES), items)]
    habit = favourites[user, (_FAVOURITES * random.random(draws) ** 2).astype(np.int64)]
    alike = order[crowd[user], _popular(random, draws, items)]
    anything = _popular(random, draws, items)
    kind = random.random(draws)
    item = np.where(kind < _HABITUAL + _SHARED_TASTE, alike, anything)
    item = np.where(kind < _HABITUAL, habit, item)
    week = random.integers(weeks, size=draws)
    line = np.unique((user * weeks + week) * items + item)
    return Shop(
        user=line // (weeks * items),
        week=line // items % weeks,
        item=line % items,
        quantity=random.integers(1, 4, len(line)),
    )


def baskets_of(shop: Shop) -> Baskets:
    """Return the shop's lines as the recommender learns from them."""
    columns = (shop.user, shop.week, shop.item, shop.quantity)
    return columns_to_baskets(*columns, clock=Clock.SHARED)


def _popular(random: np.random.Generator, size: int | tuple[int, ...], items: int) -> Longs:
    """Return item rows drawn by Zipf's law."""
    chance = np.cumsum(np.arange(1, items + 1) ** -_SKEW)
    return np.asarray(np.searchsorted(chance, random.random(size) * chance[-1]), np.int64)
