"""A shop whose rhythm a sum of habits cannot know: what was bought last time is not due yet."""

from __future__ import annotations

from functools import cache

import numpy as np

from recsys.baskets import Baskets, Clock
from recsys.config import Config
from recsys.model import Model
from recsys.ranker.learning import fit_ranked
from tests.recsys.shop import Line, baskets_of

QUICK = Config(rounds=30, exams=2)


def rhythmic_shop(users: int = 400, baskets: int = 7, items: int = 60) -> list[Line]:
    """Return lines of people who buy each of four things of their own every other time."""
    random = np.random.default_rng(5)
    lines: list[Line] = []
    for user in range(users):
        own = random.choice(items, 4, replace=False)
        for time in range(baskets):
            due = own[:2] if time % 2 else own[2:]
            noise = random.choice(items, 1)
            lines += [(f"n{user:03}", time, f"p{item:02}") for item in {*due, *noise}]
    return lines


@cache
def rhythmic(clock: Clock = Clock.OWN) -> Baskets:
    """Return the baskets of the rhythmic shop."""
    return baskets_of(rhythmic_shop(), clock)


@cache
def ranked() -> Model:
    """Return a model of it with a ranker."""
    return fit_ranked(rhythmic(), QUICK)
