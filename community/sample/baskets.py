"""How households fill their baskets, and what they remember of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from community.models import Neighbour
from community.sample.tables import Listing, Pair
from community.sample.tastes import Tastes
from community.weeks import Week

SMALLEST, LARGEST = 2, 9
_NEVER = -1000
_HABIT = 0.6  # each log-purchase of a product adds this much
_FULL = 3.2  # the larder is full right after a purchase
_DUE = 0.7  # the pack is used up and what it was is remembered
_VOTED = 1.8
_NOVEL_WEEKS = 3  # offers of a product that count as new
_MOST_KEEN = 0.16  # share of households that take two packs
# Presence in a week by rhythm: (even weeks, odd weeks, share of households).
_RHYTHMS = ((0.93, 0.93, 0.55), (0.9, 0.25, 0.17), (0.25, 0.9, 0.17), (0.35, 0.35, 0.11))


@dataclass(frozen=True, slots=True)
class Lines:
    """Order lines as columns: neighbour row, product row, packs."""

    neighbour: NDArray[np.int64]
    product: NDArray[np.int64]
    quantity: NDArray[np.int64]

    @classmethod
    def none(cls) -> Lines:
        """Return no lines."""
        empty = np.zeros(0, np.int64)
        return cls(empty, empty, empty)


@dataclass(frozen=True, slots=True)
class Household:
    """All households with their habits; `last`, `count` and `seen` change week by week."""

    tastes: Tastes
    presence: NDArray[np.float64]  # neighbours × (even, odd)
    appetite: NDArray[np.float64]  # mean lines beyond the smallest basket
    people: NDArray[np.int64]
    joined: tuple[Week, ...]
    pairs: tuple[tuple[int, int, float], ...]
    capacity: NDArray[np.int64]
    last: NDArray[np.int64]
    count: NDArray[np.float64]
    seen: NDArray[np.int64]
    rng: np.random.Generator

    @classmethod
    def begin(
        cls,
        neighbours: Sequence[Neighbour],
        listings: Sequence[Listing],
        *,
        tastes: Tastes,
        pairs: Sequence[Pair],
        rng: np.random.Generator,
    ) -> Household:
        """Return the households before their first week."""
        row = {listing.product.id: n for n, listing in enumerate(listings)}
        people = np.array([neighbour.people for neighbour in neighbours], np.int64)
        shares = [rhythm[2] for rhythm in _RHYTHMS]
        rhythm = rng.choice(len(_RHYTHMS), len(neighbours), p=shares)
        return cls(
            tastes=tastes,
            presence=np.array([each[:2] for each in _RHYTHMS])[rhythm],
            appetite=1.1 + 0.75 * np.sqrt(people) * rng.gamma(6, 1 / 6, len(neighbours)),
            people=people,
            joined=tuple(Week.of(neighbour.joined) for neighbour in neighbours),
            pairs=tuple((row[pair.first], row[pair.then], pair.chance) for pair in pairs),
            capacity=np.array([listing.product.capacity or 10_000 for listing in listings]),
            last=np.full(tastes.liking.shape, _NEVER, np.int64),
            count=np.zeros(tastes.liking.shape),
            seen=np.zeros(len(listings), np.int64),
            rng=rng,
        )

    def joined_by(self, week: Week) -> NDArray[np.bool_]:
        """Return which neighbours belong to the group in `week`."""
        return np.array([joined <= week for joined in self.joined])


def fill_baskets(
    household: Household,
    number: int,
    shelf: NDArray[np.int64],
    *,
    here: NDArray[np.bool_],
    ballot: Mapping[int, int],
) -> Lines:
    """Return what is bought in week `number` from `shelf`, and let it become habit."""
    rng = household.rng
    buys = np.flatnonzero(here & (rng.random(len(here)) < household.presence[:, number % 2]))
    wish = _wish(household, number, buys, shelf=shelf, ballot=ballot)
    basket = _favourites(wish, _sizes(household, buys))
    _add_partners(household, basket, buys=buys, shelf=shelf)
    who, what = np.nonzero(basket)
    lines = _within_capacity(household, buys[who], shelf[what])
    household.last[lines.neighbour, lines.product] = number
    household.count[lines.neighbour, lines.product] += 1
    household.seen[shelf] += 1
    return lines


def _wish(
    household: Household,
    number: int,
    buys: NDArray[np.int64],
    *,
    shelf: NDArray[np.int64],
    ballot: Mapping[int, int],
) -> NDArray[np.float64]:
    """Return the noisy logits of buyers (rows) for the shelf (columns); -inf: may not eat it."""
    here = np.ix_(buys, shelf)
    tastes = household.tastes
    known = household.count[here]
    used_up = (number - household.last[here]) / tastes.cycle[here]
    wish = tastes.liking[here] + _HABIT * np.log1p(known)
    wish -= _FULL * np.clip(1.0 - used_up, 0, 1)
    wish += _DUE * ((known > 0) & (used_up >= 1) & (used_up < 3))
    wish += tastes.curiosity[buys][:, None] * (household.seen[shelf] < _NOVEL_WEEKS)
    voted = np.array([ballot.get(int(row), -1) for row in buys])
    wish += _VOTED * (voted[:, None] == shelf[None, :])
    wish += household.rng.gumbel(size=wish.shape)
    wish[~tastes.allowed[here]] = -np.inf
    return np.asarray(wish, np.float64)


def _sizes(household: Household, buys: NDArray[np.int64]) -> NDArray[np.int64]:
    drawn = SMALLEST + household.rng.poisson(household.appetite[buys])
    return np.asarray(np.clip(drawn, SMALLEST, LARGEST), np.int64)


def _favourites(wish: NDArray[np.float64], sizes: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return the `sizes` best of each row, never one that is -inf."""
    rank = np.argsort(np.argsort(-wish, axis=1, kind="stable"), axis=1, kind="stable")
    return np.asarray((rank < sizes[:, None]) & np.isfinite(wish), np.bool_)


def _add_partners(
    household: Household,
    basket: NDArray[np.bool_],
    *,
    buys: NDArray[np.int64],
    shelf: NDArray[np.int64],
) -> None:
    """Put what goes with a chosen product into the basket too, where there is room for it."""
    column = {int(product): n for n, product in enumerate(shelf)}
    for first, then, chance in household.pairs:
        if first in column and then in column:
            luck = household.rng.random(len(basket)) < chance
            room = basket.sum(axis=1) < LARGEST
            allowed = household.tastes.allowed[buys, then]
            basket[:, column[then]] |= basket[:, column[first]] & luck & room & allowed


def _within_capacity(
    household: Household, who: NDArray[np.int64], what: NDArray[np.int64]
) -> Lines:
    """Return the lines in the order of who came first, while the supplier has packs left."""
    rng = household.rng
    keen = rng.random(len(who)) < _MOST_KEEN * np.minimum(household.people[who], 5) / 2
    quantity = np.where(keen, 2, 1)
    turn = rng.permutation(household.count.shape[0])[who]
    order = np.lexsort((turn, what))
    taken = np.cumsum(quantity[order])
    start = np.searchsorted(what[order], what[order], side="left")
    before = taken[start] - quantity[order][start]
    fits = order[taken - before <= household.capacity[what[order]]]
    fits = fits[np.lexsort((what[fits], who[fits]))]
    return Lines(who[fits], what[fits], np.asarray(quantity[fits], np.int64))
