"""`python -m benchmarks.recommender`: both tracks on Ta-Feng, the ladder to them, other shops.

Reads the measuring data from LVLIN_SHARED (default ../shared) and writes results/recommender.json.
With names of parts (tracks, ladder, shops) it runs those and keeps the last figures of the others.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import mean
from typing import Any

import numpy as np

from benchmarks.rungs import RUNGS
from benchmarks.shops import make_shop
from recsys.basket_files import read_baskets, read_split
from recsys.baskets import Baskets, Clock, columns_to_baskets
from recsys.evaluation import TRACKS, evaluate

HERE = Path(__file__).resolve().parent
SHOWN = ("recall@10", "ndcg@10", "phr@10", "repeat_recall@10", "explore_recall@10")
Split = tuple[Baskets, Mapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The shape of a made-up shop; `visits` is over how many baskets its lines are spread.

    Small ones are made `times` over, so that chance evens out.
    """

    users: int
    items: int
    lines: int
    visits: int
    times: int = 1


SHAPES = {
    "hamlet": Shape(users=100, items=200, lines=3_000, visits=8, times=12),
    "community": Shape(users=300, items=400, lines=25_000, visits=26, times=6),
    "regulars": Shape(users=400, items=2_000, lines=120_000, visits=100, times=2),
    "passers-by": Shape(users=4_000, items=1_000, lines=24_000, visits=2),
    "town": Shape(users=6_000, items=3_000, lines=240_000, visits=10),
    "warehouse": Shape(users=8_000, items=100_000, lines=500_000, visits=12),
}


def main(asked: Sequence[str]) -> int:
    """Run the parts asked for, all by default; 1 where the data is not there."""
    file = HERE / "results" / "recommender.json"
    found = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    folder = Path(os.environ.get("LVLIN_SHARED", HERE.parents[1] / "shared"), "datasets", "tafeng")
    if not folder.is_dir():
        print(f"no measuring data in {folder}: set LVLIN_SHARED", file=sys.stderr)
        return 1
    for name in asked or PARTS:
        print(f"\n{name}", flush=True)
        found = {**found, **PARTS[name](folder)}
        text = json.dumps(found, ensure_ascii=False, indent=1)
        file.write_text(text + "\n", encoding="utf-8")
    return 0


def tracks(folder: Path) -> Mapping[str, Any]:
    """Return the mean of every figure of both tracks over the test users of all splits."""
    return {track: _mean(_track(track, split) for split in splits(folder)) for track in TRACKS}


def ladder(folder: Path) -> Mapping[str, Any]:
    """Return what every step to the ranker is worth, on the test users of the first split."""
    baskets, parts = next(iter(splits(folder)))
    return {"ladder": {name: _rung(name, baskets, parts) for name in RUNGS}}


def shops(_folder: Path) -> Mapping[str, Any]:
    """Return the figures of frequency, `history` and `standard` on made-up shops of many shapes."""
    rungs = ("P-TopFreq", "history", "standard")
    made = {}
    for name, shape in SHAPES.items():
        print(f"{name}: {asdict(shape)}", flush=True)
        seeds = range(shape.times)
        made[name] = {
            rung: _mean(_rung(rung, *made_up(shape, seed)) for seed in seeds) for rung in rungs
        }
    return {"shops": made}


PARTS: Mapping[str, Callable[[Path], Mapping[str, Any]]] = {
    "tracks": tracks,
    "ladder": ladder,
    "shops": shops,
}


def splits(folder: Path) -> Sequence[Split]:
    """Return the baskets with each of the splits beside them."""
    baskets = read_baskets(folder / "baskets.parquet")
    return [(baskets, read_split(path, baskets)) for path in sorted(folder.glob("split_*.csv"))]


def made_up(shape: Shape, seed: int = 0) -> Split:
    """Return a made-up shop with text ids, 70 % of its users for training and 20 % to test."""
    shop = make_shop(
        users=shape.users, items=shape.items, lines=shape.lines, weeks=shape.visits, seed=seed
    )
    user = np.char.add("buyer-", shop.user.astype(str))
    item = np.char.add("sku/", shop.item.astype(str))
    _, visit = np.unique(shop.user * shape.visits + shop.week, return_inverse=True)
    first = np.searchsorted(shop.user, shop.user)
    baskets = columns_to_baskets(user, visit - visit[first], item, clock=Clock.OWN)
    part = np.random.default_rng(seed).choice(
        ["train", "val", "test"], baskets.users, p=[0.7, 0.1, 0.2]
    )
    return baskets, dict(zip(baskets.user_ids.tolist(), part.tolist(), strict=True))


def _track(track: str, split: Split) -> Mapping[str, Any]:
    return _timed(track, lambda: evaluate(*split, track))


def _rung(name: str, baskets: Baskets, parts: Mapping[str, str]) -> Mapping[str, Any]:
    return _timed(name, lambda: RUNGS[name](baskets, parts))


def _timed(name: str, measure: Callable[[], Mapping[str, Any]]) -> Mapping[str, Any]:
    """Return what is measured and the processor seconds it took, printed."""
    began, clock = time.process_time(), time.perf_counter()
    result = dict(measure())
    seconds = {"cpu_s": time.process_time() - began, "wall_s": time.perf_counter() - clock}
    result |= {unit: round(value, 1) for unit, value in seconds.items()}
    figures = "  ".join(f"{result['metrics'][key]:.4f}" for key in SHOWN)
    print(f"{name:24} {figures}  {result['cpu_s']:6.1f} CPU s", flush=True)
    return result


def _mean(results: Any) -> Mapping[str, Any]:
    """Return the mean of the metrics, the slowest seconds, and what else is known of the first."""
    found = list(results)
    names = found[0]["metrics"]
    metrics = {name: round(mean(one["metrics"][name] for one in found), 5) for name in names}
    print("mean  " + "  ".join(f"{name} {metrics[name]:.4f}" for name in SHOWN), flush=True)
    most = {key: max(one[key] for one in found) for key in ("cpu_s", "wall_s")}
    known = {key: found[0][key] for key in ("peak_rss_mb", "model") if key in found[0]}
    return {"splits": len(found), "metrics": metrics, **most, **known}


if __name__ == "__main__":
    print("                         " + "  ".join(name.replace("recall", "R") for name in SHOWN))
    sys.exit(main(sys.argv[1:]))
