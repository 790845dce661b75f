"""What everybody's baskets say of items and of likeness: the facts behind the features."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from recsys.answers import answers
from recsys.baskets import Baskets, Floats, Longs
from recsys.config import Config
from recsys.profiles import Profiles
from recsys.ranker.factors import Factors, fit_factors
from recsys.ranker.neighbours import Neighbours, fit_neighbours

AGES = 4  # newest ages whose popularity is told apart
_PRIOR = 10.0  # answers with which an item's rates start from everybody's


@dataclass(frozen=True, slots=True)
class Evidence:
    """Facts of I items, and what likeness is measured with.

    `crowd` (I, AGES + 3): share of visitors with the item at each of the newest ages, log of its
    buyers, mean purchases of a buyer, share of buyers who came back. `rates` (I, 2): how often an
    answer held the item, of people who knew it and of people who did not.
    """

    crowd: Floats
    rates: Floats
    factors: Factors
    neighbours: Neighbours


def learn_evidence(baskets: Baskets, profiles: Profiles, config: Config) -> Evidence:
    """Return the evidence of baskets whose `profiles` are known."""
    rates, asked, took = _asked(baskets, config)
    factors = fit_factors(profiles, baskets.items)
    return Evidence(
        crowd=_crowd(baskets, profiles),
        rates=rates,
        factors=factors,
        neighbours=fit_neighbours(asked, took, factors),
    )


def _crowd(baskets: Baskets, profiles: Profiles) -> Floats:
    columns: list[Any] = []
    for age in range(AGES):
        here = baskets.age == age
        visitors = max(int((here & baskets.opens).sum()), 1)
        columns.append(np.bincount(baskets.item[here], minlength=baskets.items) / visitors)
    buyers = np.bincount(profiles.item, minlength=baskets.items)
    times = np.bincount(profiles.item, profiles.times, baskets.items)
    again = np.bincount(profiles.item, profiles.times > 1, baskets.items)
    columns += [np.log1p(buyers), times / np.maximum(buyers, 1), (again + 0.5) / (buyers + 5.0)]
    return np.column_stack(columns).astype(np.float32)


def _asked(baskets: Baskets, config: Config) -> tuple[Floats, list[Profiles], list[Any]]:
    """Return the rates, and whom the answers are of with what they took, newest first."""
    known, came, taken = (np.zeros(baskets.items) for _ in range(3))
    people, asked, took = 0, [], []
    for answer in answers(baskets, depth=config.depth, memory=config.memory):
        before = answer.before
        known += np.bincount(before.item, minlength=baskets.items)
        hit = answer.taken(before.owner, before.item, baskets.items)
        came += np.bincount(before.item, hit, baskets.items)
        taken += np.bincount(answer.item, minlength=baskets.items)
        people += len(before)
        asked.append(before)
        took.append((answer.asked, answer.item))
    common = came.sum() / max(known.sum(), 1.0)
    rates = (
        (came + _PRIOR * common) / (known + _PRIOR),
        (taken - came) / np.maximum(people - known, 1.0),
    )
    return np.column_stack(rates).astype(np.float32), asked, took


def chance_of(evidence: Evidence, item: Longs, knew: Any) -> Floats:
    """Return how often an answer held each item, for those who knew it or did not (P,)."""
    rates = evidence.rates[item]
    return np.where(knew, rates[:, 0], rates[:, 1]).astype(np.float32)
