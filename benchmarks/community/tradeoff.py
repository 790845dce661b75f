"""What a greener list costs: NDCG@10 against the mean sustainability of what is shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from statistics import mean
from typing import Any

import numpy as np

from benchmarks.community.worlds import TODAY, World
from community.foods import FoodLexicon
from community.reference import load_reference
from community.sample import Sample
from recsys.baskets import Flags
from recsys.config import WEEKLY
from recsys.metrics import Truth, measure
from recsys.model import fit
from recsys.newcomers_fit import fit_newcomers
from recsys.picks import pick
from recsys.request import PickRequest, Weights
from recsys.shelf import stock_shelf
from recsys.stall import Stall
from recsys.sustainability import ScoreRules, facts_for, score_product

WEEKS = 4
CURVE = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.65, 0.8, 1.0)
WORST_LOSS = 0.03


def evaluate_tradeoff(world: World, sample: Sample, lexicon: FoodLexicon) -> dict[str, Any]:
    """Return the curve over the leader's weight, with a time split: each week from those before.

    week: ranked among the products offered in that week, some 37 · season: among all that the
    community sold in the twelve weeks before or that week. `best_gain` is the largest rise of the
    mean score at a relative loss of NDCG of at most 3 %; `most` the rise of the greenest list
    there is.
    """
    green = scores_of(sample, lexicon)
    result: dict[str, Any] = {}
    for name, span in (("week", 0), ("season", 12)):
        stalls = list(_stalls(world, sample, green, span))
        points = [_point(stalls, weight) for weight in CURVE]
        base = points[0]
        curve = [
            point
            | {
                "ndcg_change": round(point["ndcg@10"] / base["ndcg@10"] - 1, 4),
                "score_change": round(point["score"] / base["score"] - 1, 4),
            }
            for point in points
        ]
        kept = [point["score_change"] for point in curve if point["ndcg_change"] >= -WORST_LOSS]
        most = mean(float(np.sort(s.shelf.green)[-10:].mean()) for s, _ in stalls)
        result[name] = {
            "curve": curve,
            "best_gain": max(kept),
            "most": round(most / base["score"] - 1, 4),
        }
    return result


def scores_of(sample: Sample, lexicon: FoodLexicon) -> dict[str, float]:
    """Return the sustainability score of every product of the sample."""
    rules, makers = ScoreRules.build(load_reference()), {s.id: s for s in sample.suppliers}
    return {
        str(product.id): score_product(
            facts_for(
                product,
                makers[product.supplier_id],
                sample.community,
                lexicon.get,
                today=TODAY,
            ),
            rules,
        ).score
        for product in sample.products
    }


def _stalls(
    world: World, sample: Sample, green: Mapping[str, float], span: int
) -> Iterator[tuple[Stall, dict[str, set[str]]]]:
    """Yield the stall of each of the last weeks, learnt from before, and what everybody bought."""
    baskets = world.baskets
    products = [replace(p, hidden=False, withdrawn=False) for p in sample.products]
    for age in range(WEEKS):
        offered = _ids(world, (baskets.age >= age) & (baskets.age <= age + span))
        shelf = stock_shelf(
            [product for product in products if product.id in offered],
            None,
            month=TODAY.month,
            food_allergens={},
            sustainability=green,
            content=world.contents,
        )
        bought: dict[str, set[str]] = {}
        now = np.flatnonzero(baskets.age == age)
        for user, item in zip(baskets.user[now], baskets.item[now], strict=True):
            bought.setdefault(str(baskets.user_ids[user]), set()).add(str(baskets.item_ids[item]))
        model = fit(baskets.keep(baskets.age > age), WEEKLY)
        yield Stall(model, shelf, fit_newcomers(model, world.contents)), bought


def _ids(world: World, lines: Flags) -> set[str]:
    return set(world.baskets.item_ids[np.unique(world.baskets.item[lines])].tolist())


def _point(stalls: Sequence[tuple[Stall, dict[str, set[str]]]], weight: float) -> dict[str, float]:
    ndcg, score = [], []
    for stall, bought in stalls:
        place_of, green = stall.shelf.place_of, stall.shelf.green
        weights = Weights(sustainability=weight)
        lists, truth = [], []
        for user, items in sorted(bought.items()):
            ranked = pick(PickRequest(neighbour_id=user, n=10, weights=weights), stall)
            lists.append([place_of[id_] for id_ in ranked.ids])
            truth.append(np.array(sorted(place_of[id_] for id_ in items), np.int64))
        start = np.concatenate([[0], np.cumsum([len(items) for items in truth])])
        wanted = Truth(start, np.concatenate(truth))
        ndcg.append(measure(np.array(lists), wanted, len(place_of))["ndcg@10"])
        score.append(float(np.nanmean(green[np.array(lists)])))
    return {"weight": weight, "ndcg@10": round(mean(ndcg), 4), "score": round(mean(score), 2)}


def print_tradeoff(result: Mapping[str, Any]) -> None:
    """Print the curve of each set of candidates."""
    for name, found in result.items():
        for point in found["curve"]:
            print(
                f"trade-off  {name:7} weight {point['weight']:.2f}  "
                f"NDCG@10 {point['ndcg@10']:.4f} ({point['ndcg_change']:+.1%})  "
                f"mean score {point['score']:.1f} ({point['score_change']:+.1%})"
            )
        print(
            f"trade-off  {name:7} at a loss of at most 3 %: {found['best_gain']:+.1%}; "
            f"the greenest list there is: {found['most']:+.1%}"
        )
