"""What the API answers: rankings, recipes, plans, lists and mistakes."""

from __future__ import annotations

import pytest

from community.ids import CommunityId
from community.weeks import Week
from serving.api.problems import STATUS
from serving.services import Services
from serving.usecases.recommend import catalogue_of
from tests.serving.world import NOW, Api


def test_recommendations_add_up_and_say_why(api: Api) -> None:
    body = api("POST", "/recommendations", "leader", json={"neighbour_id": "n003", "n": 10}).json()
    assert body["week"] == "2026-W48"
    assert [item["rank"] for item in body["items"]] == list(range(1, 11))
    scores = [item["score"] for item in body["items"]]
    for item in body["items"]:
        assert sum(item["components"].values()) == pytest.approx(item["score"], abs=1e-4)
        assert all(reason["text"] != f"reason.{reason['code']}" for reason in item["reasons"])
    assert len(set(scores)) > 5


def test_what_is_excluded_or_in_the_basket_does_not_come_back(api: Api) -> None:
    asked = {"neighbour_id": "n003", "n": 5}
    first = [i["product_id"] for i in api("POST", "/recommendations", json=asked).json()["items"]]
    again = api(
        "POST", "/recommendations", json=asked | {"exclude_ids": first[:2], "basket": first[2:3]}
    ).json()
    assert not set(first[:3]) & {item["product_id"] for item in again["items"]}
    assert again["dropped"]["excluded"] == 2


def test_a_neighbour_with_an_allergy_gets_nothing_that_holds_it(
    api: Api, shared_services: Services
) -> None:
    with shared_services.database.read() as store:
        care = store.care.get(CommunityId("lvlin"), "n016")
    assert care.allergies
    shelf = catalogue_of(shared_services, CommunityId("lvlin")).shelf
    asked = {"neighbour_id": "n016", "n": 100}
    kept = api("POST", "/recommendations", json=asked).json()
    assert kept["items"]
    assert kept["dropped"]["allergy"] > 0
    for item in kept["items"]:
        assert not shelf.allergens[item["product_id"]] & set(care.allergies)
    free = api("POST", "/recommendations", json=asked | {"respect_allergies": False}).json()
    held = [shelf.allergens.get(item["product_id"], set()) for item in free["items"]]
    assert any(set(care.allergies) & allergens for allergens in held)


def test_picks_are_one_plain_request_and_carry_what_a_host_needs(api: Api) -> None:
    body = api("GET", "/picks?n=3", "host").json()
    assert len(body["items"]) == 3
    for item in body["items"]:
        assert len(item["title_14"]) <= 14
        assert item["supplier"]
        assert item["km"] >= 0
        assert "n0" not in str(item)


def test_english_reasons_are_english(api: Api) -> None:
    body = api("GET", "/picks?n=3&lang=en", "host").json()
    said = [reason["text"] for item in body["items"] for reason in item["reasons"]]
    assert said
    assert all(text.isascii() for text in said)


def test_a_recipe_uses_what_is_left_and_keeps_out_the_allergen(api: Api) -> None:
    wish = {
        "have": [{"name": "萝卜皮", "grams": 200}, {"name": "豆腐", "grams": 300}],
        "people": 3,
        "allergies": ["花生"],
    }
    answer = api("POST", "/recipes", "neighbour", json=wish)
    assert answer.status_code == 201
    body = answer.json()
    assert body["servings"] == 3
    assert {used["name"] for used in body["used"]} == {"萝卜皮", "豆腐"}
    assert "花生" not in str(body["ingredients"]) + str(body["steps"])
    kept = api("GET", f"/recipes/{body['id']}", "neighbour").json()
    assert kept["steps"] == body["steps"]


