"""What was offered and sold is read once, and again as soon as there is more of it."""

from __future__ import annotations

from community.ids import CommunityId
from serving.histories import History
from serving.services import Services
from tests.serving.world import NOW, Api

HOME = CommunityId("lvlin")


def _history(services: Services) -> History:
    with services.database.read() as store:
        return services.histories.of(store, HOME)


def test_a_history_is_read_once_and_what_is_made_of_it_made_once(
    shared_services: Services,
) -> None:
    history = _history(shared_services)
    assert _history(shared_services) is history
    made = [history.once("sum", lambda: object()) for _ in range(2)]
    assert made[0] is made[1]
    assert sum(history.sales.quantities) > 10_000
    assert history.neighbours == 300


def test_an_order_and_another_price_are_seen_at_once(fresh_api: Api, services: Services) -> None:
    before = _history(services)
    offer = fresh_api("GET", "/offers?week=2026-W48&limit=1", "host").json()["items"][0]
    order = {
        "id": "o-new",
        "neighbour_id": "n001",
        "week": offer["week"],
        "placed_at": NOW.isoformat(),
        "lines": [{"product_id": offer["product_id"], "quantity": 2, "unit_price": offer["price"]}],
    }
    assert fresh_api("POST", "/orders", "neighbour", json=order).status_code == 201
    after = _history(services)
    assert sum(after.sales.quantities) == sum(before.sales.quantities) + 2
    dearer = {"week": offer["week"], "product_id": offer["product_id"], "price": "99.00"}
    assert fresh_api("PUT", "/offers", "leader", json=dearer).status_code == 200
    prices = {o.price for o in _history(services).offers if o.id.endswith(offer["product_id"])}
    assert any(str(price) == "99.00" for price in prices)
