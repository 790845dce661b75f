"""`make bench`: the recommender on five splits, retrieval on all questions, as one table.

Reads the measuring data from LVLIN_SHARED (default ../shared) and writes results/measured.json.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from statistics import mean
from typing import Any

from recipes.evaluation.retrieval import evaluate_retrieval
from recsys.evaluation import evaluate_files

HERE = Path(__file__).resolve().parent
SHOWN = ("recall@10", "ndcg@10", "phr@10")


def main() -> int:
    """Measure, print and write; 1 where the data is not there."""
    shared = Path(os.environ.get("LVLIN_SHARED", HERE.parents[1] / "shared"))
    datasets = shared / "datasets"
    if not datasets.is_dir():
        print(f"no measuring data in {shared}: set LVLIN_SHARED", file=sys.stderr)
        return 1
    result = {
        "recommender": {track: recommender(datasets, track) for track in ("history", "standard")},
        "retrieval": retrieval(datasets),
    }
    text = json.dumps(result, ensure_ascii=False, indent=1)
    (HERE / "results" / "measured.json").write_text(text + "\n", encoding="utf-8")
    return 0


def recommender(datasets: Path, track: str) -> Mapping[str, Any]:
    """Return the mean of every figure over the five splits, printed as they come."""
    folder = datasets / "tafeng"
    splits = sorted(folder.glob("split_*.csv"))
    found = []
    for split in splits:
        one = evaluate_files(folder / "baskets.parquet", split, track)
        found.append(one)
        figures = "  ".join(f"{name} {one['metrics'][name]:.4f}" for name in SHOWN)
        seconds = one["fit_s"] + one["predict_s"]
        print(f"ta-feng {track:8} {split.stem}  {figures}  {seconds:.1f} s", flush=True)
    metrics = {
        name: round(mean(one["metrics"][name] for one in found), 5) for name in found[0]["metrics"]
    }
    figures = "  ".join(f"{name} {metrics[name]:.4f}" for name in SHOWN)
    print(f"ta-feng {track:8} mean     {figures}")
    slowest = max(one["fit_s"] + one["predict_s"] for one in found)
    return {"splits": len(found), "metrics": metrics, "slowest_s": round(slowest, 2)}


def retrieval(datasets: Path) -> Mapping[str, Any]:
    """Return the figures of every kind of question."""
    folder = datasets / "recipes"
    kinds: Mapping[str, Any] = evaluate_retrieval(
        folder / "howtocook.jsonl", folder / "queries.jsonl"
    )["kinds"]
    for kind, figures in kinds.items():
        print(f"retrieval {kind:12} " + "  ".join(f"{k} {v}" for k, v in figures.items()))
    return kinds


if __name__ == "__main__":
    sys.exit(main())
