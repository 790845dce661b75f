"""The ladder of the recommender: from counting what everyone bought to the ranker."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from recsys.affinity import Affinity
from recsys.baskets import Baskets
from recsys.config import STANDARD, Config
from recsys.evaluation import evaluate, evaluate_model, seen_by
from recsys.habit import habit_weights
from recsys.model import Model, fit
from recsys.popularity import recent_popularity
from recsys.profiles import profile

_NO_KIN = Config(kinship=1e9)  # every item has the same habit weight
Rung = Callable[[Baskets, Mapping[str, str]], Mapping[str, Any]]


def count_only(baskets: Baskets) -> Model:
    """Return P-TopFreq (Li et al., TOIS 2023): what one bought most, then what all bought most."""
    config = Config(memory=1.0, shrink=0.0)
    bought = np.bincount(baskets.item, minlength=baskets.items)
    return replace(
        _without_affinity(baskets, config),
        popularity=(bought / (1000.0 * max(len(baskets), 1))).astype(np.float32),
        habit=np.ones(baskets.items, np.float32),
    )


def _without_affinity(baskets: Baskets, config: Config) -> Model:
    none = np.empty(0, np.int32)
    nothing = Affinity(none, none, np.empty((0, 0), np.float32), np.empty(0, np.float32))
    popularity = recent_popularity(baskets, config.freshness)
    return Model(
        user_ids=baskets.user_ids,
        item_ids=baskets.item_ids,
        profiles=profile(baskets, config.memory),
        popularity=popularity,
        affinity=nothing,
        habit=habit_weights(baskets, popularity, nothing, config),
        config=config,
    )


def _rung(learn: Callable[[Baskets], Model], track: str = "history") -> Rung:
    def measured(baskets: Baskets, parts: Mapping[str, str]) -> Mapping[str, Any]:
        return evaluate_model(learn(seen_by(baskets, parts, track)), baskets, parts)

    return measured


RUNGS: Mapping[str, Rung] = {
    "P-TopFreq": _rung(count_only),
    "+ newest popularity": _rung(lambda baskets: _without_affinity(baskets, _NO_KIN)),
    "+ habits item by item": _rung(lambda baskets: _without_affinity(baskets, Config())),
    "+ affinity": _rung(lambda baskets: fit(baskets, _NO_KIN)),
    "history": lambda baskets, parts: evaluate(baskets, parts, "history"),
    "standard, sum alone": lambda baskets, parts: evaluate(
        baskets, parts, "standard", config=replace(STANDARD, rounds=0)
    ),
    "standard": lambda baskets, parts: evaluate(baskets, parts, "standard"),
}
"""Each step by its name; from `standard` on the answers of train users are seen."""
