"""Two small communities in one database, alike but for a mark in every text of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from community.ids import CommunityId
from community.models import AccessKey
from community.ports import Store, each
from community.records import (
    CommunityRecord,
    EventRecord,
    NeighbourRecord,
    NoteRecord,
    OfferRecord,
    OrderRecord,
    ProductRecord,
    SupplierRecord,
    TraceRecord,
)
from serving.api.app import create_app
from serving.keys import SCOPES, create_key
from serving.services import Services
from serving.usecases.notes import note_of
from serving.usecases.train import train
from tests.serving.world import NOW, opened

HOME, AWAY = "dongcun", "xicun"
MARK = {HOME: "东村暗号", AWAY: "西村暗号"}
FOODS = {"p-xiaoqingcai": "bok_choy", "p-doufu": "tofu_firm", "p-luobo": "daikon"}
WEEKS = ("2026-W45", "2026-W46", "2026-W47", "2026-W48", "2026-W49")
_NOUNS = ("neighbours", "care", "suppliers", "products", "offers", "orders", "events", "polls")
_NOUNS += ("votes", "notes", "trace", "recipes", "plans", "keys")


@dataclass(frozen=True, slots=True, kw_only=True)
class Twins:
    """The app over both, with keys by name (`scopes` holds one key for each set of scopes)."""

    services: Services
    client: TestClient
    keys: Mapping[str, str]

    def ask(self, method: str, path: str, key: str | None = "admin", **parts: Any) -> Any:
        """Send a request to the first community (or to any path under /v1) with a key by name."""
        headers = {"Authorization": f"Bearer {self.keys[key]}"} if key else {}
        headers |= parts.pop("headers", {})
        url = path if path.startswith("/v1") else f"/v1/communities/{HOME}{path}"
        return self.client.request(method, url, headers=headers, **parts)


@contextmanager
def two_communities(home: Path) -> Iterator[Twins]:
    with opened(home) as services:
        for id_ in (HOME, AWAY):
            with services.database.transaction() as store:
                _fill(store, services, CommunityId(id_), MARK[id_])
                store.commit()
            train(services, CommunityId(id_))
        keys = _keys(services)
        with TestClient(create_app(services), raise_server_exceptions=False) as client:
            yield Twins(services=services, client=client, keys=keys)


def everything(services: Services, id_: str) -> Mapping[str, list[Any]]:
    """Return all that a community holds, by noun."""
    with services.database.read() as store:
        return {noun: list(each(getattr(store, noun), CommunityId(id_))) for noun in _NOUNS}


def key_without(services: Services, scope: str) -> str:
    """Return a new key of the first community with every scope but `scope` and admin."""
    return _made(services, HOME, scopes=SCOPES - {scope, "admin"})


def _keys(services: Services) -> Mapping[str, str]:
    past = NOW - timedelta(days=1)
    return {
        "admin": _made(services, HOME),
        "away": _made(services, AWAY),
        "neighbour": _made(services, HOME, scopes={"orders:write"}, neighbour_id="n001"),
        "revoked": _made(services, HOME, revoked_at=past),
        "expired": _made(services, HOME, expires_at=past),
        "malformed": "lv_short_secret",
        "unknown": "lv_aaaaaaaa_" + "A" * 43,
    }


def _made(services: Services, id_: str, scopes: Any = ("admin",), **more: Any) -> str:
    key, text = create_key(CommunityId(id_), scopes, label="test", now=NOW)
    kept: AccessKey = replace(key, **more)
    with services.database.transaction() as store:
        store.keys.save([kept])
        store.commit()
    return text


def _fill(store: Store, services: Services, id_: CommunityId, mark: str) -> None:
    place = {"latitude": 30.9, "longitude": 120.4}
    community = CommunityRecord(id=id_, name=f"{mark}公社", town="青溪镇", synthetic=True, **place)
    store.communities.save([community.to_model()])
    supplier = SupplierRecord(
        id="s-yaojia", name=f"{mark}菜园", kind="farm", story=f"{mark}的故事。", **place
    )
    store.suppliers.save([supplier.to_model(id_), _only(supplier, "s", mark).to_model(id_)])
    products = [_product(name, food, mark) for name, food in FOODS.items()]
    store.products.save(p.to_model(id_) for p in (*products, _only(products[0], "p", mark)))
    people = [
        NeighbourRecord(id=f"n00{i}", name=f"{mark}阿姨{i}", adults=2, joined="2026-03-01")
        for i in range(1, 7)
    ]
    store.neighbours.save(p.to_model(id_) for p in (*people, _only(people[0], "n", mark)))
    offers = [
        OfferRecord(week=week, product_id=product, price="3.30", stock=500)
        for week in WEEKS
        for product in FOODS
    ]
    store.offers.save(offer.to_model(id_) for offer in offers)
    store.orders.save(order.to_model(id_) for order in _orders(mark))
    store.notes.save(note_of(note, id_, services.lexicon) for note in _notes(mark))
    store.events.save([_event(mark).to_model(id_)])
    trace = _trace(mark)
    store.trace.save(event.to_model(id_) for event in (trace, _only(trace, "t", mark)))


def _trace(mark: str) -> TraceRecord:
    return TraceRecord(
        id="t-1",
        product_id="p-doufu",
        batch="20261124-A",
        step="pack",
        occurred_at="2026-11-24T08:30:00+08:00",
        actor=f"{mark}阿姨",
    )


def _only(record: Any, prefix: str, mark: str) -> Any:
    """Return a copy under an id that the other community does not have."""
    return record.model_copy(update={"id": f"{prefix}-{mark}"})


def _product(id_: str, food: str, mark: str) -> ProductRecord:
    return ProductRecord(
        id=id_,
        supplier_id="s-yaojia",
        name=f"{mark}{id_}",
        category="叶菜",
        foods=[{"food_id": food, "share": 1}],
        pack_grams=500,
        price="3.30",
        cost="2.10",
        story=f"{mark}的一天。",
    )


def _orders(mark: str) -> Iterator[OrderRecord]:
    for week in WEEKS[:3]:
        for i in range(1, 7):
            lines = [
                {"product_id": product, "quantity": 1 + place, "unit_price": "3.30"}
                for place, product in enumerate(list(FOODS)[: 1 + i % 3])
            ]
            yield OrderRecord(
                id=f"o-{mark}-{week}-{i}",
                neighbour_id=f"n00{i}",
                week=week,
                placed_at="2026-11-01T08:30:00+08:00",
                lines=lines,
            )


def _notes(mark: str) -> Iterator[NoteRecord]:
    shared = {"source": f"{mark}本子", "licence": "CC-BY-4.0"}
    recipe = {
        "ingredients": [{"name": "萝卜", "amount": 200, "unit": "克"}],
        "steps": [f"{mark}：萝卜切条，拌盐。"],
        "servings": 2,
    }
    for id_ in ("recipes/jiang-luobo-pi", f"recipes/{mark}"):
        yield NoteRecord(id=id_, kind="recipe", title=f"{mark}萝卜条", recipe=recipe, **shared)
    yield NoteRecord(
        id=f"tips/{mark}", kind="tip", title=f"{mark}", text="别扔。", status="pending", **shared
    )


def _event(mark: str) -> EventRecord:
    return EventRecord(
        id=f"e-{mark}",
        type="view",
        occurred_at="2026-11-24T08:30:00+08:00",
        neighbour_id="n001",
        product_id="p-doufu",
    )
