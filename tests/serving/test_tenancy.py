"""No key opens what is not its own: every operation of the document, every kind of wrong key.

Each operation has a row with a request that is right for the first community. It is then sent with
every wrong key, and with the second community's ids wherever an id can stand. Nothing of the second
community may come back or change, and an operation without a row fails.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.serving.twins import (
    AWAY,
    HOME,
    MARK,
    Twins,
    everything,
    key_without,
    two_communities,
)

_ID = MARK[AWAY]  # the second community's own ids end so
_AT = "2026-11-24T08:30:00+08:00"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A right request, the scope it needs, and its `foreign` forms: the same with alien ids."""

    scope: str
    path: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    body: Mapping[str, Any] | None = None
    foreign: tuple[Mapping[str, Any], ...] = ()


def _listed(scope: str, *more: Mapping[str, Any]) -> Row:
    cursor = base64.urlsafe_b64encode(_ID.encode()).decode()
    return Row(scope=scope, foreign=({"query": {"cursor": cursor}}, *more))


def _one(scope: str, name: str, own: str, alien: str) -> Row:
    return Row(scope=scope, path={name: own}, foreign=({"path": {name: alien}},))


_SUPPLIER = {
    "id": "s-yaojia",
    "name": "姚家菜园",
    "kind": "farm",
    "latitude": 30.9,
    "longitude": 120.4,
}
_PRODUCT = {
    "id": "p-doufu",
    "supplier_id": "s-yaojia",
    "name": "豆腐",
    "category": "豆制品",
    "price": "3.30",
    "cost": "2.10",
    "foods": [{"food_id": "tofu_firm", "share": 1}],
}
_NEIGHBOUR = {"id": "n001", "name": "阿姨", "joined": "2026-03-01"}
_OFFER = {"week": "2026-W49", "product_id": "p-doufu", "price": "3.30"}
_LINE = {"product_id": "p-doufu", "quantity": 1, "unit_price": "3.30"}
_ORDER = {"id": "o-1", "neighbour_id": "n001", "week": "2026-W49", "placed_at": _AT}
_EVENT = {"id": "e-1", "type": "view", "occurred_at": _AT, "product_id": "p-doufu"}
_NOTE = {"id": "n-1", "kind": "tip", "title": "别扔", "source": "本子", "licence": "CC0-1.0"}
_POLL = {"options": ["p-doufu", "p-luobo"]}
_WISH = {"have": [{"name": "豆腐", "grams": 200}]}


def _order(**changed: Any) -> Mapping[str, Any]:
    return {**_ORDER, "lines": [_LINE], **changed}


