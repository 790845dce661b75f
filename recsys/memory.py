"""How long habits are remembered: longer where long pasts foretell better."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from recsys.answers import Answer, answers
from recsys.baskets import Baskets
from recsys.config import Config
from recsys.habit import habit_chance

LONGER = (0.98, 1.0)
_BETTER = 1.02  # a longer memory must foretell that much better than the one of the settings


def with_memory(baskets: Baskets, config: Config) -> Config:
    """Return the settings with the memory whose habits foretell the newest answers best.

    A choice only where the usual visitor has more baskets than the memory of the settings spans;
    elsewhere there is nothing to tell them apart by.
    """
    first = baskets.opens
    visits = np.bincount(baskets.user[first], minlength=baskets.users)
    if not len(baskets) or (1.0 - config.memory) * np.median(visits[visits > 0]) <= 1.0:
        return config
    told = {memory: foretold(baskets, memory) for memory in (config.memory, *LONGER)}
    best = max(told, key=lambda memory: told[memory])
    return replace(config, memory=best) if told[best] > _BETTER * told[config.memory] else config


def foretold(baskets: Baskets, memory: float) -> float:
    """Return how habits go with what came true in the newest answers, a correlation in -1..1.

    Of each user's items against each other: who buys a lot is no reason to buy one thing.
    """
    for answer in answers(baskets, depth=1, memory=memory):
        return _correlation(answer, baskets.items)
    return 0.0


def _correlation(answer: Answer, items: int) -> float:
    known = answer.before
    owner, people = known.owner, len(known)
    size = np.maximum(np.diff(known.start), 1)
    chance = habit_chance(known, 1.0)
    taken = answer.taken(owner, known.item, items).astype(np.float64)
    for values in (chance, taken):
        values -= (np.bincount(owner, values, people) / size)[owner]
    scale = np.sqrt((chance @ chance) * (taken @ taken))
    return float(chance @ taken / scale) if scale > 0 else 0.0
