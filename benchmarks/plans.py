"""`python -m benchmarks.plans --instances 10000`: the planner against all plans of random weeks.

Prints how many weeks were planned, refused and misread, and what each check found; then the CPU
time of large weeks with every constraint on, beside one plain run of the same program. Writes
results/plans.json.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from benchmarks.plan_judge import Judge
from benchmarks.plan_weeks import Week, broken_week, large_week, tiny_week
from community.errors import Infeasible, InvalidField, InvalidFile
from community.ids import ProductId
from recsys.planning.check import check
from recsys.planning.evaluation import evaluate_plans
from recsys.planning.highs import maximise
from recsys.planning.program import build, linear
from recsys.planning.reading import Node, read_scenario
from recsys.planning.scenario import Scenario
from recsys.planning.search import Limits
from recsys.planning.solver import solve
from recsys.planning.table import Floats
from recsys.planning.value import curves

RESULT = Path(__file__).resolve().parent / "results" / "plans.json"
EXACT = Limits(gap=0.0)
BROKEN_EVERY = 20  # one week in so many cannot be meant
SLACK = 1e-4  # CNY


def main() -> int:
    """Run both parts; 1 when any check failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--instances", type=int, default=10_000)
    parser.add_argument("--large", type=int, default=3, help="large weeks of each size")
    chosen = parser.parse_args()
    counts = judged(chosen.instances)
    for name, count in sorted(counts.items()):
        print(f"{name:44} {count:6}")
    weeks = {str(size): timed(size, chosen.large) for size in (300, 2000)}
    wrong = sum(count for name, count in counts.items() if name.startswith("WRONG"))
    result = {"instances": dict(sorted(counts.items())), "wrong": wrong, "weeks": weeks}
    text = json.dumps(result, ensure_ascii=False, indent=1)
    RESULT.write_text(text + "\n", encoding="utf-8")
    return int(wrong > 0)


def judged(instances: int) -> Counter[str]:
    """Return what became of so many random weeks, failures of the planner under WRONG."""
    counts: Counter[str] = Counter()
    for seed in range(instances):
        broken = seed % BROKEN_EVERY == 0
        week = broken_week(seed) if broken else tiny_week(seed)
        for event in (misread(week),) if broken else verdict(week):
            counts[event] += 1
    return counts


def misread(week: Week) -> str:
    """Return whether a broken week is refused with the place of the fault."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "week.json"
        path.write_text(json.dumps({"scenarios": [week]}, default=float), encoding="utf-8")
        try:
            evaluate_plans(path)
        except InvalidFile as error:
            return "bad input refused" if error.problems[0].column else "WRONG: no place named"
    return "WRONG: bad input answered"


def verdict(week: Week) -> list[str]:
    """Return what all plans of a tiny week say of the planner's answer."""
    scenario, judge = read(week), Judge(week)
    allowed = judge.feasible()
    try:
        plan = solve(scenario, EXACT)
    except Infeasible as error:
        return ["refused", *_faults(judge, error.conflict, bool(allowed.any()))]
    row = judge.find(plan.packs)
    if row < 0 or not allowed[row]:
        return ["WRONG: a plan breaks a constraint"]
    worth = _worth(scenario, judge)
    best = float(worth[allowed].max())
    found = "planned" if worth[row] >= best - SLACK - 1e-6 * abs(best) else "WRONG: not the best"
    told = abs(plan.worth - worth[row]) <= SLACK + 1e-6 * abs(best)
    return [found] if told else [found, "WRONG: worth misstated"]


def _faults(judge: Judge, conflict: tuple[str, ...], possible: bool) -> list[str]:
    if possible:
        return ["WRONG: a possible week refused"]
    if not set(conflict) <= set(judge.met):
        return ["WRONG: unknown constraint named"]
    if judge.feasible(conflict).any():
        return ["WRONG: the conflict is none"]
    for name in conflict:
        if not judge.feasible([other for other in conflict if other != name]).any():
            return ["WRONG: the conflict is not minimal"]
    return [f"refused, {len(conflict)} in the conflict"]


def _worth(scenario: Scenario, judge: Judge) -> Floats:
    """Return what every plan is expected to be worth (M,), in CNY."""
    if not scenario.candidates:
        return np.zeros(1)
    by_product = curves(scenario.candidates, scenario.weights).worth(judge.plans.T.astype(float))
    return np.asarray(by_product.sum(axis=0))


def read(week: Mapping[str, Any]) -> Scenario:
    """Return a generated week as the planner takes it."""
    return read_scenario(Node(json.loads(json.dumps(week, default=float), parse_float=Decimal)))


def timed(size: int, weeks: int) -> Mapping[str, float]:
    """Return and print CPU seconds of large weeks: planned, planned again, and a plain run."""
    first, again, plain, kept = [], [], [], 0
    for seed in range(weeks):
        scenario = read(large_week(seed, size))
        try:
            seconds, packs = _clocked(scenario)
        except (Infeasible, InvalidField) as error:
            print(f"{size} candidates, week {seed}: {error}")
            continue
        kept += not check(packs, scenario)
        first.append(seconds)
        again.append(_clocked(read(large_week(seed, size)))[0])
        started = time.process_time()
        program = build(scenario)
        maximise(linear(program, program.domain), gap=Limits().gap, nodes=Limits().nodes)
        plain.append(time.process_time() - started)
    if not first:
        return {}
    found = {
        "weeks": len(first),
        "kept": kept,
        "median_s": round(median(first), 3),
        "worst_s": round(max(first), 3),
        "again_s": round(median(again), 3),
        "plain_s": round(median(plain), 3),
    }
    print(f"{size} candidates, CPU: " + "  ".join(f"{k} {v}" for k, v in found.items()))
    return found


def _clocked(scenario: Scenario) -> tuple[float, Mapping[ProductId, int]]:
    started = time.process_time()
    plan = solve(scenario)
    return time.process_time() - started, plan.packs


if __name__ == "__main__":
    sys.exit(main())
