"""Solving a week, and judging every solution before anybody sees it."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from community.errors import Infeasible, Unavailable
from community.ids import ProductId
from recsys.planning.check import check
from recsys.planning.conflict import minimal_conflict
from recsys.planning.highs import Linear, maximise, relax
from recsys.planning.program import Program, build, linear
from recsys.planning.scenario import Scenario
from recsys.planning.search import Found, Limits, best

__all__ = ["Limits", "Solution", "find_conflict", "solve"]

_ATTEMPTS = 6
_FEW = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """Packs of every product offered, their expected worth in CNY, and how sure that is best.

    `status` is `optimal` within the gap asked for, or `stopped` at the limit of nodes; `gap` is
    the relative gap that was proven.
    """

    packs: Mapping[ProductId, int]
    worth: float
    status: str
    gap: float


def solve(scenario: Scenario, limits: Limits | None = None) -> Solution:
    """Return the best plan of a week; raises Infeasible with a minimal conflict.

    The solver calls a row met when it is broken by less than its tolerance. So each solution is
    judged exactly, and a row found broken is tightened by more than the slip. Raises Unavailable
    when nothing was found within the limits.
    """
    limits = limits or Limits()
    program = build(scenario)
    for attempt in range(_ATTEMPTS):
        found = best(program, limits)
        if found is None and attempt == 0:
            raise Infeasible(find_conflict(program))
        if found is None:
            break
        solution = _solution(scenario, program, found)
        broken = check(solution.packs, scenario)
        if not broken:
            return solution
        links = program.links.tightened(broken, 10.0 ** (attempt - 4))
        program = replace(program, links=links)
    raise Unavailable("no plan was found that meets every constraint exactly")


def find_conflict(program: Program) -> tuple[str, ...]:
    """Return a minimal set of constraints that no plan meets together.

    A long one is looked for again from the other end of the list, and the shorter of both is
    taken: a few demands that exclude each other say more than many.
    """
    names = tuple(dict.fromkeys(name for name in program.links.names if name))
    found = _conflict(program, names[::-1])
    return found if len(found) <= _FEW else min(found, _conflict(program, names), key=len)


def _conflict(program: Program, names: Sequence[str]) -> tuple[str, ...]:
    """Return a minimal conflict; first by fractions, which is quick and often leaves but a few."""

    def question(some: Collection[str]) -> Linear:
        return linear(program, program.table.domain, names=some, worth=False)

    def in_fractions(some: Collection[str]) -> bool:
        return relax(question(some)) is not None

    def in_cases(some: Collection[str]) -> bool:
        return maximise(question(some), gap=math.inf, nodes=Limits().nodes) is not None

    if not in_fractions(names):
        names = minimal_conflict(names, in_fractions)
    return minimal_conflict(names, in_cases)


def _solution(scenario: Scenario, program: Program, found: Found) -> Solution:
    cases = program.cases(found.x).tolist()
    bought = zip(scenario.candidates, cases, strict=True)
    return Solution(
        packs={c.product_id: n * c.case_size for c, n in bought if n},
        worth=found.worth,
        status="optimal" if found.proven else "stopped",
        gap=found.gap,
    )
