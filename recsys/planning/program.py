"""A week as a mixed-integer program in sparse form.

Columns: z (offered or not), c (cases bought) and v (worth in CNY) per candidate, then y (used or
not) per supplier with a least order and k (both offered) per pair that completes each other. What
defines the columns is held by blocks of short rows; every other row is a link that carries the
name of its constraint, so that constraints can be left out one by one.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from recsys.planning.highs import Linear
from recsys.planning.kitchen import pair_worth
from recsys.planning.rows import Columns, Row, constraint_rows
from recsys.planning.scenario import Scenario
from recsys.planning.table import Bools, Domain, Floats, Ints, Table, table_of
from recsys.planning.value import Curves, curves

_PAIR = ""  # the name of rows that always hold


@dataclass(frozen=True, slots=True)
class Links:
    """low ≤ matrix · columns ≤ high, row by row under the names of constraints."""

    names: tuple[str, ...]
    matrix: Any  # scipy csr (R, columns)
    low: Floats
    high: Floats

    def of(self, names: Collection[str]) -> Bools:
        """Tell which rows belong to `names`, those without a name always (R,)."""
        return np.array([not name or name in names for name in self.names], bool)

    def tightened(self, broken: Collection[str], by: float) -> Links:
        """Return the links, those `broken` stricter by a share of their largest entry."""
        step = by * abs(self.matrix).max(axis=1).toarray().ravel()
        step = np.where([name in broken for name in self.names], step, 0.0)
        return replace(self, low=self.low + step, high=self.high - step)


@dataclass(frozen=True, slots=True)
class Pieces:
    """The worth of each candidate at some whole cases; straight between them."""

    cuts: Floats  # (N, K) cases, rising
    worth: Floats  # (N, K) CNY


@dataclass(frozen=True, slots=True)
class Program:
    """What is maximised: Σ v + worth of pairs, under what defines the columns and the links."""

    at: Columns
    table: Table
    domain: Domain  # what the links leave of the amounts
    pieces: Pieces
    links: Links
    supplier: Ints  # (N,) which y a candidate needs, -1 for none
    pairs: Ints  # (K, 2) rows of candidates
    pair_worth: Floats  # (K,) CNY

    def cases(self, x: Floats) -> Ints:
        """Return the cases of each candidate (N,) in a solution."""
        return np.rint(x[self.at.c]).astype(np.int64)


@dataclass(frozen=True, slots=True)
class _Block:
    """R rows of K entries each that must hold always: low ≤ Σ values · columns ≤ high."""

    columns: Ints  # (R, K)
    values: Floats  # (R, K)
    low: float = -math.inf
    high: float = math.inf


def build(scenario: Scenario) -> Program:
    """Return the program whose solutions are the plans that meet every constraint."""
    table = table_of(scenario)
    pairs, worth = pair_worth(scenario)
    asking = [terms.supplier_id for terms in scenario.suppliers if terms.min_order > 0]
    at = Columns(table.size, len(asking), len(worth))
    rows = [*constraint_rows(scenario, table, at), *_pair_rows(at, pairs)]
    links = _links(rows, at)
    domain = _reachable(table.domain, links, at)
    index = {supplier: k for k, supplier in enumerate(asking)}
    return Program(
        at=at,
        table=table,
        domain=domain,
        pieces=_pieces(table, domain, curves(scenario.candidates, scenario.weights)),
        links=links,
        supplier=np.array([index.get(c.supplier_id, -1) for c in table.candidates], np.int64),
        pairs=pairs,
        pair_worth=worth,
    )


def linear(
    program: Program, domain: Domain, *, names: Collection[str] | None = None, worth: bool = True
) -> Linear:
    """Return the program over the candidates open in `domain`, under the links of `names`.

    Without `worth` every answer is as good: the question is whether there is a plan at all.
    """
    from scipy.sparse import csr_array, vstack

    at, rows = program.at, np.flatnonzero(domain.open)
    used = np.concatenate([at.z[rows], at.c[rows], at.v[rows if worth else rows[:0]], at.y, at.k])
    kept = np.ones(len(program.links.names), bool)
    if names is not None:
        kept = program.links.of(names)
    blocks = [*_amounts(program, domain, rows), *_uses(program, rows)]
    blocks += [_curves(program, domain, rows)] if worth else []
    heights = [len(block.values) for block in blocks]
    widths = np.repeat([block.values.shape[1] for block in blocks], heights)
    entries = [np.concatenate([getattr(b, f).ravel() for b in blocks]) for f in _ENTRIES]
    pointers = np.concatenate([[0], np.cumsum(widths)])
    matrix = csr_array((*entries, pointers), shape=(len(widths), at.end))
    low, high = (np.repeat([getattr(b, side) for b in blocks], heights) for side in _SIDES)
    links = program.links
    return Linear(
        columns=used,
        worth=_objective(program)[used] * worth,
        lower=_lower(program, domain)[used],
        upper=_upper(program, domain)[used],
        whole=np.repeat([True, False, True, False], _lengths(program, rows, worth)),
        matrix=vstack([matrix, links.matrix[kept]], format="csr")[:, used],
        low=np.concatenate([low, links.low[kept]]),
        high=np.concatenate([high, links.high[kept]]),
    )


_ENTRIES, _SIDES = ("values", "columns"), ("low", "high")


def _lengths(program: Program, rows: Ints, worth: bool) -> list[int]:
    at, n = program.at, len(rows)
    return [2 * n, n * worth, at.suppliers, at.pairs]


def _objective(program: Program) -> Floats:
    at = program.at
    zeros = np.zeros(2 * at.candidates)
    return np.concatenate(
        [zeros, np.ones(at.candidates), np.zeros(at.suppliers), program.pair_worth]
    )


def _lower(program: Program, domain: Domain) -> Floats:
    at = program.at
    least = program.pieces.worth.min(axis=1, initial=0.0)
    zeros = np.zeros(at.candidates)
    rest = np.zeros(at.suppliers + at.pairs)
    return np.concatenate([domain.must, zeros, least, rest])


def _upper(program: Program, domain: Domain) -> Floats:
    greatest = program.pieces.worth.max(axis=1, initial=0.0)
    rest = np.ones(program.at.suppliers + program.at.pairs)
    return np.concatenate([np.ones(program.at.candidates), domain.most, greatest, rest])


def _amounts(program: Program, domain: Domain, rows: Ints) -> Iterator[_Block]:
    """Yield fewest · z ≤ c ≤ most · z."""
    columns = np.stack([program.at.c[rows], rows], axis=1)
    ones = np.ones(len(rows))
    yield _Block(columns, np.stack([ones, -domain.fewest[rows]], axis=1), low=0.0)
    yield _Block(columns, np.stack([ones, -domain.most[rows]], axis=1), high=0.0)


def _uses(program: Program, rows: Ints) -> Iterator[_Block]:
    """Yield z ≤ y for the products of every supplier with a least order."""
    own = rows[program.supplier[rows] >= 0]
    columns = np.stack([own, 3 * program.at.candidates + program.supplier[own]], axis=1)
    yield _Block(columns, np.tile([1.0, -1.0], (len(own), 1)), high=0.0)


def _curves(program: Program, domain: Domain, rows: Ints) -> _Block:
    """Return v ≤ slope · c + intercept · z for every piece within the amounts of `domain`."""
    cuts, worth = program.pieces.cuts[rows], program.pieces.worth[rows]
    left, right = cuts[:, :-1], cuts[:, 1:]
    width = right - left
    slope = np.divide(np.diff(worth, axis=1), width, out=np.zeros(width.shape), where=width > 0)
    intercept = worth[:, :-1] - slope * left
    low, high = domain.fewest[rows, None], domain.most[rows, None]
    there = (width > 0) & (left < np.maximum(high, low + 1)) & (right > low)
    there[:, -1] |= ~there.any(axis=1)  # a single amount: v ≤ its worth · z
    owner, piece = np.nonzero(there)
    at, row = program.at, rows[owner]
    columns = np.stack([at.v[row], at.c[row], at.z[row]], axis=1)
    ones = np.ones(len(owner))
    values = np.stack([ones, -slope[owner, piece], -intercept[owner, piece]], axis=1)
    return _Block(columns, values, high=0.0)


def _pieces(table: Table, domain: Domain, worth: Curves) -> Pieces:
    """Return the concave worth at the whole cases around its kinks: exact at every whole case."""
    low, high = domain.fewest[:, None], np.maximum(domain.most, domain.fewest)[:, None]
    kinks = np.where(np.isfinite(worth.points), worth.points, 0.0) / table.case[:, None]
    around = np.clip(np.concatenate([np.floor(kinks), np.ceil(kinks)], axis=1), low, high)
    cuts = np.sort(np.concatenate([low, around, high], axis=1), axis=1).astype(float)
    return Pieces(cuts, worth.worth(cuts * table.case[:, None]))


def _pair_rows(at: Columns, pairs: Ints) -> Iterator[Row]:
    """Yield k ≤ z for both products of every pair."""
    for pair, both in zip(at.k, pairs, strict=True):
        for row in both:
            yield Row(_PAIR, np.array([pair, at.z[row]]), np.array([1.0, -1.0]), high=0.0)


def _links(rows: Sequence[Row], at: Columns) -> Links:
    from scipy.sparse import csr_array

    pointers = np.concatenate([[0], np.cumsum([len(row.columns) for row in rows])])
    entries = (
        np.concatenate([row.values for row in rows]),
        np.concatenate([row.columns for row in rows]),
    )
    return Links(
        names=tuple(row.name for row in rows),
        matrix=csr_array((*entries, pointers), shape=(len(rows), at.end)),
        low=np.array([row.low for row in rows], float),
        high=np.array([row.high for row in rows], float),
    )


def _reachable(domain: Domain, links: Links, at: Columns) -> Domain:
    """Return what is left of the amounts by each link that is an upper limit on its own."""
    most = np.full(at.end, math.inf)
    matrix = links.matrix.tocoo()
    negative = np.zeros(len(links.names), bool)
    np.logical_or.at(negative, matrix.row, matrix.data < 0)
    counts = ~negative[matrix.row] & (matrix.data > 0) & np.isfinite(links.high[matrix.row])
    limit = links.high[matrix.row[counts]] / matrix.data[counts]
    np.minimum.at(most, matrix.col[counts], limit * (1 + 1e-9))
    cases = np.where(most[at.z] < 1, 0, np.minimum(domain.most, most[at.c])).astype(np.int64)
    return replace(domain, most=cases)
