"""What the API answers at its edges: odd bodies, odd paths, odd methods, big and broken input."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import structlog
from fastapi.testclient import TestClient
from structlog.testing import capture_logs

from community.ids import KeyId
from serving.allowance import Allowances
from serving.api.app import create_app
from serving.api.openapi import MAX_BODY
from serving.keys import split_key
from tests.serving.twins import HOME, Twins, two_communities

_JSON = {"content-type": "application/json"}
_NOTE = {"id": "n-9", "kind": "recipe", "title": "凉拌萝卜", "source": "本子", "licence": "CC0-1.0"}


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Twins]:
    with two_communities(tmp_path_factory.mktemp("edges")) as made:
        yield made


def _problem(answer: Any, status: int) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = answer.json()
    assert body["status"] == status
    assert {"type", "title", "detail", "instance"} <= set(body)
    return body


@pytest.mark.parametrize(
    ("content", "headers", "status"),
    [
        (b'{"n": 3', _JSON, 400),
        (b"\xff\xfe{}", _JSON, 400),
        (b'{"n": ' + b"9" * 5000 + b"}", _JSON, 400),
        (b"[" * 100_000, _JSON, 400),
        (b'{"n": 3}', {"content-type": "text/plain"}, 415),
        (b"n=3", {"content-type": "application/x-www-form-urlencoded"}, 415),
        (b'{"n": 3}', {}, 415),
        (b"", _JSON, 422),
        (b"null", _JSON, 422),
        (b"[]", _JSON, 422),
        (b'{"n": NaN}', _JSON, 422),
        (b'{"n": 1e400}', _JSON, 422),
        (b'{"n": "3"}', _JSON, 422),
        (b'{"n": true}', _JSON, 422),
        (b'{"n": -1}', _JSON, 422),
        (b'{"week": "2026-W54"}', _JSON, 422),
        (b'{"exclude_ids": ["\\u0000", "\\ud800"]}', _JSON, 422),
        (b'{"\\ud800/~": 1}', _JSON, 422),
    ],
)
def test_a_body_that_cannot_be_used_is_a_problem(
    twins: Twins, content: bytes, headers: dict[str, str], status: int
) -> None:
    sent = {"Authorization": f"Bearer {twins.keys['admin']}", **headers}
    url = f"/v1/communities/{HOME}/picks"
    answer = twins.client.request("POST", url, content=content, headers=sent)
    _problem(answer, status)


@pytest.mark.parametrize("declared", [True, False])
def test_a_body_larger_than_two_megabytes_is_refused(twins: Twins, declared: bool) -> None:
    def parts() -> Iterator[bytes]:
        for _ in range(MAX_BODY // 10_000 + 1):
            yield b" " * 10_000

    content: Any = b" " * (MAX_BODY + 1) if declared else parts()
    headers = {"Authorization": f"Bearer {twins.keys['admin']}", **_JSON}
    url = f"/v1/communities/{HOME}/picks"
    _problem(twins.client.request("POST", url, content=content, headers=headers), 413)


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/products/%00",
        "/products/%ED%A0%80",
        "/products/" + "x" * 5000,
        "/products/../../../etc/passwd",
        "/products/%2e%2e%2f%2e%2e%2fetc",
        "/notes/",
        "/plans/x/export/y",
    ],
)
def test_an_odd_path_is_not_found(twins: Twins, path: str) -> None:
    answer = twins.ask("GET", path)
    _problem(answer, 422 if len(path) > 1000 else 404)


@pytest.mark.parametrize(
    "query",
    [
        "limit=-1",
        "limit=1e3",
        "limit=99999999999999999999",
        "cursor=%00",
        "cursor=_w==",
        "cursor=é",
    ],
)
def test_an_odd_query_names_what_is_wrong(twins: Twins, query: str) -> None:
    body = _problem(twins.ask("GET", f"/products?{query}"), 422)
    assert body["errors"][0]["pointer"] == "/query/" + query.partition("=")[0]


@pytest.mark.parametrize(
    "week", ["2026-48", "0000-W01", "9999-W99", "２０２６-W48", "2026-W48\n", ""]
)
def test_an_odd_week_is_refused(twins: Twins, week: str) -> None:
    _problem(twins.ask("GET", "/offers", params={"week": week}), 422)


def test_a_method_that_is_not_there_names_those_that_are(twins: Twins) -> None:
    answer = twins.ask("DELETE", "/products/p-doufu")
    _problem(answer, 405)
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS, PUT"
    asked = twins.ask("OPTIONS", "/orders", None)
    assert (asked.status_code, asked.headers["allow"]) == (204, "GET, HEAD, OPTIONS, POST")


def test_head_tells_what_get_would_without_the_body(twins: Twins) -> None:
    head, get = twins.ask("HEAD", "/products"), twins.ask("GET", "/products")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == get.headers["content-length"] == str(len(get.content))
    assert twins.ask("HEAD", "/products", None).status_code == 401


def test_answers_of_the_api_are_kept_by_nobody_and_carry_an_id(twins: Twins) -> None:
    for answer in (twins.ask("GET", "/products"), twins.ask("GET", "/products", None)):
        assert answer.headers["cache-control"] == "private, no-store"
        assert len(answer.headers["x-request-id"]) == 32
        assert answer.headers["x-content-type-options"] == "nosniff"
    url = f"/v1/communities/{HOME}/products"
    for sent, kept in (("abc-1", True), ("a b", False), ("x" * 65, False)):
        got = twins.client.get(url, headers={"x-request-id": sent}).headers["x-request-id"]
        assert (got == sent) is kept


def test_unknown_methods_are_counted_as_one(twins: Twins) -> None:
    twins.client.request("BREW", "/livez")
    figures = twins.client.get("/metrics").text
    assert 'method="other"' in figures
    assert "BREW" not in figures
    assert 'route="/v1/communities/{community}/products"' in figures


def test_what_was_made_says_where_it_is(twins: Twins) -> None:
    order = {
        "id": "o/1",
        "neighbour_id": "n001",
        "week": "2026-W48",
        "placed_at": "2026-11-24T08:30:00+08:00",
        "lines": [{"product_id": "p-doufu", "quantity": 1, "unit_price": "3.30"}],
    }
    tip = {**_NOTE, "id": "贴士/1", "kind": "tip"}
    sent = {
        "/orders": order,
        "/plans": {"slots_max": 3},
        "/recipes": {"have": [{"name": "豆腐", "grams": 200}]},
        "/notes": tip,
    }
    for path, body in sent.items():
        made = twins.ask("POST", path, json=body)
        assert made.status_code == 201, made.text
        found = twins.ask("GET", made.headers["location"])
        assert found.status_code == 200, (path, made.headers["location"], found.text)
        assert found.json()["id"] == made.json()["id"]


def test_somebody_elses_order_is_not_found_by_a_neighbours_key(twins: Twins) -> None:
    own = twins.ask("GET", "/orders", "neighbour").json()["items"][0]["id"]
    orders = twins.ask("GET", "/orders").json()["items"]
    other = next(order["id"] for order in orders if order["neighbour_id"] != "n001")
    assert twins.ask("GET", f"/orders/{own}", "neighbour").status_code == 200
    assert twins.ask("GET", f"/orders/{other}", "neighbour").status_code == 404


def test_a_product_of_nobody_is_refused_by_the_name_of_the_field(twins: Twins) -> None:
    product = twins.ask("GET", "/products/p-doufu").json()
    body = _problem(
        twins.ask("PUT", "/products/p-doufu", json={**product, "supplier_id": "s-nobody"}), 422
    )
    assert [error["pointer"] for error in body["errors"]] == ["/supplier_id"]


@pytest.mark.parametrize(
    ("field", "value", "pointer"),
    [
        ("foods", "daikon:1", "/foods"),
        ("foods", ["daikon:1"], "/foods/0"),
        ("hidden", "yes", "/hidden"),
        ("case_size", "3", "/case_size"),
        ("stock/~", 1, "/stock~1~0"),
    ],
)
def test_cells_of_a_table_are_not_taken_for_json(
    twins: Twins, field: str, value: Any, pointer: str
) -> None:
    product = twins.ask("GET", "/products/p-doufu").json()
    answer = twins.ask("PUT", "/products/p-doufu", json={**product, field: value})
    assert [error["pointer"] for error in _problem(answer, 422)["errors"]] == [pointer]


def test_a_contributed_recipe_is_understood_as_an_imported_one(twins: Twins) -> None:
    lines = {
        "ingredients": [{"name": "白萝卜", "amount": 1, "unit": "斤"}],
        "ingredients_text": ["香菜"],
        "quantities_text": ["白糖 20g * 份数", "盐 适量"],
        "steps": ["1. 拌匀。"],
    }
    answer = twins.ask("POST", "/notes", json={**_NOTE, "recipe": lines})
    assert answer.status_code == 201, answer.text
    recipe = answer.json()["recipe"]
    told = {item["food_id"]: (item["grams"], item["per_serving"]) for item in recipe["ingredients"]}
    assert told["daikon"] == (500, False)
    assert told["sugar"] == (20, True)
    assert {"coriander", "salt"} <= set(told)
    assert recipe["steps"] == ["拌匀。"]


@pytest.mark.parametrize(
    ("changed", "pointer"),
    [
        ({"recipe": {"ingredients": []}}, "/recipe"),
        ({"recipe": {"ingredients": [{"name": "盐", "food_id": "x"}]}}, "/recipe/ingredients"),
        ({"kind": "tip", "title": "食物相克"}, "/title"),
    ],
)
def test_a_note_that_cannot_be_used_names_the_field(
    twins: Twins, changed: dict[str, Any], pointer: str
) -> None:
    answer = twins.ask("POST", "/notes", json={**_NOTE, "id": "n-10", **changed})
    assert [error["pointer"] for error in _problem(answer, 422)["errors"]] == [pointer]


def test_a_note_says_whether_it_is_cited(twins: Twins) -> None:
    twins.ask("POST", "/notes", json={**_NOTE, "id": "n-11", "kind": "tip"})
    assert twins.ask("GET", "/notes/n-11/status").json() == {"status": "pending"}
    twins.ask("PUT", "/notes/n-11/status", json={"status": "rejected"})
    assert twins.ask("GET", "/notes/n-11/status").json() == {"status": "rejected"}


def test_an_audience_nobody_knows_gets_the_communitys_picks(twins: Twins) -> None:
    body = twins.ask("POST", "/picks", json={"audience": [f"x{i}" for i in range(9)]}).json()
    assert body["items"] == twins.ask("GET", "/picks").json()["items"]


def test_a_supplier_with_an_unknown_transport_does_not_break_the_picks(twins: Twins) -> None:
    supplier = twins.ask("GET", "/suppliers/s-yaojia").json()
    answer = twins.ask("PUT", "/suppliers/s-yaojia", json={**supplier, "transport": "rocket"})
    assert answer.status_code in (200, 422)
    assert twins.ask("GET", "/picks").status_code == 200


def test_a_revoked_key_stops_within_a_second(twins: Twins) -> None:
    assert twins.ask("GET", "/products", "away").status_code == 403
    id_: KeyId = split_key(twins.keys["away"])[0]
    with twins.services.database.transaction() as store:
        store.keys.save([replace(store.key(id_), revoked_at=twins.services.clock())])
        store.commit()
    time.sleep(0.6)
    assert twins.ask("GET", "/products", "away").status_code == 401


def test_a_key_that_asks_too_often_is_told_when_to_come_back(twins: Twins) -> None:
    strict = replace(twins.services, keys_allowance=Allowances(2))
    key = {"authorization": f"Bearer {twins.keys['admin']}"}
    with TestClient(create_app(strict)) as client:
        path = f"/v1/communities/{HOME}/products"
        first, second, third = (client.get(path, headers=key) for _ in range(3))
    assert first.headers["ratelimit"] == '"minute";r=1;t=30'
    assert second.headers["ratelimit-policy"] == '"minute";q=2;w=60'
    assert _problem(third, 429)["type"] == "urn:lvlin:problem:too-many"
    assert 0 < int(third.headers["retry-after"]) <= 30


def test_no_log_line_holds_a_key_a_body_or_what_a_crash_said(
    twins: Twins, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("SELECT secret FROM neighbours -- 花生过敏")

    wish = {"have": [{"name": "豆腐", "grams": 200}], "allergies": ["花生"]}
    with capture_logs(processors=[structlog.processors.format_exc_info]) as lines:
        twins.ask("GET", "/products")
        twins.ask("GET", "/products", "malformed")
        twins.ask("POST", "/recipes", json=wish)
        monkeypatch.setattr("serving.api.recommendations.recommend", broken)
        crash = twins.ask("GET", "/picks")
    _problem(crash, 500)
    assert crash.headers["cache-control"] == "private, no-store"
    assert {line["event"] for line in lines} == {"request", "crashed"}
    text = repr(lines) + crash.text
    secrets = [split_key(twins.keys["admin"])[1], twins.keys["malformed"]]
    for secret in (*secrets, "花生", "SELECT", "Bearer"):
        assert secret not in text
    assert next(line for line in lines if line["event"] == "crashed")["error"] == "RuntimeError"
