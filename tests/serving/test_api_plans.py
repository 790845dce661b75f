"""What a leader asks of a plan over HTTP: constraints, what if, why not, at what price."""

from __future__ import annotations

from typing import Any

import pytest

from tests.serving.world import Api


@pytest.fixture(scope="module")
def plan(api: Api) -> dict[str, Any]:
    answer = api("POST", "/plans", "leader", json={"slots_max": 12})
    assert answer.status_code == 201
    found: dict[str, Any] = answer.json()
    return found


def _products(api: Api) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = api("GET", "/products?limit=500", "leader").json()["items"]
    return items


def _ask(api: Api, plan: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    answer = api("POST", f"/plans/{plan['id']}/what-if", "leader", json=change)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_a_plan_meets_every_kind_of_constraint(api: Api) -> None:
    tofu = [p["id"] for p in _products(api) if p["category"] == "豆制品" and not p["withdrawn"]]
    asked = {
        "slots_min": 6,
        "slots_max": 10,
        "category_limits": {"豆制品": {"min": 1, "max": 2}, "叶菜": {"max": 3}},
        "essentials": [{"name": "豆", "any_of": tofu, "min_packs": 30}],
        "cold_boxes": 6,
        "max_repeats": 4,
        "local_by_value": 0.6,
    }
    plan = api("POST", "/plans", "leader", json=asked).json()
    lines = plan["lines"]
    assert 6 <= len(lines) <= 10
    assert 1 <= sum(line["category"] == "豆制品" for line in lines) <= 2
    assert sum(line["category"] == "叶菜" for line in lines) <= 3
    assert sum(line["packs"] for line in lines if line["product_id"] in tofu) >= 30
    states = {state["name"]: state for state in plan["constraints"]}
    assert states["cold_chain"]["actual"] <= 6
    assert states["max_repeats"]["actual"] <= 4
    assert plan["local_by_value"] >= 0.6


def test_a_conflict_is_told_in_sentences_of_the_language_asked_for(
    api: Api, plan: dict[str, Any]
) -> None:
    product = {"id": plan["lines"][0]["product_id"], "name": plan["lines"][0]["name"]}
    for lang, word in (("zh", "必选"), ("en", "Locked")):
        asked = {"locks": [product["id"]], "bans": [product["id"]], "lang": lang}
        answer = api("POST", "/plans", "leader", json=asked)
        assert answer.status_code == 422
        problem = answer.json()
        assert set(problem["conflict"]) == {f"locks:{product['id']}", f"bans:{product['id']}"}
        told = problem["explained"]
        texts = {c["name"]: c["text"] for c in told["constraints"]}
        assert product["name"] in texts[f"locks:{product['id']}"]
        assert all(c["fix"] for c in told["constraints"])
        assert {r["name"] for r in told["relaxations"]} == set(problem["conflict"])
        assert all(product["name"] in r["text"] for r in told["relaxations"])
        assert word in texts[f"locks:{product['id']}"]


def test_nothing_changes_when_nothing_is_different(api: Api, plan: dict[str, Any]) -> None:
    change = _ask(api, plan, {})
    assert change["entering"] == change["leaving"] == change["changed"] == []
    assert change["before"] == change["after"]


def test_what_if_gives_the_difference_and_keeps_nothing(api: Api, plan: dict[str, Any]) -> None:
    before = api("GET", "/plans?limit=500", "leader").json()["items"]
    gone = plan["lines"][0]
    change = _ask(api, plan, {"bans": [gone["product_id"]]})
    assert [line["product_id"] for line in change["leaving"]].count(gone["product_id"]) == 1
    assert change["after"]["products"] == change["before"]["products"] + len(
        change["entering"]
    ) - len(change["leaving"])
    kept = {line["product_id"]: line["packs"] for line in plan["lines"]}
    assert all(kept[c["product_id"]] == c["before"] != c["after"] for c in change["changed"])
    assert api("GET", "/plans?limit=500", "leader").json()["items"] == before


def test_what_if_a_supplier_fails_a_weight_rises_a_price_falls_or_a_vote_is_won(
    api: Api, plan: dict[str, Any]
) -> None:
    supplier = plan["lines"][0]["supplier_id"]
    outage = _ask(api, plan, {"supplier_outage": [supplier]})
    out = {line["product_id"] for line in outage["leaving"]}
    assert out >= {p["product_id"] for p in plan["lines"] if p["supplier_id"] == supplier}
    assert supplier not in {line["supplier_id"] for line in outage["entering"]}
    green = _ask(api, plan, {"weights": {"sustainability": 3}})
    assert green["entering"]
    assert green["leaving"]
    line = plan["lines"][-1]
    dear = _ask(api, plan, {"prices": {line["product_id"]: "500.00"}, "bans": []})
    assert float(dear["after"]["expected_margin"]) > float(dear["before"]["expected_margin"])
    votes = {line["product_id"]: 300}
    asked = {**votes, plan["lines"][-2]["product_id"]: 300}
    packs = {
        c["product_id"]: c["after"] - c["before"]
        for c in _ask(api, plan, {"votes": asked})["changed"]
    }
    assert any(packs.get(id_, 0) > 0 for id_ in asked)


def test_what_was_asked_is_laid_over_entry_by_entry(api: Api) -> None:
    asked = {"slots_max": 5, "weights": {"waste": 2.0}, "local_by_count": 0.0}
    made = api("POST", "/plans", "leader", json=asked).json()
    same = _ask(api, made, {"weights": {"sustainability": 0.3}})
    assert same["before"] == same["after"]


def test_why_a_product_is_missing_has_an_answer(api: Api, plan: dict[str, Any]) -> None:
    chosen = {line["product_id"] for line in plan["lines"]}
    codes = set()
    for product in [p for p in _products(api) if p["id"] not in chosen][1:3]:
        query = f"/plans/{plan['id']}/why-not?product={product['id']}"
        answer = api("GET", query, "leader").json()
        codes.add(answer["reason"]["code"])
        assert product["name"] in answer["reason"]["text"]
        assert product["name"] in api("GET", f"{query}&lang=en", "leader").json()["reason"]["text"]
    assert codes
    first = plan["lines"][0]["product_id"]
    there = api("GET", f"/plans/{plan['id']}/why-not?product={first}", "leader").json()
    assert there["reason"]["code"] == "chosen"
    unknown = api("GET", f"/plans/{plan['id']}/why-not?product=p-nobody", "leader")
    assert unknown.status_code == 404


def test_a_better_score_is_paid_for_with_margin(api: Api, plan: dict[str, Any]) -> None:
    points = api("GET", f"/plans/{plan['id']}/tradeoff", "leader").json()["points"]
    assert [p["weight"] for p in points] == sorted(p["weight"] for p in points)
    assert points[-1]["sustainability"] > points[0]["sustainability"]
    assert float(points[-1]["expected_margin"]) < float(points[0]["expected_margin"])


def test_the_smallest_relaxation_is_told_and_makes_the_week_possible(api: Api) -> None:
    tofu = next(p for p in _products(api) if p["id"] == "p-laodoufu")
    asked = {
        "slots_max": 6,
        "budget": "150.00",
        "essentials": [{"name": "豆", "any_of": [tofu["id"]], "min_packs": 120}],
    }
    answer = api("POST", "/plans", "leader", json=asked)
    assert answer.status_code == 422
    first = answer.json()["explained"]["relaxations"][0]
    assert first["name"] in answer.json()["conflict"]
    changed = {"budget": str(first["to"])}
    if first["name"].startswith("essentials"):
        essential = {"name": "豆", "any_of": [tofu["id"]], "min_packs": max(int(first["to"]), 1)}
        changed = {"essentials": [essential]}
    assert f"{first['to']:g}" in first["text"]
    assert api("POST", "/plans", "leader", json={**asked, **changed}).status_code == 201


def test_to_offer_nothing_is_never_proposed(api: Api) -> None:
    answer = api("POST", "/plans", "leader", json={"budget": "1.00"})
    told = answer.json()["explained"]["relaxations"]
    assert [change["name"] for change in told] == ["budget"]
    assert told[0]["to"] > 1


def test_what_a_failing_supplier_takes_away_is_told_for_each(api: Api) -> None:
    asked = {
        "slots_max": 6,
        "essentials": [{"name": "豆", "any_of": ["p-laodoufu"], "min_packs": 12}],
    }
    plan = api("POST", "/plans", "leader", json=asked).json()
    found = api("GET", f"/plans/{plan['id']}/resilience", "leader").json()["failures"]
    suppliers = {line["supplier_id"]: line["name"] for line in plan["lines"]}
    assert {f["supplier_id"] for f in found} == set(suppliers)
    worst = found[0]
    tofu = next(line for line in plan["lines"] if line["product_id"] == "p-laodoufu")
    assert worst["supplier_id"] == tofu["supplier_id"]
    assert [c["covered"] for c in worst["still"]] == [False]
    assert worst["loss"] is None
    assert all(f["loss"] >= 0 and f["after"][0]["covered"] for f in found[1:])
    assert all(suppliers[f["supplier_id"]] in f["lost"] for f in found)
    assert "豆" in worst["text"]
