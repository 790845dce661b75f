"""Finding the best plan of a week, and proving that there is none better.

First fractions are allowed, which is quick and prices every constraint. Then the few dozen
candidates that look best at those prices are solved in whole cases, which finds a plan that is
nearly always the best. Last, everything that could be part of a better plan, by the bounds of
`ceilings`, is searched for one: that search is short because so little is left.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from recsys.planning.ceilings import Ceilings, ceilings, narrowed
from recsys.planning.highs import Answer, maximise, relax
from recsys.planning.program import Program, linear
from recsys.planning.table import Domain, Floats, Ints

_FEW = 60  # candidates that are solved at once
_MORE = 16  # candidates of the first search beyond those the fractions use
_SIFTED = 300  # candidates that the first fractions are looked for among
_NEAR = 0.02  # how far below the bound the best plan is guessed to be at first
_NONE = 1e-7


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """When to stop: a proven relative gap to the best plan, or a number of nodes searched.

    A thousandth is far below what is known of any week's demand.
    """

    gap: float = 1e-3
    nodes: int = 100_000


@dataclass(frozen=True, slots=True)
class Found:
    """A point of the program, what it is worth, and what no plan exceeds."""

    x: Floats
    worth: float
    bound: float
    proven: bool

    @property
    def gap(self) -> float:
        """Relative gap that is proven."""
        return max(self.bound - self.worth, 0.0) / max(abs(self.worth), 1e-9)


@dataclass(frozen=True, slots=True)
class _Relaxed:
    """Best point with fractions (columns,), and what its prices prove."""

    x: Floats
    known: Ceilings


def best(program: Program, limits: Limits) -> Found | None:
    """Return the best plan within the limits, None when there is none."""
    if program.at.candidates <= _FEW:
        return _exact(program, program.domain, limits)
    relaxed = _relaxed(program)
    if relaxed is None:
        return None
    first = _first(program, relaxed, limits)
    if first is None:
        return _exact(program, program.domain, limits)
    target = first.worth + limits.gap * abs(first.worth)
    if relaxed.known.week <= target:
        return Found(first.x, first.worth, relaxed.known.week, True)
    left = narrowed(program, relaxed.known, target)
    answer = maximise(linear(program, left), gap=limits.gap, nodes=limits.nodes, above=target)
    if answer is None:
        return Found(first.x, first.worth, target, first.proven)
    bound = min(max(answer.bound, target), relaxed.known.week)
    if answer.worth <= first.worth:
        return Found(first.x, first.worth, bound, answer.proven)
    return Found(_full(program, left, answer), answer.worth, bound, answer.proven)


def _first(program: Program, relaxed: _Relaxed, limits: Limits) -> Found | None:
    """Return the best plan of what looks best, amounts near those that the prices suggest first."""
    core = _core(program, relaxed)
    week = relaxed.known.week
    near = narrowed(program, relaxed.known, week - _NEAR * abs(week)).only(core)
    found = _exact(program, near, limits)
    return found or _exact(program, program.domain.only(core), limits)


def _exact(program: Program, domain: Domain, limits: Limits) -> Found | None:
    answer = maximise(linear(program, domain), gap=limits.gap, nodes=limits.nodes)
    if answer is None:
        return None
    return Found(_full(program, domain, answer), answer.worth, answer.bound, answer.proven)


def _full(program: Program, domain: Domain, answer: Answer) -> Floats:
    x = np.zeros(program.at.end)
    x[linear(program, domain).columns] = answer.x
    return x


def _core(program: Program, relaxed: _Relaxed) -> Ints:
    """Return the candidates that fractions use, and those that come next at its prices."""
    used = relaxed.x[program.at.z] > _NONE
    next_best = np.argsort(-np.where(used, np.inf, relaxed.known.bought.max(axis=1)), kind="stable")
    return next_best[: used.sum() + _MORE]


def _relaxed(program: Program) -> _Relaxed | None:
    """Return the best point with fractions, None when there is none.

    Few candidates suffice for it: those that would still gain at its prices are added until none
    is left (sifting; Bixby et al., "Very large-scale linear programming", 1992).
    """
    rows = np.flatnonzero(program.domain.open)
    if len(rows) > 2 * _SIFTED:
        rows = _promising(program, rows)
    while True:
        domain = program.domain.only(rows)
        part = linear(program, domain)
        answer = relax(part)
        if answer is None:
            if len(rows) == program.domain.open.sum():
                return None
            rows = np.flatnonzero(program.domain.open)
            continue
        links = len(program.links.names)
        known = ceilings(program, answer.prices[len(answer.prices) - links :])
        more = np.setdiff1d(np.flatnonzero(known.gain > _NONE), rows)
        if not len(more):
            x = np.zeros(program.at.end)
            x[part.columns] = answer.x
            return _Relaxed(x, known)
        rows = np.union1d(rows, more[np.argsort(-known.gain[more], kind="stable")[:_SIFTED]])


def _promising(program: Program, rows: Ints) -> Ints:
    """Return the candidates worth most, and the best for every constraint that asks for some."""
    links, at = program.links, program.at
    worth = np.where(program.domain.open, program.pieces.worth.max(axis=1), -np.inf)
    order = np.argsort(-worth, kind="stable")
    chosen = [order[:_SIFTED]]
    for row in np.flatnonzero(links.low > 0):
        columns = links.matrix.indices[slice(*links.matrix.indptr[row : row + 2])]
        asked = np.unique(columns[columns < 2 * at.candidates] % max(at.candidates, 1))
        chosen.append(asked[np.argsort(-worth[asked], kind="stable")[:8]])
    return np.intersect1d(rows, np.concatenate(chosen))