def test_somebody_elses_recipe_is_not_found_by_a_neighbours_key(api: Api) -> None:
    wish = {"have": [{"name": "土豆", "grams": 300}], "neighbour_id": "n002"}
    made = api("POST", "/recipes", "leader", json=wish).json()
    assert api("GET", f"/recipes/{made['id']}", "leader").status_code == 200
    assert api("GET", f"/recipes/{made['id']}", "neighbour").status_code == 404


@pytest.mark.parametrize("name", ["发芽的土豆", "洗洁精", "发霉的面包", "河豚"])
def test_a_dangerous_wish_is_refused_with_what_to_do_instead(api: Api, name: str) -> None:
    answer = api("POST", "/recipes", "neighbour", json={"have": [{"name": name, "grams": 300}]})
    body = answer.json()
    assert answer.status_code == 422
    assert body["type"] == "urn:lvlin:problem:refused-recipe"
    assert body["reason"]
    assert body["instead"]


@pytest.mark.parametrize(
    ("wish", "pointer"),
    [
        ({"have": []}, "/have"),
        ({"have": [{"name": "豆腐", "grams": 0}]}, "/have/0/grams"),
        ({"have": [{"name": "豆腐", "grams": -5}]}, "/have/0/grams"),
        ({"have": [{"name": "", "grams": 5}]}, "/have/0/name"),
        ({"have": [{"name": "豆腐"}], "people": 0}, "/people"),
        ({"have": [{"name": "豆腐"}], "allergies": ["月光石"]}, "/allergies/0"),
        ({"have": [{"name": "豆腐"}], "diets": ["火星饮食"]}, "/diets/0"),
        ({"have": [{"name": "豆腐"}], "colour": "blue"}, "/colour"),
        ({"have": [{"name": "豆腐", "use_by": "soon"}]}, "/have/0/use_by"),
    ],
)
def test_a_wrong_wish_names_the_field(api: Api, wish: dict[str, object], pointer: str) -> None:
    answer = api("POST", "/recipes", "neighbour", json=wish)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


def test_a_plan_meets_what_was_asked_and_can_be_taken_away(api: Api) -> None:
    asked = {"slots_max": 25, "budget": "6000", "local_by_count": 0.7, "local_by_value": 0.5}
    answer = api("POST", "/plans", "leader", json=asked)
    assert answer.status_code == 201
    plan = answer.json()
    assert plan["week"] == str(Week.of(NOW.date()) + 1)
    assert 0 < len(plan["lines"]) <= 25
    assert float(plan["cost"]) <= 6000
    assert plan["local_by_count"] >= 0.7
    assert plan["local_by_value"] >= 0.5
    assert all(line["reasons"] for line in plan["lines"])
    total = sum(line["packs"] * float(line["cost"]) for line in plan["lines"])
    assert total == pytest.approx(float(plan["cost"]))
    for kind, start in (("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK")):
        file = api("GET", f"/plans/{plan['id']}/export?kind={kind}", "leader")
        assert file.content.startswith(start)
        assert "attachment" in file.headers["content-disposition"]
    assert (
        plan["lines"][0]["name"]
        in api("GET", f"/plans/{plan['id']}/export?kind=txt", "leader").text
    )


def test_impossible_conditions_are_named(api: Api) -> None:
    body = api("POST", "/plans", "leader", json={"budget": "1"}).json()
    assert body["type"] == "urn:lvlin:problem:infeasible"
    assert set(body["conflict"]) == {"slots", "budget"}


