from __future__ import annotations

import numpy as np
import pytest

from recsys.config import Config
from recsys.memory import foretold, with_memory
from tests.recsys.shop import Line, baskets_of, habitual_shop


def regulars(changing: bool) -> list[Line]:
    """Return a year of weekly baskets: two of ten things a time, of a taste that may change."""
    random = np.random.default_rng(3)
    lines: list[Line] = []
    for user in range(60):
        chance = random.dirichlet(np.full(10, 0.5))
        for time in range(52):
            if changing and time % 13 == 0:
                chance = random.dirichlet(np.full(10, 0.5))
            bought = random.choice(10, 2, p=chance)
            lines += [(f"u{user}", time, f"i{item}") for item in bought]
    return lines


def test_a_steady_taste_is_remembered_for_longer() -> None:
    assert with_memory(baskets_of(regulars(changing=False)), Config()).memory > 0.95


def test_a_changing_taste_is_not() -> None:
    assert with_memory(baskets_of(regulars(changing=True)), Config()) == Config()


def test_short_pasts_say_nothing() -> None:
    assert with_memory(baskets_of(habitual_shop()), Config()) == Config()
    assert with_memory(baskets_of([("a", 0, "x")]), Config(memory=0.01)) == Config(memory=0.01)


def test_habits_that_always_come_true_foretell_perfectly() -> None:
    lines = [("a", time, item) for time in range(4) for item in ("x", "y")] + [("a", 0, "z")]
    assert foretold(baskets_of(lines), 1.0) == pytest.approx(1.0)
    assert foretold(baskets_of([("a", 0, "x")]), 1.0) == 0.0
