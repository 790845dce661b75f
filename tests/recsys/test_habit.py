from __future__ import annotations

import numpy as np
import pytest

from recsys.affinity import Affinity
from recsys.baskets import Baskets, Clock, Floats
from recsys.config import Config
from recsys.habit import habit_chance, habit_weights
from recsys.profiles import profile
from tests.recsys.shop import baskets_of

NO_AFFINITY = Affinity(
    np.empty(0, np.int32),
    np.empty(0, np.int32),
    np.empty((0, 0), np.float32),
    np.empty(0, np.float32),
)


def learnt(baskets: Baskets, **changes: float) -> Floats:
    nothing = np.zeros(baskets.items, np.float32)
    return habit_weights(baskets, nothing, NO_AFFINITY, Config(**changes))


def test_what_is_bought_again_is_trusted_more_than_what_is_bought_once() -> None:
    """Everybody buys milk every time and a pan once."""
    lines = [(f"u{u}", time, "milk") for u in range(50) for time in range(4)]
    lines += [(f"u{u}", u % 3, "pan") for u in range(50)]
    baskets = baskets_of(lines)
    milk, pan = learnt(baskets, kinship=0.1)
    assert milk > 0.9
    assert pan < 0.2


def test_one_weight_is_the_least_squares_of_answers_on_habits() -> None:
    """Ten users bought x once before, four do again: w minimises Σ(taken − w·chance)²."""
    lines = [(f"u{u}", 0, "x") for u in range(10)]
    lines += [(f"u{u}", 1, "x" if u < 4 else "y") for u in range(10)]
    weights = learnt(baskets_of(lines), kinship=1e-9)
    chance = 1 / (1 + 1)
    assert weights[0] == pytest.approx(4 * chance / (10 * chance**2), rel=1e-4)


def test_without_anybody_coming_back_the_prior_holds() -> None:
    assert learnt(baskets_of([("a", 0, "x"), ("b", 0, "y")])).tolist() == [0.5, 0.5]


def test_what_was_not_on_sale_says_nothing_against_a_habit() -> None:
    lines = [(f"u{u}", week, "milk") for u in range(30) for week in range(4)]
    lines += [(f"u{u}", week, "plum") for u in range(30) for week in (0, 1, 2)]
    gone = learnt(baskets_of(lines, Clock.SHARED))
    offered = learnt(baskets_of([*lines, ("u99", 3, "plum")], Clock.SHARED))
    assert gone[1] > offered[1]


def test_one_purchase_is_no_habit() -> None:
    once = profile(baskets_of([("a", 0, "x")]), 0.9)
    often = profile(baskets_of([("a", time, "x") for time in range(5)]), 0.9)
    assert habit_chance(once, 1.0)[0] < habit_chance(often, 1.0)[0] < 1
