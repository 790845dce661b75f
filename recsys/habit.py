"""How far a personal habit can be trusted, learnt from whether habits came true."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from recsys.affinity import Affinity, own_affinity
from recsys.answers import Answer, answers
from recsys.baskets import Baskets, Floats
from recsys.config import Config
from recsys.profiles import Profiles

_ASKED = 20_000  # answers looked at, newest first: enough for a number an item
_PRIOR, _PRIOR_EVIDENCE = 0.5, 1.0  # what holds where nobody has come back yet


def habit_chance(profiles: Profiles, shrink: float) -> NDArray[np.float64]:
    """Return how often each known item was taken when it could have been (E,), in 0..1.

    `shrink` baskets without the item are added, so that one purchase is no habit.
    """
    strength = profiles.strength.astype(np.float64)
    return strength / (profiles.exposure.astype(np.float64) + shrink)


def habit_weights(
    baskets: Baskets, popularity: Floats, affinity: Affinity, config: Config
) -> Floats:
    """Return for each item the weight, 0 or more, at which habits explain the answers best (I,).

    One-variable least squares, item by item, of what popularity and affinity leave unexplained on
    the habits known before: some things are bought again and again, others once. Every item
    starts from the weight of all of them with the evidence of `config.kinship`.
    """
    explained, evidence = np.zeros(baskets.items), np.zeros(baskets.items)
    asked = 0
    for answer in answers(baskets, depth=config.depth, memory=config.memory):
        chance, left = _surprise(answer, popularity, affinity, config.shrink)
        weight = config.freshness**answer.age
        item = answer.before.item
        explained += weight * np.bincount(item, chance * left, baskets.items)
        evidence += weight * np.bincount(item, chance * chance, baskets.items)
        asked += len(answer.before)
        if asked >= _ASKED:
            break
    common = explained.sum() + _PRIOR * _PRIOR_EVIDENCE
    common /= evidence.sum() + _PRIOR_EVIDENCE
    own = (explained + common * config.kinship) / (evidence + config.kinship)
    return np.asarray(np.maximum(own, 0.0), np.float32)


def _surprise(
    answer: Answer, popularity: Floats, affinity: Affinity, shrink: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the chance habit gave and what the other components left unexplained (E,) each.

    What was not on sale says nothing about a habit: its chance is 0.
    """
    known, items = answer.before, len(popularity)
    taken = answer.taken(known.owner, known.item, items)
    left = taken - popularity[known.item] - own_affinity(affinity, known)
    chance = habit_chance(known, shrink)
    return chance if answer.sold is None else chance * answer.sold[known.item], left
