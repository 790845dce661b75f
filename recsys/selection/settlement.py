"""What a week's purchases earn: sold at the week's price, all paid for, the rest thrown away."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from recsys.demand.history import Floats, History

SLOTS = 33


@dataclass(frozen=True, slots=True)
class Terms:
    """What turned out of one week's products (R,): demand in units, money per unit, share lost."""

    demand: Floats
    price: Floats
    cost: Floats
    loss: Floats


@dataclass(frozen=True, slots=True)
class Settled:
    """Profit in money and what was bought but not sold, in units."""

    profit: float
    left: float


def terms_of(history: History, week: int) -> Terms:
    """Return what turned out of the products on sale in a week."""
    here = history.coming(week).on_sale
    return Terms(
        demand=history.sold[here, week],
        price=history.price[here, week],
        cost=history.cost[here, week],
        loss=history.loss[here, week],
    )


def settle(bought: Floats, terms: Terms) -> Settled:
    """Return what buying so many units of each product (R,) came to."""
    sold = np.minimum(bought * (1 - terms.loss), terms.demand)
    profit = float((sold * terms.price - bought * terms.cost).sum())
    return Settled(profit, float((bought - sold).sum()))


def with_hindsight(terms: Terms) -> Floats:
    """Return what one who knew the demand buys (R,): all of it of the most profitable products."""
    bought = terms.demand / (1 - terms.loss)
    profit = terms.demand * terms.price - bought * terms.cost
    return np.where(best(profit), bought, 0.0)


def best(worth: Floats) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Return which products (R,) are the most worth, at most `SLOTS` and none without worth."""
    chosen = np.zeros(len(worth), bool)
    chosen[np.argsort(-worth, kind="stable")[:SLOTS]] = True
    return chosen & (worth > 0)
