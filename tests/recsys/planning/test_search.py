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

SEEDS = (0, 4, 7)


@pytest.mark.parametrize("seed", SEEDS)
def test_searching_little_finds_what_searching_everything_finds(seed: int) -> None:
    program = build(read(large_week(seed, 110)))
    plain = maximise(linear(program, program.domain), gap=1e-4, nodes=50_000)
    found = best(program, Limits())
    assert (plain is None) == (found is None)
    if plain is None or found is None:
        return
    assert found.worth >= plain.worth * (1 - 1.1e-3)
    assert found.bound >= plain.worth - 1e-6
    assert found.gap <= 1.1e-3


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_left_out_is_in_no_better_plan(seed: int) -> None:
    program = build(read(large_week(seed, 110)))
    plain = maximise(linear(program, program.domain), gap=1e-4, nodes=50_000)
    relaxed = relax(linear(program, program.domain))
    if plain is None or relaxed is None:
        pytest.skip("the week has no plan")
    known = ceilings(program, relaxed.prices[-len(program.links.names) :])
    assert known.week >= plain.worth - 1e-6
    left = narrowed(program, known, plain.worth - 1e-3)
    x = np.zeros(program.at.end)
    x[linear(program, program.domain).columns] = plain.x
    cases = program.cases(x)
    bought = cases > 0
    assert (left.fewest[bought] <= cases[bought]).all()
    assert (cases[bought] <= left.most[bought]).all()
    assert bought[left.must].all()
    assert left.open.sum() < program.domain.open.sum()


def test_wrong_prices_prove_less_but_nothing_wrong() -> None:
    program = build(read(large_week(0, 110)))
    plain = maximise(linear(program, program.domain), gap=1e-4, nodes=50_000)
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


def test_every_plan_of_300_random_weeks_agrees_with_the_planner() -> None:
    counts = judged(300)
    assert not [name for name in counts if name.startswith("WRONG")]
    assert counts["planned"] > 80
    assert counts["refused"] > 80
    assert counts["bad input refused"] == 15
