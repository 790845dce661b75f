"""The constraints of a week as rows over the columns of the program, each under its public name."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from recsys.planning.scenario import Constraints, Scenario
from recsys.planning.table import Floats, Ints, Table

_FEN = 100.0


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the variables are: z (offered), c (cases), v (worth), y (supplier used), k (pair)."""

    candidates: int
    suppliers: int  # with a least order
    pairs: int

    @property
    def z(self) -> Ints:
        return np.arange(self.candidates)

    @property
    def c(self) -> Ints:
        return self.z + self.candidates

    @property
    def v(self) -> Ints:
        return self.z + 2 * self.candidates

    @property
    def y(self) -> Ints:
        return 3 * self.candidates + np.arange(self.suppliers)

    @property
    def k(self) -> Ints:
        return 3 * self.candidates + self.suppliers + np.arange(self.pairs)

    @property
    def end(self) -> int:
        return 3 * self.candidates + self.suppliers + self.pairs


@dataclass(frozen=True, slots=True)
class Row:
    """low ≤ Σ values · columns ≤ high, for the constraint `name`."""

    name: str
    columns: Ints
    values: Floats
    low: float = -math.inf
    high: float = math.inf


def constraint_rows(scenario: Scenario, table: Table, at: Columns) -> Iterator[Row]:
    """Yield the rows of every constraint that is set."""
    constraints, ones = scenario.constraints, np.ones(table.size)
    yield Row("slots", at.z, ones, constraints.slots_min, constraints.slots_max)
    if constraints.budget is not None:
        yield Row("budget", at.c, table.cost, high=float(constraints.budget) * _FEN)
    if constraints.cold_boxes is not None:
        boxes = np.array([float(c.cold_boxes_per_case) for c in table.candidates])
        yield Row("cold_chain", at.c, boxes, high=float(constraints.cold_boxes))
    local = np.array([scenario.is_local(c) for c in table.candidates], float)
    if constraints.local_by_count > 0:
        values = local - float(constraints.local_by_count)
        yield Row("local_share_by_count", at.z, values, low=0.0)
    if constraints.local_by_value > 0:
        values = (local - float(constraints.local_by_value)) * table.price
        yield Row("local_share_by_value", at.c, values, low=0.0)
    if constraints.max_repeats is not None:
        again = table.where([c.repeated for c in table.candidates])
        yield Row("max_repeats", again, ones[again], high=constraints.max_repeats)
    yield from _category_rows(constraints, table)
    yield from _named_rows(constraints, table, at)
    yield from _supplier_rows(scenario, table, at)


def _category_rows(constraints: Constraints, table: Table) -> Iterator[Row]:
    categories = np.array([c.category for c in table.candidates], object)
    for category, (least, most) in constraints.category_limits.items():
        rows = np.flatnonzero(categories == category)
        low = -math.inf if least is None else least
        high = math.inf if most is None else most
        yield Row(f"category_limits:{category}", rows, np.ones(len(rows)), low, high)


def _named_rows(constraints: Constraints, table: Table, at: Columns) -> Iterator[Row]:
    row = {candidate.product_id: i for i, candidate in enumerate(table.candidates)}
    for essential in constraints.essentials:
        of = np.array(sorted({row[id_] for id_ in essential.any_of if id_ in row}), np.int64)
        name = f"essentials:{essential.name}"
        yield Row(name, at.c[of], table.case[of], low=essential.min_packs)
    for lock in dict.fromkeys(constraints.locks):
        yield Row(f"locks:{lock}", np.array([row[lock]]), np.ones(1), low=1.0)
    for ban in dict.fromkeys(constraints.bans):
        yield Row(f"bans:{ban}", np.array([row[ban]]), np.ones(1), high=0.0)


def _supplier_rows(scenario: Scenario, table: Table, at: Columns) -> Iterator[Row]:
    """Outages, capacities and least orders; a supplier with a least order has a column y."""
    own = products_of(table, [terms.supplier_id for terms in scenario.suppliers])
    place = iter(at.y)
    for terms, products in zip(scenario.suppliers, own, strict=True):
        if terms.supplier_id in scenario.constraints.supplier_outage:
            name = f"supplier_outage:{terms.supplier_id}"
            yield Row(name, products, np.ones(len(products)), high=0.0)
        if terms.capacity is not None:
            name = f"supplier_capacity:{terms.supplier_id}"
            yield Row(name, at.c[products], table.case[products], high=terms.capacity)
        if terms.min_order > 0:
            columns = np.append(at.c[products], next(place))
            values = np.append(table.cost[products], -float(terms.min_order) * _FEN)
            yield Row(f"supplier_minimum:{terms.supplier_id}", columns, values, low=0.0)


def products_of(table: Table, suppliers: Sequence[str]) -> list[Ints]:
    """Return the rows of the candidates of every supplier."""
    own: dict[str, list[int]] = {supplier: [] for supplier in suppliers}
    for row, candidate in enumerate(table.candidates):
        own[candidate.supplier_id].append(row)
    return [np.array(own[supplier], np.int64) for supplier in suppliers]
