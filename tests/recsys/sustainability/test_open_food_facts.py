"""The published Open Food Facts formula, reproduced on worked examples."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import spearmanr

from recsys.sustainability.open_food_facts import (
    final_score,
    grade,
    life_cycle_score,
    packaging_points,
)
from recsys.sustainability.parts import FOOTPRINT_CAP, log_share


@pytest.mark.parametrize(
    ("ef", "beverage", "score"),
    [
        (0.0556, False, 99),
        (0.0889, False, 97),
        (0.9741, False, 32),
        (0.5356, False, 51),
        (1.4566, False, 21),
        (2.601, False, 5),
        (4.5756, False, 0),
        (0.1379, True, 53),
        (0.0438, True, 89),
        (0.0, False, 100),
    ],
)
def test_the_life_cycle_score_is_the_published_one(ef: float, beverage: bool, score: int) -> None:
    assert life_cycle_score(ef, beverage=beverage) == score


def test_every_worked_example_of_the_facts_is_reproduced(shared: Path) -> None:
    with (shared / "facts" / "off_score_worked_examples.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    found = [
        life_cycle_score(float(r["ef_mpt_per_kg"]), beverage=r["beverage"] == "1") for r in rows
    ]
    assert len(rows) == 11
    assert found == [int(r["score"]) for r in rows]


def test_our_curve_ranks_foods_as_the_published_one_does(shared: Path) -> None:
    with (shared / "facts" / "food_footprint.csv").open(encoding="utf-8") as file:
        rows = [r for r in csv.DictReader(file) if r["off_lca_score_0_100"]]
    ours = [log_share(float(r["agb_co2e_kg_per_kg"]), 1.0, FOOTPRINT_CAP) for r in rows]
    theirs = [float(r["off_lca_score_0_100"]) for r in rows]
    correlation = spearmanr(np.array(ours), np.array(theirs)).statistic
    assert len(rows) > 90
    assert correlation > 0.85


def test_the_bonus_is_capped_and_packaging_can_only_cost() -> None:
    assert final_score(80, 40) == 105
    assert final_score(80, -30) == 50
    assert packaging_points(None) == -15
    assert packaging_points([]) == 0
    assert packaging_points([(81, 1.0)]) == -2
    assert packaging_points([(0, 1.0), (0, 1.0)]) == -15


def test_grades_run_from_a_plus_to_f() -> None:
    assert [grade(s) for s in (95, 90, 75, 60, 45, 30, 15, 14)] == [
        "A+",
        "A+",
        "A",
        "B",
        "C",
        "D",
        "E",
        "F",
    ]
