"""A new community after one, two, four weeks: alone, and with what others know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from statistics import mean

import numpy as np

from benchmarks.community.newcomers import whole_shelf
from benchmarks.community.worlds import World
from recsys.config import WEEKLY
from recsys.lessons import lesson
from recsys.metrics import Truth, measure
from recsys.model import fit
from recsys.newcomers_fit import fit_newcomers
from recsys.prior import Prior, pool
from recsys.request import PickRequest
from recsys.stall import Stall
from recsys.taste import taste
from recsys.topn import top_n

WEEKS = (1, 2, 4, 8, 16)


def evaluate_prior(
    teachers: Iterable[World], pupils: Iterable[World]
) -> dict[str, dict[str, dict[str, float]]]:
    """Return NDCG@10 and Recall@10 of the next week by weeks known and way, means over pupils.

    alone: the model without features · features: with them, learnt at home · prior: with what the
    teachers' communities tell as well. No product, supplier or person is shared.
    """
    prior = pool([lesson(fit(one.baskets, WEEKLY), one.contents) for one in teachers])
    found: dict[str, dict[str, list[dict[str, float]]]] = {}
    for world in pupils:
        for weeks in (weeks for weeks in WEEKS if weeks <= int(world.baskets.time.max())):
            for way, figures in _next_week(world, weeks, prior).items():
                found.setdefault(str(weeks), {}).setdefault(way, []).append(figures)
    return {
        weeks: {
            way: {name: round(mean(one[name] for one in runs), 4) for name in runs[0]}
            for way, runs in ways.items()
        }
        for weeks, ways in found.items()
    }


def _next_week(world: World, weeks: int, prior: Prior) -> dict[str, dict[str, float]]:
    baskets, shelf = world.baskets, whole_shelf(world)
    model = fit(baskets.keep(baskets.time < weeks), WEEKLY)
    stalls = {
        "alone": Stall(model, shelf),
        "features": Stall(model, shelf, fit_newcomers(model, world.contents)),
        "prior": Stall(model, shelf, fit_newcomers(model, world.contents, prior=prior)),
    }
    now = np.flatnonzero(baskets.time == weeks)
    offered, item = np.unique(baskets.item[now], return_inverse=True)
    users, owner = np.unique(baskets.user[now], return_inverse=True)
    start = np.concatenate([[0], np.cumsum(np.bincount(owner))])
    truth = Truth(start, item.astype(np.int64))
    ids = [str(id_) for id_ in baskets.user_ids[users]]
    places = [shelf.place_of[str(id_)] for id_ in baskets.item_ids[offered]]
    result = {}
    for way, stall in stalls.items():
        scores = [
            taste(PickRequest(neighbour_id=id_), stall, np.array(places)).total for id_ in ids
        ]
        figures = measure(top_n(np.stack(scores), 10), truth, len(places))
        result[way] = {name: figures[name] for name in ("ndcg@10", "recall@10")}
    return result


def print_prior(result: Mapping[str, Mapping[str, Mapping[str, float]]]) -> None:
    """Print a line a number of weeks."""
    for weeks, ways in result.items():
        shown = "  ".join(
            f"{way} NDCG@10 {figures['ndcg@10']:.3f} R@10 {figures['recall@10']:.3f}"
            for way, figures in ways.items()
        )
        print(f"prior      after {weeks:>2} weeks  {shown}")
