"""What a week can at most be worth with a product in it, or without it.

Lagrangian relaxation (Geoffrion, "Lagrangean relaxation for integer programming", 1974): the links
are paid for at fixed prices instead of being met. Then every supplier can be decided on its own,
and within it every product, and for any prices of the right sign the sum is a bound on the best
plan. A product whose best plan is worth less than one already known need not be looked at again.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from recsys.planning.program import Program
from recsys.planning.table import Domain, Floats, Ints

_SLACK = 1e-6


@dataclass(frozen=True, slots=True)
class Ceilings:
    """Bounds in CNY: of the week, and (N, K) and (N,) of it with an amount of a product, without.

    The amounts are the cuts of the program's pieces; between two of them the bound is straight.
    """

    week: float
    bought: Floats
    without: Floats
    gain: Floats  # (N,) what the best amount of a product adds at these prices


def ceilings(program: Program, prices: Floats) -> Ceilings:
    """Return what the prices (R,) of the links prove."""
    at, links = program.at, program.links
    paid = _signed(program, prices)
    charge = links.matrix.T @ paid
    limits = np.where(paid > 0, links.high, links.low)
    fixed = float(paid[paid != 0] @ limits[paid != 0])
    fixed += float(np.maximum(program.pair_worth - charge[at.k], 0).sum())
    cuts = program.pieces.cuts
    value = program.pieces.worth - charge[at.z, None] - charge[at.c, None] * cuts
    value[~program.domain.open] = -np.inf
    gain = value.max(axis=1, initial=-np.inf)
    added = np.maximum(gain, 0.0)
    asks = program.supplier >= 0
    orders = np.bincount(program.supplier[asks], added[asks], at.suppliers) - charge[at.y]
    week = fixed + float(added[~asks].sum() + np.maximum(orders, 0).sum())
    order = np.append(orders, 0.0)[program.supplier]
    others = np.where(asks, week - np.maximum(order, 0), week) - np.where(asks, 0.0, added)
    rest = np.where(asks, order - added, 0.0)  # what the supplier adds besides this product
    return Ceilings(week, (others + rest)[:, None] + value, others + np.maximum(rest, 0), gain)


def narrowed(program: Program, known: Ceilings, worth: float) -> Domain:
    """Return the amounts that plans worth more than `worth` may hold."""
    cuts, spare = program.pieces.cuts, known.bought - (worth - _SLACK)
    good = spare > 0
    first, last = good.argmax(axis=1), good.shape[1] - 1 - good[:, ::-1].argmax(axis=1)
    low = _crossing(cuts, spare, first, first - 1)
    high = _crossing(cuts, spare, last, last + 1)
    some = good.any(axis=1)
    domain = program.domain
    fewest = np.where(some, np.ceil(low - _SLACK), domain.fewest).astype(np.int64)
    most = np.where(some, np.floor(high + _SLACK), domain.fewest - 1).astype(np.int64)
    return Domain(fewest, most, known.without < worth - _SLACK)


def _crossing(cuts: Floats, spare: Floats, inside: Ints, outside: Ints) -> Floats:
    """Return where `spare` falls to 0 between a cut with and its neighbour without any (N,)."""
    rows = np.arange(len(cuts))
    there = (outside >= 0) & (outside < cuts.shape[1])
    beyond = np.where(there, outside, inside)
    near = np.maximum(spare[rows, inside], 0.0)
    far = np.minimum(np.where(there, spare[rows, beyond], near), near)
    far = np.where(np.isfinite(far), far, near)
    share = np.divide(near, near - far, out=np.zeros(len(cuts)), where=near > far)
    return np.asarray(cuts[rows, inside] + share * (cuts[rows, beyond] - cuts[rows, inside]))


def _signed(program: Program, prices: Floats) -> Floats:
    """Return the prices without those of a side on which a link does not limit."""
    links = program.links
    paid = np.where(np.isfinite(links.high), prices, np.minimum(prices, 0))
    return np.asarray(np.where(np.isfinite(links.low), paid, np.maximum(paid, 0)))
