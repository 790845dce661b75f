"""`python -m benchmarks.community`: everything about communities, printed and written.

Writes results/community.json; takes some three minutes on one core.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from benchmarks.community.audience import evaluate_audience, print_audience
from benchmarks.community.neighbours import evaluate_neighbours, print_neighbours
from benchmarks.community.newcomers import evaluate_newcomers, print_newcomers, whole_shelf
from benchmarks.community.prior import evaluate_prior, print_prior
from benchmarks.community.speed import evaluate_speed, print_speed
from benchmarks.community.tradeoff import evaluate_tradeoff, print_tradeoff
from benchmarks.community.worlds import market_world, sample_world
from community.foods import load_foods
from recsys.config import WEEKLY
from recsys.model import fit
from recsys.newcomers_fit import fit_newcomers
from recsys.stall import Stall

RESULT = Path(__file__).resolve().parents[1] / "results" / "community.json"
TEACHERS, PUPILS = (1, 2, 3, 4), (9, 10)


def measure_all() -> dict[str, Any]:
    """Return every measurement, printed as it comes."""
    lexicon = load_foods()
    world, sample = sample_world(lexicon)
    market = market_world(1, lexicon)
    model = fit(world.baskets, WEEKLY)
    stall = Stall(model, whole_shelf(world), fit_newcomers(model, world.contents))
    result: dict[str, Any] = {"speed": evaluate_speed(stall)}
    print_speed(result["speed"])
    result["audience"] = evaluate_audience(stall)
    print_audience(result["audience"])
    result["neighbours"] = evaluate_neighbours(world, sample, lexicon)
    print_neighbours(result["neighbours"])
    result["trade_off"] = evaluate_tradeoff(world, sample, lexicon)
    print_tradeoff(result["trade_off"])
    result["newcomers"] = {}
    for one in (world, market, world.bare(), market.bare()):
        result["newcomers"][one.name] = evaluate_newcomers(one)
        print_newcomers({one.name: result["newcomers"][one.name]})
    result["prior"] = evaluate_prior(
        [market_world(seed, lexicon) for seed in TEACHERS],
        [market_world(seed, lexicon) for seed in PUPILS],
    )
    print_prior(result["prior"])
    return result


def main() -> int:
    """Measure, print and write."""
    text = json.dumps(measure_all(), ensure_ascii=False, indent=1)
    RESULT.write_text(text + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
