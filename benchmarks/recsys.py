"""`make bench-recsys`: everything measured of recommender, demand and planner, as one table.

`python -m benchmarks.recsys` runs every part and writes results/recsys.json; with names of parts it
runs those and keeps the last figures of the others; with `table` it only prints.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).resolve().parent / "results"
PARTS = ("recommender", "community", "scale", "demand", "plans")
Results = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table: what, the goal, and where in the results it stands.

    `least` tells whether the goal is a lower limit.
    """

    name: str
    goal: float
    least: bool
    find: Callable[[Results], float]


@dataclass(frozen=True, slots=True)
class Row:
    """One figure as measured; None where its part has not been run."""

    name: str
    goal: str
    measured: float | None
    reached: bool | None


def _tafeng(track: str, name: str) -> Callable[[Results], float]:
    return lambda found: found["recommender"][track]["metrics"][name]


def _pinball_gain(found: Results) -> float:
    demand = found["demand"]["demand"]
    best = min(rule["pinball"] for rule in demand["baselines"].values())
    return float(1 - demand["model"]["pinball"] / best)


def _profit(found: Results) -> float:
    selection = found["demand"]["selection"]
    return float(selection["model"]["profit"] / selection["oracle"]["profit"])


def _over_rules(found: Results) -> float:
    selection = found["demand"]["selection"]
    best = max(rule["profit"] for rule in selection["baselines"].values())
    return float(selection["model"]["profit"] / best)


def _newcomers(found: Results) -> float:
    fifth = found["community"]["newcomers"]["sample"]["fifth"]
    return float(fifth["model"] / fifth["popularity"])


def _batch(found: Results) -> float:
    speed = {one["name"]: one["users_per_cpu_s"] for one in _contenders(found)}
    return float(speed["lvlin"] / speed["implicit cosine"])


def _one_ms(found: Results) -> float:
    return next(float(one["one_cpu_ms"]) for one in _contenders(found) if one["name"] == "lvlin")


def _contenders(found: Results) -> Sequence[Mapping[str, Any]]:
    contenders: Sequence[Mapping[str, Any]] = found["scale"]["side by side"]["contenders"]
    return contenders


FIGURES = (
    Figure("Ta-Feng history, Recall@10", 0.160, True, _tafeng("history", "recall@10")),
    Figure("Ta-Feng history, NDCG@10", 0.140, True, _tafeng("history", "ndcg@10")),
    Figure("Ta-Feng history, PHR@10", 0.46, True, _tafeng("history", "phr@10")),
    Figure(
        "Ta-Feng history, fit + predict, CPU s",
        10.0,
        False,
        lambda found: found["recommender"]["history"]["cpu_s"],
    ),
    Figure("Ta-Feng standard, Recall@10", 0.200, True, _tafeng("standard", "recall@10")),
    Figure("Ta-Feng standard, NDCG@10", 0.175, True, _tafeng("standard", "ndcg@10")),
    Figure("Ta-Feng standard, PHR@10", 0.54, True, _tafeng("standard", "phr@10")),
    Figure(
        "Ta-Feng standard, fit + predict, CPU s",
        240.0,
        False,
        lambda found: found["recommender"]["standard"]["cpu_s"],
    ),
    Figure("new products, Recall@10 over popularity's", 2.0, True, _newcomers),
    Figure(
        "week's offers: score gain at ≤ 3 % NDCG",
        0.15,
        True,
        lambda found: found["community"]["trade_off"]["week"]["best_gain"],
    ),
    Figure(
        "whole catalogue: score gain at ≤ 3 % NDCG",
        0.15,
        True,
        lambda found: found["community"]["trade_off"]["season"]["best_gain"],
    ),
    Figure("batch, users/CPU-s over implicit's item-item", 0.5, True, _batch),
    Figure("one neighbour in process, CPU ms", 1.0, False, _one_ms),
    Figure("demand, WAPE", 0.32, False, lambda found: found["demand"]["demand"]["model"]["wape"]),
    Figure("demand, pinball gain over the best rule", 0.10, True, _pinball_gain),
    Figure(
        "demand, coverage of the 80 % interval off by",
        0.03,
        False,
        lambda found: abs(found["demand"]["demand"]["model"]["coverage_80"] - 0.8),
    ),
    Figure("selection, share of the oracle's profit", 0.65, True, _profit),
    Figure("selection, profit over the best rule's", 1.25, True, _over_rules),
    Figure(
        "selection, weeks won",
        0.80,
        True,
        lambda found: found["demand"]["selection"]["model"]["weeks_won"],
    ),
    Figure(
        "300 candidates, median CPU s",
        0.5,
        False,
        lambda found: found["plans"]["weeks"]["300"]["median_s"],
    ),
    Figure(
        "2,000 candidates, median CPU s",
        2.0,
        False,
        lambda found: found["plans"]["weeks"]["2000"]["median_s"],
    ),
    Figure("random weeks answered wrongly", 0.0, False, lambda found: found["plans"]["wrong"]),
)


def main(asked: Sequence[str]) -> int:
    """Run the parts asked for, print the table and write it."""
    for part in [] if asked == ["table"] else asked or PARTS:
        print(f"\n{part}", flush=True)
        subprocess.run([sys.executable, "-m", f"benchmarks.{part}"], check=True)
    rows = table({part: _read(part) for part in PARTS})
    for row in rows:
        mark = {True: "reached", False: "missed", None: "not run"}[row.reached]
        shown = "" if row.measured is None else f"{row.measured:.4g}"
        print(f"{row.name:46} {row.goal:>8} {shown:>9}  {mark}")
    text = json.dumps({"figures": [asdict(row) for row in rows]}, ensure_ascii=False, indent=1)
    (RESULTS / "recsys.json").write_text(text + "\n", encoding="utf-8")
    return 0


def table(found: Results) -> list[Row]:
    """Return every figure with its goal; `found` holds the results of each part by its name."""
    return [_row(figure, found) for figure in FIGURES]


def _row(figure: Figure, found: Results) -> Row:
    goal = f"{'≥' if figure.least else '≤'} {figure.goal:g}"
    try:
        measured = figure.find(found)
    except (KeyError, StopIteration, TypeError):
        return Row(figure.name, goal, None, None)
    reached = measured >= figure.goal if figure.least else measured <= figure.goal
    return Row(figure.name, goal, round(measured, 5), reached)


def _read(part: str) -> Any:
    path = RESULTS / f"{part}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
