"""A week as a mixed-integer program in sparse form.

Columns: z (offered or not), c (cases bought) and v (worth in CNY) per candidate, then y (used or
not) per supplier with a least order. What defines the columns is held by blocks of short rows;
every other row carries the name of the constraint it belongs to, so that constraints can be left
out one by one. Money is in fen, so that rows of money hold whole numbers.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from recsys.planning.scenario import Candidate, Constraints, Scenario
from recsys.planning.value import Curves, curves

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_FEN = 100.0


@dataclass(frozen=True, slots=True)
class Row:
    """low ≤ Σ values · columns ≤ high, for the constraint `name`."""

    name: str
    columns: Ints
    values: Floats
    low: float = -math.inf
    high: float = math.inf


@dataclass(frozen=True, slots=True)
class Block:
    """R rows of K entries each that must hold always: low ≤ Σ values · columns ≤ high."""

    columns: Ints  # (R, K)
    values: Floats  # (R, K)
    low: float = -math.inf
    high: float = math.inf


@dataclass(frozen=True, slots=True)
class Program:
    """What is maximised: worth · x, with x in `lower`..`upper`, under blocks and rows."""

    candidates: int
    worth: Floats
    lower: Floats
    upper: Floats
    whole: NDArray[np.bool_]
    blocks: tuple[Block, ...]  # the pieces of the worth curves first
    rows: tuple[Row, ...]

    def without_worth(self) -> Program:
        """Return the same question with every answer as good: whether there is a plan at all."""
        _, *amounts = self.blocks
        return replace(self, worth=np.zeros_like(self.worth), blocks=tuple(amounts))

    def cases(self, x: Floats) -> Ints:
        """Return the cases of each candidate (N,) in a solution."""
        return np.rint(x[self.candidates : 2 * self.candidates]).astype(np.int64)


@dataclass(frozen=True, slots=True)
class _Table:
    """The candidates as columns, and where their variables are."""

    candidates: Sequence[Candidate]
    case: Floats  # packs
    fewest: Ints  # cases
    most: Ints  # cases; below `fewest` where no amount is allowed

    @property
    def z(self) -> Ints:
        return np.arange(len(self.candidates))

    @property
    def c(self) -> Ints:
        return self.z + len(self.candidates)

    @property
    def v(self) -> Ints:
        return self.z + 2 * len(self.candidates)

    @property
    def end(self) -> int:
        return 3 * len(self.candidates)

    def where(self, chosen: Sequence[bool]) -> Ints:
        """Return the rows of the chosen candidates."""
        return np.flatnonzero(np.array(chosen, bool))

    def fen(self, name: str) -> Floats:
        """Return price or cost of one case in fen (N,)."""
        return np.array([float(getattr(c, name) * 100 * c.case_size) for c in self.candidates])


def build(scenario: Scenario) -> Program:
    """Return the program whose solutions are the plans that meet every constraint."""
    table = _table(scenario)
    asking = [terms.supplier_id for terms in scenario.suppliers if terms.min_order > 0]
    pieces, least, greatest = _pieces(table, curves(scenario.candidates, scenario.weights))
    n = len(table.z)
    allowed = table.most >= table.fewest
    ys = np.ones(len(asking))
    return Program(
        candidates=n,
        worth=np.concatenate([np.zeros(2 * n), np.ones(n), 0 * ys]),
        lower=np.concatenate([np.zeros(2 * n), least, 0 * ys]),
        upper=np.concatenate([allowed, np.where(allowed, table.most, 0), greatest, ys]),
        whole=np.repeat([True, False, True], [2 * n, n, len(asking)]),
        blocks=(pieces, *_amounts(table), _uses(table, asking)),
        rows=tuple(constraint_rows(scenario, table)),
    )


def _amounts(table: _Table) -> Iterator[Block]:
    """Yield fewest · z ≤ c ≤ most · z."""
    columns = np.stack([table.c, table.z], axis=1)
    ones = np.ones(len(table.z))
    yield Block(columns, np.stack([ones, -table.fewest], axis=1), low=0.0)
    yield Block(columns, np.stack([ones, -table.most], axis=1), high=0.0)


def _pieces(table: _Table, worth: Curves) -> tuple[Block, Floats, Floats]:
    """Return v ≤ slope · c + intercept · z per piece of the worth curve, and v's bounds (N,).

    The concave curve is cut at whole cases near its kinks: exact there, linear in between.
    """
    low, high = table.fewest[:, None], np.maximum(table.most, table.fewest)[:, None]
    kinks = np.where(np.isfinite(worth.points), worth.points, 0.0) / table.case[:, None]
    cuts = np.sort(np.concatenate([low, np.clip(np.rint(kinks), low, high), high], 1), axis=1)
    value = worth.worth(cuts * table.case[:, None])
    width = np.diff(cuts, axis=1)
    slope = np.divide(np.diff(value, axis=1), width, out=np.zeros(width.shape), where=width > 0)
    intercept = value[:, :-1] - slope * cuts[:, :-1]
    there = width > 0
    there[:, 0] |= ~there.any(axis=1)  # a single amount: v ≤ its worth · z
    owner, piece = np.nonzero(there)
    columns = np.stack([table.v[owner], table.c[owner], table.z[owner]], axis=1)
    ones = np.ones(len(owner))
    values = np.stack([ones, -slope[owner, piece], -intercept[owner, piece]], axis=1)
    bounds = value.min(axis=1, initial=0.0), value.max(axis=1, initial=0.0)
    return Block(columns, values, high=0.0), *bounds


def _uses(table: _Table, asking: Sequence[str]) -> Block:
    """Return z ≤ y for the products of every supplier in `asking`."""
    place = {supplier: table.end + k for k, supplier in enumerate(asking)}
    pairs = [
        (i, place[c.supplier_id]) for i, c in enumerate(table.candidates) if c.supplier_id in place
    ]
    columns = np.array(pairs, np.int64).reshape(-1, 2)
    return Block(columns, np.tile([1.0, -1.0], (len(pairs), 1)), high=0.0)


def constraint_rows(scenario: Scenario, table: _Table) -> Iterator[Row]:
    """Yield the rows of every constraint, each under its public name."""
    constraints = scenario.constraints
    ones = np.ones(len(table.z))
    low, high = constraints.slots_min, constraints.slots_max
    yield Row("slots", table.z, ones, low, high)
    if constraints.budget is not None:
        yield Row("budget", table.c, table.fen("cost"), high=float(constraints.budget) * _FEN)
    if constraints.cold_boxes is not None:
        boxes = np.array([float(c.cold_boxes_per_case) for c in table.candidates])
        yield Row("cold_chain", table.c, boxes, high=float(constraints.cold_boxes))
    local = np.array([scenario.is_local(c) for c in table.candidates], float)
    if constraints.local_by_count > 0:
        values = local - float(constraints.local_by_count)
        yield Row("local_share_by_count", table.z, values, low=0.0)
    if constraints.local_by_value > 0:
        values = (local - float(constraints.local_by_value)) * table.fen("price")
        yield Row("local_share_by_value", table.c, values, low=0.0)
    if constraints.max_repeats is not None:
        again = table.where([c.repeated for c in table.candidates])
        yield Row("max_repeats", again, ones[again], high=constraints.max_repeats)
    yield from _named_rows(constraints, table)
    yield from _supplier_rows(scenario, table)


def _named_rows(constraints: Constraints, table: _Table) -> Iterator[Row]:
    for category, (least, most) in constraints.category_limits.items():
        rows = table.where([c.category == category for c in table.candidates])
        low = -math.inf if least is None else least
        high = math.inf if most is None else most
        yield Row(f"category_limits:{category}", rows, np.ones(len(rows)), low, high)
    for essential in constraints.essentials:
        rows = table.where([c.product_id in essential.any_of for c in table.candidates])
        name = f"essentials:{essential.name}"
        yield Row(name, table.c[rows], table.case[rows], low=essential.min_packs)
    ids = [candidate.product_id for candidate in table.candidates]
    for lock in dict.fromkeys(constraints.locks):
        yield Row(f"locks:{lock}", np.array([ids.index(lock)]), np.ones(1), low=1.0)
    for ban in dict.fromkeys(constraints.bans):
        yield Row(f"bans:{ban}", np.array([ids.index(ban)]), np.ones(1), high=0.0)


def _supplier_rows(scenario: Scenario, table: _Table) -> Iterator[Row]:
    """Outages, capacities and least orders; a supplier with a least order has a column y."""
    y = table.end
    cost = table.fen("cost")
    for terms in scenario.suppliers:
        own = table.where([c.supplier_id == terms.supplier_id for c in table.candidates])
        if terms.supplier_id in scenario.constraints.supplier_outage:
            yield Row(f"supplier_outage:{terms.supplier_id}", own, np.ones(len(own)), high=0.0)
        if terms.capacity is not None:
            name = f"supplier_capacity:{terms.supplier_id}"
            yield Row(name, table.c[own], table.case[own], high=terms.capacity)
        if terms.min_order > 0:
            name = f"supplier_minimum:{terms.supplier_id}"
            columns, values = np.append(table.c[own], y), np.append(cost[own], 0.0)
            values[-1] = -float(terms.min_order) * _FEN
            yield Row(name, columns, values, low=0.0)
            y += 1


def _table(scenario: Scenario) -> _Table:
    candidates = scenario.candidates
    fewest = np.array([c.fewest_cases for c in candidates], np.int64)
    most = [c.most_cases for c in candidates]
    unlimited = _enough(scenario) if None in most else [0] * len(candidates)
    bound = [e if m is None else m for m, e in zip(most, unlimited, strict=True)]
    case = np.array([c.case_size for c in candidates], float)
    return _Table(candidates, case, fewest, np.array(bound, np.int64))


def _enough(scenario: Scenario) -> list[int]:
    """Return per candidate the cases beyond which more helps no constraint and sells no more.

    A local product may have to outweigh everything from afar, hence the last step.
    """
    constraints = scenario.constraints
    least = {terms.supplier_id: float(terms.min_order) for terms in scenario.suppliers}
    needed = {id_: e.min_packs for e in constraints.essentials for id_ in e.any_of}
    packs = []
    for c in scenario.candidates:
        order = least[c.supplier_id] / float(c.cost) if c.cost > 0 else 0.0
        packs.append(max(c.high, c.min_packs, needed.get(c.product_id, 0), order) + c.case_size)
    share = float(constraints.local_by_value)
    far = sum(
        float(c.price) * p
        for c, p in zip(scenario.candidates, packs, strict=True)
        if not scenario.is_local(c)
    )
    answer = far * share / (1 - share) if share < 1 else 0.0
    for i, c in enumerate(scenario.candidates):
        if scenario.is_local(c) and c.price > 0:
            packs[i] += answer / float(c.price)
    return [math.ceil(p / c.case_size) for p, c in zip(packs, scenario.candidates, strict=True)]
