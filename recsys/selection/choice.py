"""How much to buy of which products when only quantiles of their demand are known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from recsys.demand.boosting import PROBABILITIES
from recsys.demand.history import Floats
from recsys.planning.scenario import Weights
from recsys.planning.value import Curves
from recsys.selection.settlement import best

_WASTE = Weights().waste
_POINTS = np.arange(0.025, 1.0, 0.05)  # of equally likely demands


@dataclass(frozen=True, slots=True)
class Expected:
    """What is expected of the products on sale (R,): quantiles (R, Q), money per unit, loss."""

    quantiles: Floats
    price: Floats
    cost: Floats
    loss: Floats


def choose(expected: Expected) -> Floats:
    """Return the units to buy (R,), 0 of what is not chosen.

    Each product's best quantity is the newsvendor's: one more unit is bought while the chance that
    it sells, times its price, pays for it; of every unit bought a share is lost before it can sell.
    Food thrown away weighs beyond its cost as much as in the weekly plan. Then the products worth
    most are taken.
    """
    points = demand_points(expected.quantiles)
    keeps = 1 - expected.loss
    cost = expected.cost / keeps
    curves = Curves(points, expected.price + _WASTE * cost, (1 + _WASTE) * cost)
    worth = curves.worth(points)
    place = np.argmax(worth, axis=1)
    rows = np.arange(len(points))
    sellable = points[rows, place]
    return np.where(best(worth[rows, place]), sellable / keeps, 0.0)


def demand_points(quantiles: Floats) -> Floats:
    """Return equally likely demands (R, P) of distributions known by their quantiles (R, Q).

    Between the quantiles they are evenly spread, and beyond them as far again as from the next.
    """
    known = np.array([0.0, *PROBABILITIES, 1.0])
    first = np.maximum(1.5 * quantiles[:, :1] - 0.5 * quantiles[:, 1:2], 0.0)
    last = 2 * quantiles[:, -1:] - quantiles[:, -2:-1]
    table = np.hstack([first, quantiles, last])
    return np.array([np.interp(_POINTS, known, row) for row in table]).reshape(-1, len(_POINTS))
