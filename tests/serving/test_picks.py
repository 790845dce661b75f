"""Picks through the API: rules of the household, new products, shows, the local floor."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from community.ids import CommunityId, NeighbourId, OrderId, ProductId
from community.models import Care, Neighbour, Offer, Order, OrderLine
from community.ports import Filter, each
from community.weeks import Week
from recsys.newcomers_file import load_prior
from serving.services import Services
from serving.usecases.recommend import catalogue_of
from serving.usecases.train import learn_newcomers, learn_prior
from tests.serving.twins import AWAY, HOME, two_communities
from tests.serving.world import NOW, Api

HERE = CommunityId("lvlin")
WEEK = Week(2026, 48)


def ranked(api: Api, **asked: Any) -> Any:
    return api("POST", "/recommendations", json=asked).json()


def shown(api: Api, **asked: Any) -> list[str]:
    return [
        item["product_id"] for item in api("POST", "/picks", "host", json=asked).json()["items"]
    ]


def offer_twin(services: Services, original: str) -> ProductId:
    """Put a product on offer that nobody has ever had, made like another."""
    with services.database.transaction() as store:
        product = store.products.get(HERE, original)
        new = replace(product, id=ProductId("p-brand-new"), name="头茬嫩菜 400g", withdrawn=False)
        store.products.save([new])
        store.offers.save([Offer(community_id=HERE, week=WEEK, product_id=new.id, price=new.price)])
        store.commit()
    services.catalogues.forget(HERE)
    return new.id


def test_a_new_product_goes_to_those_who_buy_its_kind_and_says_why(
    fresh_api: Api, services: Services
) -> None:
    bought: dict[str, int] = {}
    with services.database.read() as store:
        for order in each(store.orders, HERE, where=Filter(product_id="p-xiaoqingcai")):
            bought[order.neighbour_id] = bought.get(order.neighbour_id, 0) + 1
    fan = max(bought, key=lambda who: bought[who])
    new = offer_twin(services, "p-xiaoqingcai")
    items = {i["product_id"]: i for i in ranked(fresh_api, neighbour_id=fan, n=100)["items"]}
    parts = items[new]["components"]
    assert parts["content"] > 0
    assert sum(parts.values()) == pytest.approx(items[new]["score"], abs=1e-5)
    said = [reason["text"] for reason in items[new]["reasons"]]
    assert any("你常买“" in text for text in said)
    assert "新上架，还没人买过" in said
    stranger = {i["product_id"]: i for i in ranked(fresh_api, n=100)["items"]}
    assert "content" not in stranger[new]["components"]


def test_a_new_neighbour_gets_picks_shaped_by_diet_dislikes_and_household(
    fresh_api: Api, services: Services
) -> None:
    catalogue = catalogue_of(services, HERE)
    with services.database.transaction() as store:
        for number, people in enumerate((1, 6)):
            who = NeighbourId(f"new{number}")
            store.neighbours.save(
                [
                    Neighbour(
                        id=who,
                        community_id=HERE,
                        name=f"新邻居{number}",
                        adults=people,
                        joined=date(2026, 11, 23),
                        dislikes=("豆腐",),
                    )
                ]
            )
            store.care.save(
                [Care(neighbour_id=who, community_id=HERE, diets=("vegetarian",), consented_at=NOW)]
            )
        store.commit()
    single, family = (ranked(fresh_api, neighbour_id=f"new{k}", n=100) for k in (0, 1))
    assert single["dropped"]["diet"] > 0
    for item in single["items"]:
        assert not catalogue.shelf.tags[item["product_id"]] & {"meat", "pork", "fish", "poultry"}
        assert "tofu" not in catalogue.shelf.foods[ProductId(item["product_id"])]
    free = ranked(fresh_api, neighbour_id="new0", n=100, respect_diets=False)
    assert len(free["items"]) > len(single["items"])
    worse = {i["product_id"]: i["components"].get("household", 0) for i in single["items"]}
    better = {i["product_id"]: i["components"].get("household", 0) for i in family["items"]}
    assert min(worse.values()) < 0
    assert all(worse[id_] <= better[id_] for id_ in worse)
    scores = (
        {i["product_id"]: i["sustainability"] for i in one["items"]} for one in (single, family)
    )
    small, large = scores
    assert any(large[id_] > small[id_] for id_ in small)
    assert all(large[id_] >= small[id_] for id_ in small)


def test_what_was_ordered_this_week_is_in_the_basket(fresh_api: Api, services: Services) -> None:
    first = ranked(fresh_api, neighbour_id="n003", n=1)["items"][0]["product_id"]
    line = OrderLine(ProductId(first), 1, Decimal("3.50"))
    with services.database.transaction() as store:
        order = Order(
            id=OrderId("o-now"),
            community_id=HERE,
            neighbour_id=NeighbourId("n003"),
            week=WEEK,
            placed_at=NOW,
            lines=(line,),
        )
        store.orders.save([order])
        store.commit()
    again = ranked(fresh_api, neighbour_id="n003", n=100)
    assert first not in [item["product_id"] for item in again["items"]]
    assert again["dropped"]["in_basket"] == 1


def test_the_local_floor_is_kept_or_the_answer_says_why_not(api: Api) -> None:
    kept = api("POST", "/picks", json={"n": 10, "local": {"within_km": 30, "share": 0.8}}).json()
    assert sum(item["km"] <= 30 for item in kept["items"]) >= 8
    assert kept["notes"] == []
    not_kept = api("POST", "/picks", json={"n": 10, "local": {"within_km": 0, "share": 0.5}}).json()
    assert len(not_kept["items"]) == 10
    assert [note["code"] for note in not_kept["notes"]] == ["local_floor"]
    assert "5" in not_kept["notes"][0]["text"]


def test_a_show_has_as_many_picks_as_there_is_time_for(api: Api) -> None:
    assert len(shown(api, n=10, minutes_left=7)) == 2
    assert len(shown(api, n=10, minutes_left=7, minutes_each=1)) == 7
    assert shown(api, minutes_left=2) == []
    assert len(shown(api, n=3, minutes_left=600)) == 3


def test_what_was_shown_is_not_shown_again_and_the_same_show_is_the_same(api: Api) -> None:
    audience = [f"n{k:03}" for k in range(1, 30)]
    first = shown(api, audience=audience, n=4)
    later = shown(api, audience=audience, n=4, shown=first)
    assert not set(first) & set(later)
    assert shown(api, audience=audience, n=4, shown=first) == later


def test_communities_teach_a_new_one_only_when_there_are_two(tmp_path: Path) -> None:
    with two_communities(tmp_path) as twins:
        services = twins.services
        both = [CommunityId(HOME), CommunityId(AWAY)]
        learn_prior(services, both[:1])
        prior = load_prior(services.settings.models)
        assert prior is not None
        assert len(prior.features) == 0
        learn_prior(services, both)
        learn_newcomers(services, both[0])
        newcomers = services.models.newcomers(both[0])
        assert newcomers is not None
        assert newcomers.prior is not None
        assert 0 < newcomers.borrowed < 1
        with services.database.read() as store:
            people = [one.id for id_ in both for one in each(store.neighbours, id_)]
        told = str([*newcomers.prior.features.tolist(), *newcomers.prior.weights])
        assert not any(who in told for who in people)
