from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from community.errors import InvalidField
from community.ids import CommunityId, NeighbourId, OrderId, ProductId
from community.models import Order, OrderLine
from recsys.artifact import load
from recsys.training import train
from tests.recsys.shop import WEEK

NOW = datetime(2026, 11, 24, tzinfo=UTC)


def order(neighbour: str, weeks_ago: int, *products: str) -> Order:
    return Order(
        id=OrderId(f"{neighbour}-{weeks_ago}"),
        community_id=CommunityId("c1"),
        neighbour_id=NeighbourId(neighbour),
        week=WEEK + -weeks_ago,
        placed_at=NOW,
        lines=tuple(OrderLine(ProductId(id_), 2, Decimal(3)) for id_ in products),
    )


ORDERS = [order(f"n{k}", ago, "tofu", f"own{k}") for k in range(9) for ago in range(6)]


def test_orders_become_a_model_that_serves(tmp_path: Path) -> None:
    manifest = train(ORDERS, tmp_path, now=NOW)
    assert dict(manifest.facts) == {"users": 9, "items": 10, "lines": 108}
    ranked = load(tmp_path).recommend("n4", 2)
    assert set(ranked.ids) == {"tofu", "own4"}
    assert ranked.model_version == manifest.version
    own = next(item for item in ranked.items if item.id == "own4")
    assert own.reasons[0].params["quantity"] == 2.0


def test_a_community_without_orders_keeps_the_model_it_has(tmp_path: Path) -> None:
    version = train(ORDERS, tmp_path, now=NOW).version
    with pytest.raises(InvalidField):
        train([], tmp_path, now=NOW)
    assert load(tmp_path).version == version