def _rows(made: Mapping[str, str]) -> Mapping[str, Row]:
    """Return the row of each operation; `made` holds plans and recipes of both communities."""
    return {
        "list_suppliers": _listed("picks:read"),
        "read_supplier": _one("picks:read", "thing", "s-yaojia", f"s-{_ID}"),
        "put_supplier": Row(scope="admin", path={"thing": "s-yaojia"}, body=_SUPPLIER),
        "list_products": _listed("picks:read"),
        "read_product": _one("picks:read", "thing", "p-doufu", f"p-{_ID}"),
        "put_product": Row(
            scope="admin",
            path={"thing": "p-doufu"},
            body=_PRODUCT,
            foreign=({"body": {**_PRODUCT, "supplier_id": f"s-{_ID}"}},),
        ),
        "list_offers": _listed("picks:read", {"query": {"week": "2026-W48"}}),
        "put_offer": Row(
            scope="plans:write",
            body=_OFFER,
            foreign=({"body": {**_OFFER, "product_id": f"p-{_ID}"}},),
        ),
        "list_neighbours": _listed("admin"),
        "read_neighbour": _one("orders:write", "neighbour", "n001", f"n-{_ID}"),
        "put_neighbour": Row(scope="orders:write", path={"neighbour": "n001"}, body=_NEIGHBOUR),
        "delete_neighbour": Row(
            scope="orders:write",
            path={"neighbour": "n006"},
            foreign=({"path": {"neighbour": f"n-{_ID}"}},),
        ),
        "read_archive": _one("orders:write", "neighbour", "n001", f"n-{_ID}"),
        "list_orders": _listed("orders:write", {"query": {"neighbour_id": f"n-{_ID}"}}),
        "read_order": _one("orders:write", "order", made["order"], f"o-{_ID}-2026-W45-1"),
        "create_order": Row(
            scope="orders:write",
            body=_order(),
            foreign=(
                {"body": _order(neighbour_id=f"n-{_ID}")},
                {"body": _order(lines=[{**_LINE, "product_id": f"p-{_ID}"}])},
                {"body": _order(id=f"o-{_ID}-2026-W45-1", neighbour_id=f"n-{_ID}")},
            ),
        ),
        "create_events": Row(
            scope="orders:write",
            body={"events": [_EVENT]},
            foreign=(
                {"body": {"events": [{**_EVENT, "product_id": f"p-{_ID}"}]}},
                {"body": {"events": [{**_EVENT, "neighbour_id": f"n-{_ID}"}]}},
                {"body": {"events": [{**_EVENT, "note_id": f"recipes/{_ID}"}]}},
            ),
        ),
        "create_recommendation": Row(
            scope="picks:read",
            body={"n": 3},
            foreign=(
                {"body": {"neighbour_id": f"n-{_ID}"}},
                {"body": {"basket": [f"p-{_ID}"], "exclude_ids": [f"p-{_ID}"]}},
            ),
        ),
        "list_picks": Row(
            scope="picks:read", foreign=({"query": {"exclude_ids": f"p-{_ID}", "n": "100"}},)
        ),
        "create_picks": Row(
            scope="picks:read", body={"n": 3}, foreign=({"body": {"audience": [f"n-{_ID}"] * 6}},)
        ),
        **_kitchen_rows(made),
        **_plan_rows(made),
        **_poll_rows(made),
        **_trace_rows(),
        "create_jielong": _jielong_row(),
    }


def _jielong_row() -> Row:
    body = {"week": "2026-W49", "pasted": "1. 阿姨 豆腐1"}
    alien = ({"product_ids": [f"p-{_ID}"]}, {"people": {"阿姨": f"n-{_ID}"}})
    return Row(scope="plans:write", body=body, foreign=tuple({"body": body | a} for a in alien))


def _trace_rows() -> Mapping[str, Row]:
    sizes = {"first": "1", "second": "2"}
    return {
        "read_trace_key": Row(scope="picks:read"),
        "read_trace_checkpoint": Row(scope="picks:read"),
        "read_trace_entries": Row(scope="picks:read"),
        "read_trace_consistency": Row(scope="picks:read", query=sizes),
        "read_trace_proof": _one("picks:read", "event", "t-1", f"t-{_ID}"),
    }


def _kitchen_rows(made: Mapping[str, str]) -> Mapping[str, Row]:
    status = {"body": {"status": "approved"}}
    return {
        "create_recipe": Row(
            scope="recipes:write",
            body=_WISH,
            foreign=({"body": {**_WISH, "neighbour_id": f"n-{_ID}"}},),
        ),
        "read_recipe": _one("recipes:write", "recipe", made["recipe"], made["away recipe"]),
        "list_notes": _listed("recipes:write", {"query": {"status": "pending"}}),
        "find_notes": Row(scope="recipes:write", query={"q": "萝卜"}, foreign=(_asks(),)),
        "read_note": _one("recipes:write", "note", "recipes/jiang-luobo-pi", f"recipes/{_ID}"),
        "read_status": _one("recipes:write", "note", "recipes/jiang-luobo-pi", f"tips/{_ID}"),
        "create_note": Row(scope="recipes:write", body=_NOTE),
        "decide": Row(
            scope="notes:moderate",
            path={"note": "recipes/jiang-luobo-pi"},
            foreign=({"path": {"note": f"tips/{_ID}"}, **status},),
            **status,
        ),
    }


