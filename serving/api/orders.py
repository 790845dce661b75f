"""Orders: what each neighbour takes in a week."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from community.errors import InvalidField, NotFound
from community.ids import CommunityId
from community.ports import Filter
from community.records import OrderRecord
from community.weeks import Week
from serving.api.context import CommunityPath, Orderer, ServicesNow, located
from serving.api.exact import exact
from serving.api.paging import Page, TurnNow, page_of
from serving.keys import check_neighbour
from serving.schemas.common import WeekText
from serving.usecases.order import place_order

router = APIRouter(prefix="/v1/communities/{community}", tags=["orders"])


@router.get("/orders", summary="Orders, in pages")
def list_orders(
    services: ServicesNow,
    key: Orderer,
    community: CommunityPath,
    turn: TurnNow,
    *,
    week: Annotated[WeekText | None, Query()] = None,
    neighbour_id: Annotated[str | None, Query(max_length=128)] = None,
) -> Page[OrderRecord]:
    """Give orders; a neighbour's own key sees that neighbour's only."""
    if key.neighbour_id is not None:
        check_neighbour(key, neighbour_id or key.neighbour_id)
        neighbour_id = key.neighbour_id
    where = Filter(week=Week.parse(week) if week else None, neighbour_id=neighbour_id)
    with services.database.read() as store:
        store.communities.get(CommunityId(community), community)
        return page_of(store.orders, CommunityId(community), turn, OrderRecord.from_model, where)


@router.get("/orders/{order:path}", summary="One order")
def read_order(
    services: ServicesNow,
    key: Orderer,
    community: CommunityPath,
    order: Annotated[str, Path(max_length=128)],
) -> OrderRecord:
    """Give an order; somebody else's is not found by a neighbour's own key."""
    with services.database.read() as store:
        found = store.orders.get(CommunityId(community), order)
    if key.neighbour_id not in (None, found.neighbour_id):
        raise NotFound("order", order)
    return OrderRecord.from_model(found)


@router.post(
    "/orders",
    status_code=201,
    summary="Place an order",
    responses={200: {"model": OrderRecord, "description": "It was placed before"}},
)
def create_order(
    services: ServicesNow,
    key: Orderer,
    community: CommunityPath,
    order: Annotated[OrderRecord, exact(OrderRecord)],
    response: Response,
) -> OrderRecord:
    """Book an order of what is offered at its price; sending it twice books it once."""
    if key.neighbour_id is not None:
        check_neighbour(key, order.neighbour_id)
    if not order.lines:
        raise InvalidField("/lines", "order at least one product")
    if not place_order(services, order.to_model(CommunityId(community))):
        response.status_code = 200
    response.headers["Location"] = located(community, "orders", order.id)
    return order
