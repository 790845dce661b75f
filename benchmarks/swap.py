"""A model that is swapped while it is read, and what two processes share of many models."""

from __future__ import annotations

import multiprocessing as mp
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.shops import baskets_of, make_shop
from community.ids import CommunityId
from recsys.artifact import save
from recsys.config import WEEKLY
from recsys.model import Model, fit
from serving.models import Models

NOW = datetime(2026, 11, 24, tzinfo=UTC)
HOME = CommunityId("home")
_SECONDS, _READERS, _MAPPED = 10.0, 2, 100


def swaps() -> Mapping[str, Any]:
    """Publish two models in turn under two reading processes; then map many models twice."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        result = dict(_swapped(root)) | dict(_shared(root))
    print("\n".join(f"{name:22} {value}" for name, value in result.items()), flush=True)
    return result


def _small_model(seed: int) -> Model:
    return fit(baskets_of(make_shop(users=300, items=240, lines=15_000, seed=seed)), WEEKLY)


def _answer(model: Model) -> tuple[tuple[str, float], ...]:
    items = model.recommend(str(model.user_ids[7]), 10).items
    return tuple((item.id, item.score) for item in items)


def _swapped(root: Path) -> Mapping[str, Any]:
    models = [_small_model(seed) for seed in (1, 2)]
    right = {save(m, root / HOME, now=NOW).version: _answer(m) for m in models}
    context = mp.get_context("spawn")
    stop, counts = context.Event(), context.Queue()
    readers = [
        context.Process(target=_read, args=(root, right, stop, counts)) for _ in range(_READERS)
    ]
    for reader in readers:
        reader.start()
    found = Counter[str](counts.get(timeout=120))  # ready
    done, end = 0, time.monotonic() + _SECONDS
    while time.monotonic() < end:
        save(models[done % 2], root / HOME, now=NOW)
        done += 1
    stop.set()
    found = sum((Counter(counts.get(timeout=60)) for _ in readers), found)
    for reader in readers:
        reader.join()
    names = ("reads", "swaps seen", "failed", "mixed")
    return {"swaps": done} | {name: found[name] for name in names}


def _read(root: Path, right: Mapping[str, Any], stop: Any, counts: Any) -> None:
    """Ask the newest model as a server does, and check every answer against its version."""
    served, found, before = Models(root), Counter[str](), ""
    _answer(served.current(HOME))
    counts.put({})
    while not stop.is_set():
        try:
            model = served.current(HOME)
            found["mixed"] += _answer(model) != right[model.version]
        except Exception:
            found["failed"] += 1
            continue
        found["reads"] += 1
        found["swaps seen"] += model.version != before
        before = model.version
    counts.put(dict(found))


def _shared(root: Path) -> Mapping[str, Any]:
    """Return how much memory two processes have of the same models (resident, and its share)."""
    model = _small_model(3)
    for place in range(_MAPPED):
        save(model, root / f"many-{place}", now=NOW)
    context = mp.get_context("spawn")
    sizes, go = context.Queue(), context.Barrier(2)
    workers = [context.Process(target=_hold, args=(root, go, sizes)) for _ in range(2)]
    for worker in workers:
        worker.start()
    found = [sizes.get(timeout=120) for _ in workers]
    for worker in workers:
        worker.join()
    return {
        "models mapped": _MAPPED,
        "mapped_rss_mb_each": round(found[0]["Rss"] / 1024, 1),
        "mapped_pss_mb_each": round(found[0]["Pss"] / 1024, 1),
    }


def _hold(root: Path, go: Any, sizes: Any) -> None:
    served = Models(root)
    held = [served.current(CommunityId(f"many-{place}")) for place in range(_MAPPED)]
    for model in held:
        np.asarray(model.affinity.weight).sum()
    go.wait(timeout=120)  # both have every page
    sizes.put(_mapped(root))
    go.wait(timeout=120)


def _mapped(root: Path) -> Mapping[str, int]:
    """Return Rss and Pss (KiB) of this process's pages of files below `root` (Linux)."""
    total, ours = Counter[str](), False
    for line in Path("/proc/self/smaps").read_text(encoding="utf-8").splitlines():
        name, _, rest = line.partition(":")
        if "-" in name.split(" ")[0]:  # a new mapping: its addresses, its file at the end
            ours = str(root) in line
        elif ours and name in ("Rss", "Pss"):
            total[name] += int(rest.split()[0])
    return total
