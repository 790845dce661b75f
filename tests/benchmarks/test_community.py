"""The markets that the recommender is measured on, in small."""

from __future__ import annotations

import numpy as np

from benchmarks.community.audience import evaluate_audience
from benchmarks.community.newcomers import evaluate_newcomers, seen_only, split, stall_without
from benchmarks.community.prior import evaluate_prior
from benchmarks.community.worlds import MarketShape, World, market_world
from community.foods import load_foods

LEXICON = load_foods()
SMALL = MarketShape(neighbours=120, products=90, suppliers=6, weeks=12, shelf=40)


def market(seed: int) -> World:
    return market_world(seed, LEXICON, SMALL)


MARKET = market(1)


def test_a_market_is_the_same_for_its_seed_and_shares_no_id_with_another() -> None:
    again, other = market(1), market(2)
    np.testing.assert_array_equal(again.baskets.item, MARKET.baskets.item)
    assert again.contents == MARKET.contents
    assert not set(other.products) & set(MARKET.products)
    assert not set(other.baskets.user_ids.tolist()) & set(MARKET.baskets.user_ids.tolist())


def test_what_is_left_out_is_not_learnt_from() -> None:
    part = split(MARKET.baskets, 0, 0.2, later=True)
    out = {part.test.item_ids[row] for row in part.test.item}
    stall = stall_without(part.train, MARKET)
    assert out
    assert not out & set(stall.model.item_ids.tolist())
    assert part.train.age.min() >= 0
    assert part.train.time.max() < part.test.time.min()
    assert len(seen_only(part.train).item_ids) == len(stall.model.item_ids)


def test_new_products_are_found_far_more_often_than_by_popularity() -> None:
    found = evaluate_newcomers(MARKET, seeds=1)
    assert found["half"]["model"] > 1.5 * found["half"]["popularity"]
    assert found["discovery"]["model"] > found["discovery"]["category_popularity"]
    bare = evaluate_newcomers(MARKET.bare(), seeds=1)
    assert bare["half"]["model"] > bare["half"]["popularity"]


def test_a_prior_helps_a_community_of_one_week() -> None:
    found = evaluate_prior([market(2), market(3)], [MARKET])
    first = found["1"]
    assert first["prior"]["ndcg@10"] > 1.1 * first["alone"]["ndcg@10"]


def test_turns_serve_the_worst_off_better_than_the_mean_does() -> None:
    part = split(MARKET.baskets, 0, 0.2, later=True)
    ways = evaluate_audience(stall_without(part.train, MARKET))["20"]
    assert ways["turns 1.0"]["worst tenth"] > ways["mean"]["worst tenth"]
    assert ways["turns 1.0"]["mean"] > 0.97 * ways["mean"]["mean"]
    assert ways["turns 1.0"]["mean"] > ways["least misery"]["mean"]
