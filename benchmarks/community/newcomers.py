"""Products taken out of training: are they recommended to those who bought them?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from statistics import mean

import numpy as np
from numpy.typing import NDArray

from benchmarks.community.worlds import World
from recsys.baskets import Baskets, Flags
from recsys.config import WEEKLY
from recsys.metrics import Truth, measure
from recsys.model import Model, fit
from recsys.newcomers_fit import fit_newcomers
from recsys.request import PickRequest
from recsys.shelf import Shelf, stock_shelf
from recsys.stall import Stall
from recsys.taste import taste
from recsys.topn import top_n

SHARES = {"fifth": 0.2, "half": 0.5}  # of the products, left out
LATER = 8  # weeks kept for the test in the variants that respect time
CUT = 10


@dataclass(frozen=True, slots=True)
class Split:
    """What may be learnt from, and the lines of products left out that must be foretold."""

    train: Baskets
    test: Baskets


def split(baskets: Baskets, seed: int, share: float, *, later: bool) -> Split:
    """Leave a share of the products out; `later` also keeps the last weeks for the test."""
    held = np.random.default_rng(seed).random(baskets.items) < share
    old = baskets.age >= LATER if later else np.ones(len(baskets), bool)
    past = old & ~held[baskets.item]
    return Split(baskets.keep(past), baskets.keep(held[baskets.item] & (~old if later else old)))


def evaluate_newcomers(world: World, seeds: int = 3) -> dict[str, dict[str, float]]:
    """Return Recall@10 by protocol, means over seeds, of the serving model and of baselines.

    fifth, half: that share of the products is left out, and they are ranked among each other ·
    later: a fifth, learnt only from the weeks before · discovery: as later, ranked among all that
    somebody has not bought yet.
    """
    found: dict[str, list[dict[str, float]]] = {}
    for seed in range(seeds):
        for name, share in SHARES.items():
            part = split(world.baskets, seed, share, later=False)
            found.setdefault(name, []).append(_recalls(_Case(part, world, seed)))
        part = split(world.baskets, seed, SHARES["fifth"], later=True)
        found.setdefault("later", []).append(_recalls(_Case(part, world, seed)))
        found.setdefault("discovery", []).append(_recalls(_Case(part, world, seed, discover=True)))
    return {
        name: {key: round(mean(one[key] for one in runs), 4) for key in runs[0]}
        for name, runs in found.items()
    }


def stall_without(train: Baskets, world: World) -> Stall:
    """Return what serves when only `train` is known: its model over all the products.

    The model must not know the products left out, not even that they were never bought.
    """
    model = fit(seen_only(train), WEEKLY)
    return Stall(model, whole_shelf(world), fit_newcomers(model, world.contents))


def seen_only(baskets: Baskets) -> Baskets:
    """Return the baskets without the ids of items that are in none."""
    used, item = np.unique(baskets.item, return_inverse=True)
    return replace(baskets, item_ids=baskets.item_ids[used], item=item.astype(np.int32))


def whole_shelf(world: World) -> Shelf:
    """Return a shelf with everything that was ever bought."""
    bought = set(world.baskets.item_ids.tolist())
    products = [product for id_, product in world.products.items() if id_ in bought]
    products = [replace(product, hidden=False, withdrawn=False) for product in products]
    return stock_shelf(products, None, month=11, food_allergens={}, content=world.contents)


class _Case:
    """One split with the stall that serves it, who is asked, and what they bought."""

    def __init__(self, part: Split, world: World, seed: int, *, discover: bool = False) -> None:
        self.world, self.seed = world, seed
        self.stall = stall_without(part.train, world)
        tested = set(part.test.item_ids[np.unique(part.test.item)].tolist())
        self.chosen = [id_ for id_ in self.stall.shelf.ids if discover or id_ in tested]
        place_of, user_row = self.stall.shelf.place_of, self.stall.model.user_row
        self.places = np.array([place_of[id_] for id_ in self.chosen], np.int64)
        users, truth = _truth(part.test, self.chosen)
        self.users = [user for user in users if user in user_row]
        self.truth = [bought for user, bought in zip(users, truth, strict=True) if user in user_row]
        self.had = self._had() if discover else np.zeros((len(self.users), len(self.chosen)), bool)

    def _had(self) -> Flags:
        """Return what each user has bought already (U, C)."""
        model, row = self.stall.model, self.stall.row[self.places]
        profiles = model.profiles_of(self.users)
        column = np.full(len(model.item_ids), -1)
        column[row[row >= 0]] = np.flatnonzero(row >= 0)
        bought = column[profiles.item]
        had = np.zeros((len(self.users), len(self.chosen)), bool)
        had[profiles.owner[bought >= 0], bought[bought >= 0]] = True
        return had

    def recall(self, scores: NDArray[np.float64]) -> float:
        """Return Recall@10 of scores (U, C) or (C,) over what somebody has not had."""
        scores = np.where(self.had, -np.inf, scores)
        start = np.concatenate([[0], np.cumsum([len(bought) for bought in self.truth])])
        wanted = Truth(start, np.concatenate(self.truth))
        return float(measure(top_n(scores, CUT), wanted, scores.shape[1])[f"recall@{CUT}"])


def _recalls(case: _Case) -> dict[str, float]:
    stall, places, model = case.stall, case.places, case.stall.model
    each = [taste(PickRequest(neighbour_id=user), stall, places).total for user in case.users]
    popularity = _popularity(model, case.chosen)
    chance = 1e-9 * np.random.default_rng(case.seed).random(len(places))
    return {
        "model": case.recall(np.stack(each)),
        "kin_popularity": case.recall(taste(PickRequest(), stall, places).total),
        "category_popularity": case.recall(_category_popularity(model, case.world, case.chosen)),
        "popularity": case.recall(popularity + chance),
        "users": float(len(case.users)),
        "candidates": float(len(case.chosen)),
    }


def _truth(test: Baskets, chosen: list[str]) -> tuple[list[str], list[NDArray[np.int64]]]:
    """Return who bought any of the products left out, and which (columns of `chosen`)."""
    column = {id_: place for place, id_ in enumerate(chosen)}
    bought: dict[str, set[int]] = {}
    for user, item in zip(test.user.tolist(), test.item.tolist(), strict=True):
        bought.setdefault(str(test.user_ids[user]), set()).add(column[str(test.item_ids[item])])
    users = sorted(bought)
    return users, [np.array(sorted(bought[user]), np.int64) for user in users]


def _popularity(model: Model, chosen: list[str]) -> NDArray[np.float64]:
    rows = [model.item_row.get(id_, -1) for id_ in chosen]
    return np.array([float(model.popularity[row]) if row >= 0 else 0.0 for row in rows])


def _category_popularity(model: Model, world: World, chosen: list[str]) -> NDArray[np.float64]:
    """Return each product's popularity, of one nobody had the mean of its category's."""
    by_category: dict[str, list[float]] = {}
    for id_, row in model.item_row.items():
        one = float(model.popularity[row])
        by_category.setdefault(world.products[id_].category, []).append(one)
    overall = float(model.popularity.mean())
    means = {name: mean(values) for name, values in by_category.items()}
    own = _popularity(model, chosen)
    category = [means.get(world.products[id_].category, overall) for id_ in chosen]
    return np.where(own > 0, own, category)


def print_newcomers(results: Mapping[str, Mapping[str, Mapping[str, float]]]) -> None:
    """Print one line a world and protocol."""
    for world, protocols in results.items():
        for protocol, figures in protocols.items():
            shown = "  ".join(f"{name} {value:.3f}" for name, value in figures.items())
            print(f"newcomers  {world:22} {protocol:10} {shown}")