@pytest.mark.parametrize(
    ("asked", "pointer"),
    [
        ({"week": "2026-48"}, "/week"),
        ({"week": "2020-W01"}, "/week"),
        ({"week": "2026-W54"}, "/week"),
        ({"slots_max": 0}, "/slots_max"),
        ({"local_by_count": 1.5}, "/local_by_count"),
        ({"locks": ["p-nobody"]}, "/locks/0"),
        ({"category_limits": {"蔬莱": {"max": 3}}}, "/category_limits/蔬莱"),
        ({"category_limits": {"豆制品": {"min": 4, "max": 3}}}, "/category_limits/豆制品/min"),
        ({"essentials": [{"name": "豆", "any_of": ["p-x"]}]}, "/essentials/0/any_of/0"),
        ({"prices": {"p-nobody": "3.00"}}, "/prices/p-nobody"),
        ({"votes": {"p-nobody": 3}}, "/votes/p-nobody"),
        ({"weights": {"waste": -1}}, "/weights/waste"),
        ({"cold_boxes": -1}, "/cold_boxes"),
        ({"max_repeats": 1.5}, "/max_repeats"),
    ],
)
def test_a_wrong_plan_request_names_the_field(
    api: Api, asked: dict[str, object], pointer: str
) -> None:
    answer = api("POST", "/plans", "leader", json=asked)
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


def test_an_accepted_plan_is_what_is_offered(fresh_api: Api) -> None:
    plan = fresh_api("POST", "/plans", "leader", json={"slots_max": 12}).json()
    accepted = fresh_api("POST", f"/plans/{plan['id']}/accept", "leader").json()
    assert accepted["status"] == "accepted"
    offers = fresh_api("GET", f"/offers?week={plan['week']}&limit=500", "host").json()["items"]
    assert {o["product_id"] for o in offers} == {line["product_id"] for line in plan["lines"]}


def test_pages_of_a_list_never_overlap_and_end(api: Api) -> None:
    seen: list[str] = []
    cursor = ""
    while True:
        page = api("GET", f"/products?limit=70&cursor={cursor}").json()
        seen += [item["id"] for item in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert len(seen) == len(set(seen)) == 240


def test_a_cursor_that_is_not_ours_is_refused(api: Api) -> None:
    assert api("GET", "/products?cursor=%25%25%25").status_code == 422


@pytest.mark.parametrize(
    "path",
    ["/products/p-nobody", "/suppliers/s-nobody", "/plans/none", "/recipes/none", "/notes/none"],
)
def test_an_unknown_id_is_a_404_problem(api: Api, path: str) -> None:
    answer = api("GET", path, "admin")
    assert answer.status_code == 404
    assert answer.json()["type"] == "urn:lvlin:problem:not-found"


def test_every_error_has_a_status() -> None:
    from community import errors

    kinds = {
        kind
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, errors.LvlinError)
    }
    assert kinds == set(STATUS)


def test_an_order_takes_from_the_stock_once(fresh_api: Api) -> None:
    offers = fresh_api("GET", "/offers?week=2026-W48&limit=500", "host").json()["items"]
    offer = next(o for o in offers if o["stock"] and o["stock"] >= 2)
    order = {
        "id": "o-test-1",
        "neighbour_id": "n001",
        "week": "2026-W48",
        "placed_at": "2026-11-24T12:00:00+08:00",
        "lines": [{"product_id": offer["product_id"], "quantity": 2, "unit_price": offer["price"]}],
    }
    assert fresh_api("POST", "/orders", "neighbour", json=order).status_code == 201
    assert fresh_api("POST", "/orders", "neighbour", json=order).status_code == 200
    other = order | {"placed_at": "2026-11-24T12:30:00+08:00"}
    assert fresh_api("POST", "/orders", "neighbour", json=other).status_code == 409
    left = fresh_api("GET", "/offers?week=2026-W48&limit=500", "host").json()["items"]
    stock = next(o["stock"] for o in left if o["product_id"] == offer["product_id"])
    assert stock == offer["stock"] - 2


def test_an_order_of_what_is_not_offered_or_at_another_price_names_the_field(api: Api) -> None:
    offers = api("GET", "/offers?week=2026-W48&limit=500", "host").json()["items"]
    order = {
        "id": "o-test-2",
        "neighbour_id": "n001",
        "week": "2026-W48",
        "placed_at": "2026-11-24T12:00:00+08:00",
    }
    wrong = [
        ("p-nobody", "1.00", "/lines/0/product_id"),
        (offers[0]["product_id"], "0.01", "/lines/0/unit_price"),
    ]
    for product, price, pointer in wrong:
        lines = [{"product_id": product, "quantity": 1, "unit_price": price}]
        answer = api("POST", "/orders", "neighbour", json=order | {"lines": lines})
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["pointer"] == pointer


