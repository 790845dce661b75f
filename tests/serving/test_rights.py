"""A neighbour's own data: all of it on request, and none of it after they were erased."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from community.errors import NotFound
from community.ids import CommunityId, EventId, NeighbourId, OrderId, ProductId
from community.models import Care, Event, EventType, Order, OrderLine
from community.weeks import Week
from serving.services import Services
from serving.usecases.recommend import Asked, recommend
from serving.usecases.rights import archive_neighbour, erase_neighbour
from serving.usecases.train import train

HOME = CommunityId("lvlin")
CANARY = NeighbourId("canary-7f3a9c")
NAME = "金丝雀阿姨"
_PRODUCT = ProductId("p-xiaoqingcai")


@pytest.fixture
def watched(services: Services) -> Services:
    """The sample community with one more neighbour, of whom there is a trace everywhere."""
    with services.database.transaction() as store:
        someone = next(iter(store.neighbours.page(HOME)))
        store.neighbours.save([replace(someone, id=CANARY, name=NAME)])
        store.care.save([_care(services)])
        store.orders.save([_order(services, number) for number in range(4)])
        store.events.save([_event(services)])
        store.commit()
    train(services, HOME)
    return services


def _care(services: Services) -> Care:
    return Care(
        neighbour_id=CANARY,
        community_id=HOME,
        allergies=("peanut",),
        consented_at=services.clock(),
    )


def _order(services: Services, number: int) -> Order:
    return Order(
        id=OrderId(f"o-{CANARY}-{number}"),
        community_id=HOME,
        neighbour_id=CANARY,
        week=Week(2026, 40 + number),
        placed_at=services.clock(),
        lines=(OrderLine(_PRODUCT, 2, Decimal("3.30")),),
    )


def _event(services: Services) -> Event:
    return Event(
        id=EventId(f"e-{CANARY}"),
        community_id=HOME,
        type=EventType.VIEW,
        occurred_at=services.clock(),
        neighbour_id=CANARY,
        product_id=_PRODUCT,
    )


def _files_that_tell(home: Path) -> list[str]:
    needles = [CANARY.encode(), CANARY.encode("utf-32-le"), NAME.encode()]
    files = [path for path in home.rglob("*") if path.is_file() and not path.is_symlink()]
    return [path.name for path in files if any(word in path.read_bytes() for word in needles)]


def test_an_archive_holds_everything_about_one_neighbour(watched: Services) -> None:
    found = archive_neighbour(watched, HOME, CANARY)
    assert found["neighbour"]["name"] == NAME
    assert found["neighbour"]["allergies"] == ["peanut"]
    assert len(found["orders"]) == 4
    assert len(found["events"]) == 1


def test_nothing_tells_of_an_erased_neighbour_neither_rows_nor_files_nor_models(
    watched: Services,
) -> None:
    home = watched.settings.home
    assert any(name.startswith("lvlin.db") for name in _files_that_tell(home))
    assert "user_ids.npy" in _files_that_tell(home)
    assert CANARY in watched.models.current(HOME).user_row
    assert erase_neighbour(watched, HOME, CANARY) == 7  # neighbour, care, four orders, an event
    assert _files_that_tell(home) == []
    assert CANARY not in watched.models.current(HOME).user_row
    with pytest.raises(NotFound):
        recommend(watched, Asked(community_id=HOME, neighbour_id=CANARY))
    with pytest.raises(NotFound):
        archive_neighbour(watched, HOME, CANARY)


def test_somebody_unknown_has_no_archive_and_cannot_be_erased(services: Services) -> None:
    for ask in (archive_neighbour, erase_neighbour):
        with pytest.raises(NotFound):
            ask(services, HOME, NeighbourId("nobody"))


def test_the_last_neighbour_with_orders_takes_the_model_along(watched: Services) -> None:
    with watched.database.transaction() as store:
        for order in list(store.orders.page(HOME, limit=100_000)):
            if order.neighbour_id != CANARY:
                store.orders.remove(HOME, order.id)
        store.commit()
    erase_neighbour(watched, HOME, CANARY)
    assert not watched.models.trained(HOME)
    assert _files_that_tell(watched.settings.home) == []
