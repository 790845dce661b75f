"""`python -m benchmarks.demand`: demand and selection on sales files, and on the sample community.

Reads the measuring data from LVLIN_SHARED (default ../shared) and writes results/demand.json.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from community.foods import load_foods
from community.ports import SalesColumns
from community.sample import Sample, build_sample
from community.weeks import Week
from recsys.demand.boosting import TAILS
from recsys.demand.decaying import estimate_demand
from recsys.demand.evaluation import Judged, accuracy, coverage, evaluate_demand
from recsys.demand.orders import order_history
from recsys.demand.rolling import forecast_weeks
from recsys.selection.evaluation import evaluate_selection

HERE = Path(__file__).resolve().parent
TODAY = date(2026, 11, 24)  # of the sample community
FIRST = 26  # half of its year is forecast


def main() -> int:
    """Measure, print and write; 1 where the data is not there."""
    shared = Path(os.environ.get("LVLIN_SHARED", HERE.parents[1] / "shared"))
    sales = shared / "datasets" / "vegetables" / "sales.csv"
    if not sales.is_file():
        print(f"no measuring data in {shared}: set LVLIN_SHARED", file=sys.stderr)
        return 1
    text = json.dumps(measure(sales), ensure_ascii=False, indent=1)
    (HERE / "results" / "demand.json").write_text(text + "\n", encoding="utf-8")
    return 0


def measure(sales: Path) -> Mapping[str, Any]:
    """Return demand and selection of a sales file and the sample community's demand, printed."""
    demand, demand_s = timed(lambda: evaluate_demand(sales))
    best = min(found["pinball"] for found in demand["baselines"].values())
    for name, found in ({"model": demand["model"]} | demand["baselines"]).items():
        print(f"demand     {name:24} " + "  ".join(f"{k} {v:.4f}" for k, v in found.items()))
    gain = 1 - demand["model"]["pinball"] / best
    print(f"demand     pinball better than the best rule by {gain:.1%}, {demand_s:.0f} s")
    selection, selection_s = timed(lambda: evaluate_selection(sales))
    oracle = selection["oracle"]["profit"]
    for name, found in ({"model": selection["model"]} | selection["baselines"]).items():
        share = found["profit"] / oracle
        figures = "  ".join(f"{k} {v}" for k, v in found.items())
        print(f"selection  {name:24} {share:.3f} of the oracle  {figures}")
    community = sample_demand()
    for name, found in community.items():
        print(f"community  {name:24} " + "  ".join(f"{k} {v:.4f}" for k, v in found.items()))
    seconds = {"demand": round(demand_s, 1), "selection": round(selection_s, 1)}
    return {"demand": demand, "selection": selection, "community": community, "seconds": seconds}


def timed(work: Callable[[], dict[str, Any]]) -> tuple[dict[str, Any], float]:
    """Return what `work` gives and the seconds it took."""
    started = time.perf_counter()
    return work(), time.perf_counter() - started


def sample_demand() -> dict[str, dict[str, float]]:
    """Compare the model with decayed means over half a year of the sample community."""
    sample = build_sample(TODAY, lexicon=load_foods())
    kin = [product.category for product in sample.products]
    history = order_history(sample.products, sample.offers, _sales(sample), week=Week.of(TODAY))
    learnt, decayed = [], []
    for forecast in forecast_weeks(history, FIRST):
        actual = history.sold[forecast.products, forecast.week]
        learnt.append(Judged(forecast.quantiles[:, TAILS], actual))
        past = estimate_demand(history.rate[:, : forecast.week], kin)
        table = np.column_stack([past.low, past.middle, past.high])[forecast.products]
        decayed.append(Judged(table, actual))
    return {
        name: {**accuracy(judged), "coverage_80": round(coverage(judged), 4)}
        for name, judged in (("learnt", learnt), ("decayed means", decayed))
    }


def _sales(sample: Sample) -> SalesColumns:
    packs = Counter[tuple[Week, Any]]()
    for order in sample.orders:
        for line in order.lines:
            packs[order.week, line.product_id] += line.quantity
    weeks, products = zip(*packs, strict=True)
    return SalesColumns(
        weeks=list(weeks), product_ids=list(products), quantities=list(packs.values())
    )


if __name__ == "__main__":
    sys.exit(main())
