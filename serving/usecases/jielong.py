"""Pasted reply chains (接龙) into orders; what is not certain is left to the leader."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from community.ids import CommunityId, OrderId, ProductId
from community.jielong import Action, Reading, Standing, numbered, read_chain
from community.jielong import Offer as Offered
from community.models import Neighbour, Offer, Order, OrderLine, OrderStatus, Product
from community.ports import Filter, Store, each
from community.text import normalise
from community.weeks import Week
from serving.services import Services
from serving.usecases.order import rebook


@dataclass(frozen=True, slots=True, kw_only=True)
class Pasted:
    """A pasted chain and what is known about it.

    `product_ids` are the products by their numbers 1, 2, 3 …; empty: only the paste's own list
    gives numbers. `people` names neighbours by who or who@building.
    """

    week: Week
    text: str
    product_ids: Sequence[str] = ()
    people: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Intake:
    """What a chain says, the orders it makes, and whose standing belongs to nobody known."""

    reading: Reading
    orders: Sequence[tuple[Standing, Order]]
    unknown: Sequence[Standing]


def take_in(services: Services, community_id: CommunityId, pasted: Pasted, *, save: bool) -> Intake:
    """Read a chain and, when `save`, book it: one order a neighbour and week.

    The same chain again, or a longer one, replaces what was booked from it before; who withdrew
    everything has the order cancelled. Raises Conflict when more is wanted than is left,
    NotFound for an unknown community or neighbour.
    """
    with services.database.transaction() as store:
        store.communities.get(community_id, community_id)
        store.alone(community_id)
        where = Filter(week=pasted.week)
        offers = {o.product_id: o for o in each(store.offers, community_id, where=where)}
        goods = numbered(_goods(store, community_id, offers, pasted), pasted.text, services.lexicon)
        reading = read_chain(goods, pasted.text, services.lexicon)
        found = _neighbours(store, community_id, everybody(reading), pasted.people)
        orders = [
            (standing, _order(services, pasted.week, offers, standing, neighbour))
            for standing, neighbour in found
            if neighbour is not None
        ]
        if save:
            for _, order in orders:
                rebook(store, order, offers)
            store.commit()
    if save:
        services.catalogues.forget(community_id)
    return Intake(reading, orders, [standing for standing, who in found if who is None])


def everybody(reading: Reading) -> list[Standing]:
    """Return what everybody has, those included who took everything back."""
    has = {(s.who, s.building) for s in reading.standing}
    gone = {
        (r.who, r.building): Standing(who=r.who, building=r.building, items=())
        for r in reading.records
        if r.action is Action.CANCEL and (r.who, r.building) not in has
    }
    return [*reading.standing, *gone.values()]


def _goods(
    store: Store, community_id: CommunityId, offers: Mapping[ProductId, Offer], pasted: Pasted
) -> list[Offered]:
    numbers = {id_: str(number) for number, id_ in enumerate(pasted.product_ids, 1)}
    products = [store.products.get(community_id, id_) for id_ in offers]
    return [
        Offered(
            no=numbers.get(product.id, ""),
            product_id=product.id,
            name=product.name,
            spec=_spec(product),
            price=f"{offers[product.id].price:.2f}",
        )
        for product in products
    ]


def _spec(product: Product) -> str:
    grams = f"{product.pack_grams}g" if product.pack_grams else ""
    return "/".join(part for part in (grams, product.unit) if part)


def _neighbours(
    store: Store,
    community_id: CommunityId,
    people: Sequence[Standing],
    told: Mapping[str, str],
) -> list[tuple[Standing, Neighbour | None]]:
    """Return each person's neighbour; None where nobody or more than one could be meant."""
    by_name: dict[str, list[Neighbour]] = {}
    for neighbour in each(store.neighbours, community_id):
        by_name.setdefault(normalise(neighbour.name), []).append(neighbour)
    found: list[tuple[Standing, Neighbour | None]] = []
    for standing in people:
        who, building = standing.who, standing.building
        id_ = told.get(f"{who}@{building}") or told.get(who)
        if id_ is not None:
            found.append((standing, store.neighbours.get(community_id, id_)))
            continue
        same = [n for n in by_name.get(normalise(who), []) if _lives(n, building)]
        found.append((standing, same[0] if len(same) == 1 else None))
    times = Counter(neighbour.id for _, neighbour in found if neighbour is not None)
    return [(s, n if n is not None and times[n.id] == 1 else None) for s, n in found]


def _lives(neighbour: Neighbour, building: str) -> bool:
    """Say whether a neighbour may be the person of a building; unknown buildings fit any."""
    digits = re.match(r"\D*(\d+)", neighbour.building)
    return not building or digits is None or digits[1] == building


def _order(
    services: Services,
    week: Week,
    offers: Mapping[ProductId, Offer],
    standing: Standing,
    neighbour: Neighbour,
) -> Order:
    lines = tuple(
        OrderLine(
            ProductId(item.product_id), item.quantity, offers[ProductId(item.product_id)].price
        )
        for item in standing.items
    )
    return Order(
        id=OrderId(f"jielong:{week}:{neighbour.id}"),
        community_id=neighbour.community_id,
        neighbour_id=neighbour.id,
        week=week,
        placed_at=services.clock(),
        lines=lines,
        status=OrderStatus.PLACED if lines else OrderStatus.CANCELLED,
    )
