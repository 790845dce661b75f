"""Order what is offered."""

from __future__ import annotations

from dataclasses import replace

from community.errors import Conflict, InvalidField
from community.ids import ProductId
from community.models import Offer, Order, OrderLine
from community.ports import Filter, Store, each
from serving.services import Services


def place_order(services: Services, order: Order) -> bool:
    """Book an order and take it from the stock; return whether it is new.

    The same order again changes nothing. Raises Conflict for another order under the same id and
    for more than is left, InvalidField for what is not offered at that price.
    """
    with services.database.transaction() as store:
        store.alone(order.community_id)
        if store.orders.known(order.community_id, [order.id]):
            if store.orders.get(order.community_id, order.id) == order:
                return False
            raise Conflict(f"there is another order {order.id}")
        offers = each(store.offers, order.community_id, where=Filter(week=order.week))
        rebook(store, order, {offer.product_id: offer for offer in offers})
        store.commit()
    services.catalogues.forget(order.community_id)
    return True


def rebook(store: Store, order: Order, offers: dict[ProductId, Offer]) -> None:
    """Book an order in place of an earlier one of its id, whose packs go back into the stock.

    `offers` are the week's and follow the stock. Nothing changes when lines and status are those
    of before; an order without lines that was never booked is not kept. Raises as `place_order`.
    """
    before = None
    if store.orders.known(order.community_id, [order.id]):
        before = store.orders.get(order.community_id, order.id)
    if before is None and not order.lines:
        return
    if before and (before.lines, before.status) == (order.lines, order.status):
        return
    for line in before.lines if before else ():
        offer = offers.get(line.product_id)
        if offer is not None and offer.stock is not None:
            offers[line.product_id] = replace(offer, stock=offer.stock + line.quantity)
    for place, line in enumerate(order.lines):
        offer = _less(offers.get(line.product_id), line, f"/lines/{place}", order)
        offers[line.product_id] = offer
    store.offers.save(offers.values())
    store.orders.save([order])


def _less(offer: Offer | None, line: OrderLine, pointer: str, order: Order) -> Offer:
    if offer is None:
        raise InvalidField(
            f"{pointer}/product_id", f"{line.product_id!r} is not offered in {order.week}"
        )
    if line.unit_price != offer.price:
        raise InvalidField(f"{pointer}/unit_price", f"the price is {offer.price}")
    if offer.stock is None:
        return offer
    if line.quantity > offer.stock:
        raise Conflict(f"only {offer.stock} of {line.product_id} are left")
    return replace(offer, stock=offer.stock - line.quantity)