def _asks() -> Mapping[str, Any]:
    return {"query": {"q": "萝卜条 暗号", "n": "50"}}


def _plan_rows(made: Mapping[str, str]) -> Mapping[str, Row]:
    own, alien = {"plan": made["plan"]}, {"path": {"plan": made["away plan"]}}
    file = {"query": {"kind": "csv"}}
    return {
        "create_plan": Row(
            scope="plans:write",
            body={"slots_max": 3},
            foreign=(
                {"body": {"locks": [f"p-{_ID}"]}},
                {"body": {"bans": [f"p-{_ID}"], "supplier_outage": [f"s-{_ID}"]}},
            ),
        ),
        "list_plans": _listed("plans:write"),
        "get_plan": Row(scope="plans:write", path=own, foreign=(alien,)),
        "accept": Row(scope="plans:write", path=own, foreign=(alien,)),
        "export": Row(scope="plans:write", path=own, foreign=({**alien, **file},), **file),
        "try_plan": Row(
            scope="plans:write",
            path=own,
            body={"slots_max": 2},
            foreign=(
                {**alien, "body": {"slots_max": 2}},
                {"body": {"locks": [f"p-{_ID}"], "prices": {f"p-{_ID}": "1.00"}}},
                {"body": {"essentials": [{"name": "x", "any_of": [f"p-{_ID}"]}]}},
            ),
        ),
        "explain_absence": Row(
            scope="plans:write",
            path=own,
            query={"product": "p-doufu"},
            foreign=(
                {**alien, "query": {"product": "p-doufu"}},
                {"query": {"product": f"p-{_ID}"}},
            ),
        ),
        "list_tradeoff": Row(scope="plans:write", path=own, foreign=(alien,)),
        "list_failures": Row(scope="plans:write", path=own, foreign=(alien,)),
        "list_poll_proposals": Row(scope="plans:write", path=own, foreign=(alien,)),
    }


def _poll_rows(made: Mapping[str, str]) -> Mapping[str, Row]:
    own, alien = {"poll": made["poll"]}, {"path": {"poll": made["away poll"]}}
    vote = {"option": "p-doufu", "neighbour_id": "n001"}
    return {
        "create_poll": Row(
            scope="plans:write",
            body=_POLL,
            foreign=({"body": {"options": ["p-doufu", f"p-{_ID}"]}},),
        ),
        "list_polls": _listed("picks:read"),
        "get_poll": Row(scope="picks:read", path=own, foreign=(alien,)),
        "create_vote": Row(
            scope="orders:write",
            path=own,
            body=vote,
            foreign=(
                {**alien, "body": vote},
                {"body": {**vote, "neighbour_id": f"n-{_ID}"}},
                {"body": {**vote, "option": f"p-{_ID}"}},
            ),
        ),
        "end_poll": Row(scope="plans:write", path=own, foreign=(alien,)),
    }


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Twins]:
    with two_communities(tmp_path_factory.mktemp("tenancy")) as made:
        yield made


@pytest.fixture(scope="module")
def rows(twins: Twins) -> Mapping[str, Row]:
    made = {"order": f"o-{MARK[HOME]}-2026-W45-1"}
    for name, community, key in (("", HOME, "admin"), ("away ", AWAY, "away")):
        base = f"/v1/communities/{community}"
        plan = twins.ask("POST", f"{base}/plans", key, json={"slots_max": 3})
        recipe = twins.ask("POST", f"{base}/recipes", key, json=_WISH)
        poll = twins.ask("POST", f"{base}/polls", key, json=_POLL)
        made[f"{name}plan"], made[f"{name}recipe"] = plan.json()["id"], recipe.json()["id"]
        made[f"{name}poll"] = poll.json()["id"]
    return _rows(made)


