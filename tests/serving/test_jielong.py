"""Pasted reply chains over HTTP: shown, booked, booked again, and never guessed."""

from __future__ import annotations

from typing import Any

import pytest

from community.ids import CommunityId
from community.models import Offer, OrderStatus
from community.ports import Filter, each
from community.weeks import Week
from serving.services import Services
from tests.conftest import ROOT
from tests.serving.command_line import CommandLine
from tests.serving.world import BASE, Api

LVLIN = CommunityId("lvlin")
WEEK = "2026-W48"


@pytest.fixture
def week(services: Services) -> dict[str, Any]:
    """Two offers of a week, the first with ten packs left, and a neighbour of a name alone."""
    with services.database.transaction() as store:
        found = list(each(store.offers, LVLIN, where=Filter(week=Week.parse(WEEK))))[:2]
        names = [store.products.get(LVLIN, offer.product_id).name for offer in found]
        people = list(each(store.neighbours, LVLIN))
        alone = next(p for p in people if [q.name for q in people].count(p.name) == 1)
        first = found[0]
        store.offers.save([Offer(community_id=LVLIN, week=first.week, stock=10,
                                 product_id=first.product_id, price=first.price)])  # fmt: skip
        store.commit()
    return {"ids": [o.product_id for o in found], "names": names, "neighbour": alone}


def paste(api: Api, text: str, **more: Any) -> Any:
    body = {"week": WEEK, "pasted": text, **more}
    answer = api("POST", f"{BASE}/jielong", json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


def stock(services: Services, product_id: str) -> int | None:
    with services.database.read() as store:
        return store.offers.get(LVLIN, f"{WEEK}:{product_id}").stock


def chain(week: dict[str, Any], *replies: str) -> str:
    offered = [f"{n}. {name} 5元/份" for n, name in enumerate(week["names"], 1)]
    return "\n".join([*offered, "", *(f"{n}. {r}" for n, r in enumerate(replies, 1))])


def test_a_chain_is_shown_without_booking_anything(
    fresh_api: Api, services: Services, week: dict[str, Any]
) -> None:
    who = week["neighbour"].name
    told = paste(fresh_api, chain(week, f"{who} 1号2份", "王某 1号1份", "李某 1+1"),
                 validate_only=True)  # fmt: skip
    assert (told["saved"], stock(services, week["ids"][0])) == (False, 10)
    (order,) = told["orders"]
    assert order["neighbour_id"] == week["neighbour"].id
    assert order["items"] == [{"product_id": week["ids"][0], "quantity": 2}]
    assert [person["who"] for person in told["unknown"]] == ["王某"]
    assert [(r["text"], r["reason"]) for r in told["unresolved"]] == [
        ("3. 李某 1+1", "ambiguous_notation")
    ]


def test_a_longer_paste_replaces_the_earlier_booking(
    fresh_api: Api, services: Services, week: dict[str, Any]
) -> None:
    who, product = week["neighbour"].name, week["ids"][0]
    first = paste(fresh_api, chain(week, f"{who} 1号2份"))
    assert stock(services, product) == 8
    paste(fresh_api, chain(week, f"{who} 1号2份"))
    paste(fresh_api, chain(week, f"{who} 1号2份", f"{who} 再加1号1份"))
    assert stock(services, product) == 7
    order_id = first["orders"][0]["order_id"]
    with services.database.read() as store:
        assert [line.quantity for line in store.orders.get(LVLIN, order_id).lines] == [3]
    paste(fresh_api, chain(week, f"{who} 1号2份", f"{who} 不要了"))
    assert stock(services, product) == 10
    with services.database.read() as store:
        assert store.orders.get(LVLIN, order_id).status is OrderStatus.CANCELLED


def test_more_than_is_left_books_nothing(
    fresh_api: Api, services: Services, week: dict[str, Any]
) -> None:
    text = chain(week, f"{week['neighbour'].name} 1号11份")
    answer = fresh_api("POST", f"{BASE}/jielong", json={"week": WEEK, "pasted": text})
    assert answer.status_code == 409
    assert stock(services, week["ids"][0]) == 10


def test_the_leader_names_who_is_meant(fresh_api: Api, week: dict[str, Any]) -> None:
    people = {"昵称小鱼@3": week["neighbour"].id}
    told = paste(fresh_api, chain(week, "昵称小鱼 3栋 1号1份"), people=people)
    assert [o["neighbour_id"] for o in told["orders"]] == [week["neighbour"].id]


def test_two_names_for_one_neighbour_are_not_booked(fresh_api: Api, week: dict[str, Any]) -> None:
    people = {"小甲": week["neighbour"].id, "小乙": week["neighbour"].id}
    told = paste(fresh_api, chain(week, "小甲 1号1份", "小乙 1号1份"), people=people)
    assert (told["orders"], len(told["unknown"])) == ([], 2)


def test_numbers_mean_nothing_until_somebody_gives_them(
    fresh_api: Api, week: dict[str, Any]
) -> None:
    reply = f"1. {week['neighbour'].name} 1号2份"
    assert paste(fresh_api, reply)["orders"] == []
    told = paste(fresh_api, reply, product_ids=[week["ids"][1]], validate_only=True)
    assert told["orders"][0]["items"] == [{"product_id": week["ids"][1], "quantity": 2}]


def test_chains_of_a_file_are_measured(cli: CommandLine) -> None:
    cases = ROOT / "tests" / "jielong" / "held_out.jsonl"
    told = cli.json("evaluate", "jielong", "--cases", cases)
    assert (told["lines"], told["silent_guesses"]) == (112, 0)
    assert {"cid", "lines", "standing"} == told["answers"][0].keys()
    assert "accuracy" in cli.done("evaluate", "jielong", "--cases", cases)
