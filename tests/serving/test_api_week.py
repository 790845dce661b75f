"""A week as it goes on: the plan is accepted, neighbours order, plans change, people watch."""

from __future__ import annotations

from tests.serving.world import Api


def test_a_plan_that_drops_what_is_ordered_cannot_be_accepted(fresh_api: Api) -> None:
    first = fresh_api("POST", "/plans", "leader", json={"slots_max": 8}).json()
    assert fresh_api("POST", f"/plans/{first['id']}/accept", "leader").status_code == 200
    line = first["lines"][0]
    order = {
        "id": "o-next",
        "neighbour_id": "n001",
        "week": first["week"],
        "placed_at": "2026-11-24T12:00:00+08:00",
        "lines": [{"product_id": line["product_id"], "quantity": 1, "unit_price": line["price"]}],
    }
    assert fresh_api("POST", "/orders", "neighbour", json=order).status_code == 201
    asked = {"slots_max": 8, "bans": [line["product_id"]]}
    second = fresh_api("POST", "/plans", "leader", json=asked).json()
    refused = fresh_api("POST", f"/plans/{second['id']}/accept", "leader")
    assert refused.status_code == 409
    assert line["product_id"] in refused.json()["detail"]
    offers = fresh_api("GET", f"/offers?week={first['week']}&limit=500", "host").json()["items"]
    assert {o["product_id"] for o in offers} == {kept["product_id"] for kept in first["lines"]}


def test_those_who_watch_change_the_picks_and_who_does_not_want_that_does_not(api: Api) -> None:
    anybody = api("POST", "/picks", "host", json={"n": 10}).json()["items"]
    people = [f"n{number:03d}" for number in range(20, 32)]
    crowd = api("POST", "/picks", "host", json={"n": 10, "audience": people}).json()["items"]
    assert crowd != anybody
    strangers = [f"nobody-{number}" for number in range(20)]
    few = api("POST", "/picks", "host", json={"n": 10, "audience": [*strangers, "n020"]}).json()
    assert few["items"] == anybody
