"""`python -m benchmarks.scale`: speed beside the peers, many communities, growth, and swaps.

The peers run in the Python that LVLIN_BENCH_PYTHON names (`pip install -r benchmarks/peers.txt`
in an environment of its own, because they need older libraries); without it they are left out.
Writes results/scale.json. Numerical libraries get one thread each, whatever runs in parallel says
how many processes or threads it has.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.contender import MADE
from benchmarks.many import communities, growth
from benchmarks.shops import make_shop
from benchmarks.swap import swaps

HERE = Path(__file__).resolve().parent
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")


def main(asked: Sequence[str]) -> int:
    """Run the parts asked for, all by default; keep the last figures of the others."""
    file = HERE / "results" / "scale.json"
    result = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    for name in asked or PARTS:
        print(f"\n{name}", flush=True)
        result[name] = PARTS[name]()
        text = json.dumps(result, ensure_ascii=False, indent=1)
        file.write_text(text + "\n", encoding="utf-8")
    return 0


def side_by_side() -> Mapping[str, Any]:
    """Return the figures of every contender on one shop, each in a fresh process, in turn."""
    shop = make_shop(users=50_000, items=5_000, lines=2_000_000)
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "shop.npz")
        np.savez(file, **asdict(shop))
        for name in MADE:
            python = sys.executable if name == "lvlin" else os.environ.get("LVLIN_BENCH_PYTHON")
            if python is None:
                print(f"{name:18} not measured: set LVLIN_BENCH_PYTHON")
                continue
            rows.append(_measured(python, file, name))
            print("  ".join(f"{key} {value}" for key, value in rows[-1].items()), flush=True)
    return {"users": 50_000, "items": 5_000, "lines": len(shop), "contenders": rows}


def _measured(python: str, file: Path, name: str) -> Mapping[str, Any]:
    command = [python, "-W", "ignore", "-m", "benchmarks.contender", str(file), name]
    environment = os.environ | dict.fromkeys(_THREADS, "1")
    done = subprocess.run(
        command, env=environment, cwd=HERE.parent, capture_output=True, text=True, check=True
    )
    figures: Mapping[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


PARTS: Mapping[str, Callable[[], Mapping[str, Any]]] = {
    "side by side": side_by_side,
    "communities": communities,
    "growth": growth,
    "swaps": swaps,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
