"""Solving a week with HiGHS, and judging every solution before anybody sees it."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from community.errors import Infeasible, Unavailable
from community.ids import ProductId
from recsys.planning.check import check
from recsys.planning.conflict import minimal_conflict
from recsys.planning.program import Block, Floats, Program, Row, build
from recsys.planning.scenario import Scenario

_INFEASIBLE = 2  # of scipy.optimize.milp
_ATTEMPTS = 6
_FEW = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """When to stop: a proven relative gap to the best plan, or a number of nodes searched.

    A thousandth is far below what is known of any week's demand.
    """

    gap: float = 1e-3
    nodes: int = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """Packs of every product offered, their expected worth in CNY, and how sure that is best.

    `status` is `optimal` within the gap asked for, or `stopped` at the limit of nodes.
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
    names = {row.name for row in program.rows}
    for attempt in range(_ATTEMPTS):
        found = maximise(program, names, limits)
        if found is None and attempt == 0:
            raise Infeasible(find_conflict(program))
        if found is None:
            break
        solution = _solution(scenario, program, found)
        broken = check(solution.packs, scenario)
        if not broken:
            return solution
        program = _tightened(program, broken, 10.0 ** (attempt - 4))
    raise Unavailable("no plan was found that meets every constraint exactly")


def find_conflict(program: Program) -> tuple[str, ...]:
    """Return a minimal set of constraints that no plan meets together.

    A long one is looked for again from the other end of the list, and the shorter of both is
    taken: a few demands that exclude each other say more than many.
    """
    names = tuple(dict.fromkeys(row.name for row in program.rows))
    bare = program.without_worth()

    def feasible(some: Collection[str]) -> bool:
        return maximise(bare, some, Limits(gap=math.inf)) is not None

    found = minimal_conflict(names[::-1], feasible)
    if len(found) <= _FEW:
        return found
    return min(found, minimal_conflict(names, feasible), key=len)


@dataclass(frozen=True, slots=True)
class Found:
    """A point of the program, what it is worth, and the proven relative gap."""

    x: Floats
    worth: float
    gap: float
    proven: bool


def maximise(program: Program, names: Collection[str], limits: Limits) -> Found | None:
    """Return the best point under the rows of `names`, None when there is none."""
    from scipy.optimize import Bounds, milp

    rows = [row for row in program.rows if row.name in names]
    if not program.candidates:
        met = all(row.low <= 0 <= row.high for row in rows)
        return Found(np.zeros(0), 0.0, 0.0, True) if met else None
    result = milp(
        -program.worth,
        integrality=program.whole,
        bounds=Bounds(program.lower, program.upper),
        constraints=_matrix(program, rows),
        options={"mip_rel_gap": min(limits.gap, 1e9), "node_limit": limits.nodes},
    )
    if result.status == _INFEASIBLE:
        return None
    if result.x is None:
        raise Unavailable(f"the solver found no plan: {result.message}")
    return Found(result.x, -float(result.fun), float(result.mip_gap or 0.0), result.status == 0)


def _matrix(program: Program, rows: Sequence[Row]) -> Any:
    """Return the blocks and `rows` as one LinearConstraint."""
    from scipy.optimize import LinearConstraint
    from scipy.sparse import csr_array

    parts: tuple[Block | Row, ...] = (*program.blocks, *rows)
    heights = [len(block.values) for block in program.blocks] + [1] * len(rows)
    widths = np.repeat([part.values.shape[-1] for part in parts], heights)
    matrix = csr_array(
        (
            np.concatenate([part.values.ravel() for part in parts]),
            np.concatenate([part.columns.ravel() for part in parts]),
            np.concatenate([[0], np.cumsum(widths)]),
        ),
        shape=(len(widths), len(program.worth)),
    )
    low, high = ([getattr(part, side) for part in parts] for side in ("low", "high"))
    return LinearConstraint(matrix, np.repeat(low, heights), np.repeat(high, heights))


def _solution(scenario: Scenario, program: Program, found: Found) -> Solution:
    cases = program.cases(found.x).tolist()
    bought = zip(scenario.candidates, cases, strict=True)
    return Solution(
        packs={c.product_id: n * c.case_size for c, n in bought if n},
        worth=found.worth,
        status="optimal" if found.proven else "stopped",
        gap=found.gap,
    )


def _tightened(program: Program, broken: Collection[str], by: float) -> Program:
    return replace(
        program,
        rows=tuple(_tighter(row, by) if row.name in broken else row for row in program.rows),
    )


def _tighter(row: Row, by: float) -> Row:
    step = by * float(np.abs(row.values).max(initial=0.0))
    return replace(row, low=row.low + step, high=row.high - step)
