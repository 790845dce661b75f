from __future__ import annotations

import numpy as np
import pytest

from benchmarks.plan_weeks import large_week
from benchmarks.plans import judged, read
from recsys.planning.ceilings import ceilings, narrowed
from recsys.planning.check import check
from recsys.planning.highs import maximise, relax
from recsys.planning.program import build, linear
from recsys.planning.search import Limits, best
from recsys.planning.solver import solve

SEEDS = (2, 4, 7)


@pytest.mark.parametrize("seed", SEEDS)
def test_searching_little_finds_what_searching_everything_finds(seed: int) -> None:
    program = build(read(large_week(seed, 75)))
    plain = maximise(linear(program, program.domain), gap=5e-4, nodes=50_000)
    found = best(program, Limits())
    assert plain is not None
    assert found is not None
    assert found.worth >= plain.worth * (1 - 1.5e-3)
    assert found.bound >= plain.worth - 1e-6
    assert found.gap <= 1.1e-3


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_left_out_is_in_no_better_plan(seed: int) -> None:
    program = build(read(large_week(seed, 75)))
    plain = maximise(linear(program, program.domain), gap=5e-4, nodes=50_000)
    relaxed = relax(linear(program, program.domain))
    assert plain is not None
    assert relaxed is not None
    known = ceilings(program, relaxed.prices[-len(program.links.names) :])
    assert known.week >= plain.worth - 1e-6
    left = narrowed(program, known, plain.worth * (1 - 1e-4))
    x = np.zeros(program.at.end)
    x[linear(program, program.domain).columns] = plain.x
    cases = program.cases(x)
    bought = cases > 0
    assert (left.fewest[bought] <= cases[bought]).all()
    assert (cases[bought] <= left.most[bought]).all()
    assert bought[left.must].all()
    assert left.open.sum() < program.domain.open.sum()


def test_wrong_prices_prove_less_but_nothing_wrong() -> None:
    program = build(read(large_week(2, 75)))
    plain = maximise(linear(program, program.domain), gap=5e-4, nodes=50_000)
    assert plain is not None
    for seed in range(20):
        prices = np.random.default_rng(seed).normal(0, 5, len(program.links.names))
        assert ceilings(program, prices).week >= plain.worth - 1e-6


def test_a_large_week_meets_every_constraint() -> None:
    week = read(large_week(4, 300))
    solution = solve(week)
    assert check(solution.packs, week) == ()
    assert solution.status == "optimal"
    assert solution.gap <= 1.1e-3


def test_every_plan_of_200_random_weeks_agrees_with_the_planner() -> None:
    counts = judged(200)
    assert not [name for name in counts if name.startswith("WRONG")]
    assert counts["planned"] > 50
    assert counts["refused"] > 50
    assert counts["bad input refused"] == 10