def test_a_batch_of_events_keeps_the_good_and_lists_the_bad(fresh_api: Api) -> None:
    good = {
        "id": "e-test-1",
        "type": "view",
        "occurred_at": "2026-11-24T08:30:00+08:00",
        "neighbour_id": "n001",
        "product_id": "p-qincai",
    }
    batch = [
        good,
        good,
        good | {"id": "e-test-2", "product_id": "p-nobody"},
        good | {"id": "e-test-3", "type": "stare"},
        good | {"id": "e-test-4", "quantity": -1},
    ]
    receipt = fresh_api("POST", "/events", "leader", json={"events": batch}).json()
    assert receipt["accepted"] == 1
    assert receipt["duplicates"] == 1
    assert [r["index"] for r in receipt["rejected"]] == [2, 3, 4]
    again = fresh_api("POST", "/events", "leader", json={"events": [good]}).json()
    assert (again["accepted"], again["duplicates"]) == (0, 1)


def test_a_contributed_note_is_pending_until_a_moderator_approves_it(fresh_api: Api) -> None:
    note = {
        "id": "test-note",
        "kind": "tip",
        "title": "芋头皮痒手怎么办",
        "text": "戴手套削芋头，削完再洗手。",
        "source": "测试",
        "licence": "CC-BY-4.0",
        "status": "approved",
    }
    made = fresh_api("POST", "/notes", "neighbour", json=note)
    assert made.status_code == 201
    assert made.json()["status"] == "pending"
    assert fresh_api("GET", "/notes/test-note", "neighbour").status_code == 404
    assert fresh_api("POST", "/notes", "neighbour", json=note).status_code == 409
    decided = fresh_api("PUT", "/notes/test-note/status", "admin", json={"status": "approved"})
    assert decided.json()["version"] == 2
    assert fresh_api("GET", "/notes/test-note", "neighbour").status_code == 200
    found = fresh_api("GET", "/notes/search?q=芋头皮痒手", "neighbour").json()["items"]
    assert found[0]["note"]["id"] == "test-note"


def test_a_withdrawn_product_is_picked_no_more(fresh_api: Api) -> None:
    first = fresh_api("GET", "/picks?n=1", "host").json()["items"][0]["product_id"]
    product = fresh_api("GET", f"/products/{first}", "admin").json() | {"withdrawn": True}
    assert fresh_api("PUT", f"/products/{first}", "admin", json=product).status_code == 200
    body = fresh_api("GET", "/picks?n=100", "host").json()
    assert first not in {item["product_id"] for item in body["items"]}
    assert body["dropped"]["withdrawn"] >= 1


def test_operations_answer_without_a_key(api: Api) -> None:
    assert api.client.get("/livez").json() == {"status": "alive"}
    assert api.client.get("/readyz").json()["status"] == "ready"
    assert api.client.get("/version").json()["version"]
    assert "lvlin_request_seconds" in api.client.get("/metrics").text


def test_the_document_describes_errors_as_problems(api: Api) -> None:
    document = api.client.get("/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    for path, operations in document["paths"].items():
        for operation in operations.values():
            assert operation["operationId"]
            if path.startswith("/v1/"):
                content = operation["responses"]["422"]["content"]
                assert list(content) == ["application/problem+json"]
    assert "HTTPValidationError" not in document["components"]["schemas"]


def test_a_crash_tells_no_secret(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    import serving.api.recommendations as module

    def broken(*_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(module, "recommend", broken)
    answer = api("GET", "/picks", "host")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert answer.headers["content-type"] == "application/problem+json"
