"""`lvlin evaluate plans`: the planner's answer to any set of weeks."""

from __future__ import annotations

import json
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

from community.errors import Infeasible, InvalidField, InvalidFile, RowProblem
from recsys.planning.reading import Node, read_scenario
from recsys.planning.relaxation import Relaxation, relaxations
from recsys.planning.scenario import Scenario
from recsys.planning.solver import solve
from recsys.planning.states import bought, local_shares


def evaluate_plans(path: Path) -> dict[str, Any]:
    """Answer every scenario of a JSON file as `reading.read_scenario` takes it.

    Raises InvalidFile, with the number of the scenario and the pointer, before any is solved.
    """
    scenarios = _read(path)
    return {"answers": [_answer(sid, scenario) for sid, scenario in scenarios]}


def _read(path: Path) -> list[tuple[str, Scenario]]:
    try:
        document = json.loads(path.read_text("utf-8"), parse_float=Decimal)
        nodes = list(Node(document)["scenarios"])
    except OSError as error:
        reason = error.strerror or "cannot be read"
        raise InvalidFile(path.name, [RowProblem(0, "", reason)]) from error
    except ValueError as error:
        raise InvalidFile(path.name, [RowProblem(0, "", f"is no JSON: {error}")]) from error
    except InvalidField as error:
        raise InvalidFile(path.name, [RowProblem(0, error.pointer, error.reason)]) from error
    found, problems = [], []
    for number, node in enumerate(nodes, 1):
        try:
            found.append((node["sid"].text(), read_scenario(node)))
        except InvalidField as error:
            problems.append(RowProblem(number, error.pointer, error.reason))
    if problems:
        raise InvalidFile(path.name, problems)
    return found


def _answer(sid: str, scenario: Scenario) -> dict[str, Any]:
    started = time.perf_counter()
    try:
        solution = solve(scenario)
    except Infeasible as error:
        return {
            "sid": sid,
            "feasible": False,
            "conflict": list(error.conflict),
            "solve_s": round(time.perf_counter() - started, 4),
            "relaxations": [_relaxation(r) for r in relaxations(scenario, error.conflict)],
        }
    solve_s = time.perf_counter() - started
    chosen = bought(solution.packs, scenario)
    by_count, by_value = local_shares(chosen, scenario)
    margin = sum((b.candidate.price * b.packs - b.cost for b in chosen), Decimal(0))
    return {
        "sid": sid,
        "feasible": True,
        "conflict": [],
        "plan": {b.candidate.product_id: b.packs for b in chosen},
        "local_share": {"by_count": float(by_count), "by_value": float(by_value)},
        "cost": float(sum((b.cost for b in chosen), Decimal(0))),
        "margin": float(margin),
        "solve_s": round(solve_s, 4),
        "status": solution.status,
        "gap": round(solution.gap, 6),
    }


def _relaxation(change: Relaxation) -> dict[str, Any]:
    sides = {"from": change.limit, "to": change.to}
    limits = {side: None if value is None else float(value) for side, value in sides.items()}
    return {"name": change.name, "side": change.side, **limits, "proven": change.proven}