@pytest.fixture(scope="module")
def operations(twins: Twins) -> Mapping[str, tuple[str, str]]:
    """Method and path of every operation that belongs to a community."""
    paths = twins.client.get("/openapi.json").json()["paths"]
    return {
        operation["operationId"]: (method.upper(), path)
        for path, methods in paths.items()
        for method, operation in methods.items()
        if path.startswith("/v1/")
    }


def _send(
    twins: Twins,
    operation: tuple[str, str],
    row: Row,
    key: str | None,
    *,
    community: str = HOME,
    **changed: Any,
) -> Any:
    method, path = operation
    url = path.format(community=community, **(changed.get("path") or row.path))
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    query, body = changed.get("query") or row.query, changed.get("body") or row.body
    return twins.client.request(method, url, params=query, json=body, headers=headers)


def test_every_operation_has_a_row(
    rows: Mapping[str, Row], operations: Mapping[str, tuple[str, str]]
) -> None:
    assert set(rows) == set(operations)
    assert len(rows) > 25


def test_a_right_key_opens_every_row(
    twins: Twins, rows: Mapping[str, Row], operations: Mapping[str, tuple[str, str]]
) -> None:
    """Otherwise the refusals below would prove nothing."""
    for name, row in rows.items():
        answer = _send(twins, operations[name], row, twins.keys["admin"])
        assert answer.is_success, (name, answer.status_code, answer.text)
        assert MARK[AWAY] not in answer.text, name


@pytest.mark.parametrize("kind", ["no key", "malformed", "unknown", "revoked", "expired"])
def test_a_key_that_is_not_good_opens_nothing(
    twins: Twins, rows: Mapping[str, Row], operations: Mapping[str, tuple[str, str]], kind: str
) -> None:
    for name, row in rows.items():
        answer = _send(twins, operations[name], row, twins.keys.get(kind))
        assert answer.status_code == 401, (name, answer.status_code, answer.text)
        _tells_nothing(answer, name)


def test_a_key_without_the_scope_opens_nothing(
    twins: Twins, rows: Mapping[str, Row], operations: Mapping[str, tuple[str, str]]
) -> None:
    keys = {scope: key_without(twins.services, scope) for scope in {r.scope for r in rows.values()}}
    for name, row in rows.items():
        answer = _send(twins, operations[name], row, keys[row.scope])
        assert answer.status_code == 403, (name, answer.status_code, answer.text)
        _tells_nothing(answer, name)


@pytest.mark.parametrize(("key", "community"), [("away", HOME), ("admin", AWAY)])
def test_a_key_of_one_community_opens_nothing_of_the_other(
    twins: Twins,
    rows: Mapping[str, Row],
    operations: Mapping[str, tuple[str, str]],
    key: str,
    community: str,
) -> None:
    before = everything(twins.services, community)
    for name, row in rows.items():
        answer = _send(twins, operations[name], row, twins.keys[key], community=community)
        assert answer.status_code == 403, (name, answer.status_code, answer.text)
        _tells_nothing(answer, name)
    assert everything(twins.services, community) == before


def test_ids_of_the_other_community_lead_nowhere(
    twins: Twins, rows: Mapping[str, Row], operations: Mapping[str, tuple[str, str]]
) -> None:
    before, tried = everything(twins.services, AWAY), 0
    for name, row in rows.items():
        for changed in row.foreign:
            answer = _send(twins, operations[name], row, twins.keys["admin"], **changed)
            tried += 1
            assert answer.status_code < 500, (name, answer.text)
            told = answer.text.replace(f"-{_ID}", "").replace(f"/{_ID}", "")  # the ids we sent
            assert MARK[AWAY] not in told, (name, changed, answer.text)
            if "path" in changed:
                assert answer.status_code == 404, (name, changed, answer.text)
    assert tried > 30
    assert everything(twins.services, AWAY) == before


def _tells_nothing(answer: Any, name: str) -> None:
    assert answer.headers["content-type"] == "application/problem+json", name
    assert not any(mark in answer.text for mark in MARK.values()), (name, answer.text)
