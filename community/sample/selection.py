"""Which products the leader offers in a week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from community.sample.tables import Listing
from community.weeks import Week

SMALLEST, LARGEST = 32, 40
_NEW_SHARE = 0.22  # products that come to the group only during the year
_FEWEST_WEEKS = 3
_JITTER = 0.22
_STAPLE = 50.0  # offered every week of its season
_DEBUT = 3.0  # a new product, or one whose season begins, goes before what is merely due
_MUST = 100.0
_CRAFTS_AT_MOST = 3


@dataclass(frozen=True, slots=True)
class Shelves:
    """What can be offered (weeks × products), and when each product last was.

    `last` is changed by `choose_shelf`; `debut` is the first week a product can be offered.
    """

    open: NDArray[np.bool_]
    every: NDArray[np.float64]
    craft: NDArray[np.bool_]
    withdrawn: NDArray[np.bool_]
    last: NDArray[np.float64]
    debut: NDArray[np.int64]

    @classmethod
    def begin(
        cls, listings: Sequence[Listing], weeks: Sequence[Week], rng: np.random.Generator
    ) -> Shelves:
        """Return the shelves before the first of `weeks`."""
        products = [listing.product for listing in listings]
        every = np.array([float(listing.every) for listing in listings])
        # Deliveries are on Thursdays: their month counts.
        months = [(week.monday + timedelta(days=3)).month for week in weeks]
        season = np.array([[not p.months or m in p.months for p in products] for m in months])
        late = (rng.random(len(products)) < _NEW_SHARE) & (every > 1)
        debut = np.where(late, rng.integers(4, len(weeks) - 2, len(products)), 0)
        started = np.arange(len(weeks))[:, None] >= debut[None, :]
        # Who would miss the season by coming late has been here all along.
        missed = (season & started).sum(axis=0) < _FEWEST_WEEKS
        debut, started = np.where(missed, 0, debut), started | missed[None, :]
        shown = np.array([not product.hidden for product in products])
        return cls(
            open=season & started & shown[None, :],
            every=every,
            craft=np.array([product.craft for product in products]),
            withdrawn=np.array([product.withdrawn for product in products]),
            last=-rng.integers(1, np.maximum(every.astype(np.int64), 1) + 1).astype(np.float64),
            debut=np.asarray(debut, np.int64),
        )

    def due(self, number: int) -> NDArray[np.float64]:
        """Return how due each product is in week `number`: 1 after its usual pause."""
        return (number - self.last) / self.every


def choose_options(shelves: Shelves, number: int, rng: np.random.Generator) -> list[int]:
    """Return two to four products to vote on: in season, not on the shelf every week."""
    fit = shelves.open[number] & (shelves.every > 1) & ~shelves.withdrawn
    candidates = np.flatnonzero(fit & (shelves.due(number) >= 0.5))
    if len(candidates) < 4:
        candidates = np.flatnonzero(fit)
    return sorted(rng.choice(candidates, int(rng.integers(2, 5)), replace=False).tolist())


def choose_shelf(
    shelves: Shelves, number: int, winner: int, rng: np.random.Generator
) -> NDArray[np.int64]:
    """Return the products of week `number`, by row, and remember that they were offered.

    The vote's winner is on it, what has been withdrawn only now is still on it, and few crafts.
    """
    due = shelves.due(number) + rng.normal(0, _JITTER, len(shelves.every))
    opening = shelves.open[number] & ~shelves.open[max(number - 1, 0)]
    due += _DEBUT * ((shelves.debut == number) | opening)
    due += _STAPLE * (shelves.every <= 1)
    due[winner] = _MUST
    if number >= len(shelves.open) - 3:
        due[shelves.withdrawn] = _MUST
    due[~shelves.open[number]] = -np.inf
    crafts = np.flatnonzero(shelves.craft & (np.arange(len(due)) != winner))
    due[crafts[np.argsort(-due[crafts])[_CRAFTS_AT_MOST:]]] = -np.inf
    size = int(rng.integers(SMALLEST, LARGEST + 1))
    chosen = np.sort(np.argsort(-due, kind="stable")[:size])
    chosen = chosen[np.isfinite(due[chosen])]
    shelves.last[chosen] = number
    return np.asarray(chosen, np.int64)
