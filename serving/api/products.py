"""Suppliers, products and what is offered when."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from community.errors import InvalidField
from community.ids import CommunityId
from community.ports import Filter
from community.records import OfferRecord, ProductRecord, SupplierRecord
from community.weeks import Week
from serving.api.context import ADMINISTERS, READS_PICKS, WRITES_PLANS, CommunityPath, ServicesNow
from serving.api.exact import exact
from serving.api.paging import Page, TurnNow, page_of
from serving.api.resources import ThingPath, add_reading
from serving.schemas.common import WeekText

router = APIRouter(prefix="/v1/communities/{community}", tags=["catalogue"])
SupplierIn = Annotated[SupplierRecord, exact(SupplierRecord)]
ProductIn = Annotated[ProductRecord, exact(ProductRecord)]
OfferIn = Annotated[OfferRecord, exact(OfferRecord)]
add_reading(
    router,
    "supplier",
    SupplierRecord,
    lambda store: store.suppliers,
    allowed=READS_PICKS,
    word="supplier",
)
add_reading(
    router,
    "product",
    ProductRecord,
    lambda store: store.products,
    allowed=READS_PICKS,
    word="product",
)


@router.put(
    "/suppliers/{thing:path}", summary="Create or change a supplier", dependencies=[ADMINISTERS]
)
def put_supplier(
    services: ServicesNow, community: CommunityPath, thing: ThingPath, supplier: SupplierIn
) -> SupplierRecord:
    """Save a supplier under its id."""
    _same_id(supplier.id, thing)
    with services.database.transaction() as store:
        store.suppliers.save([supplier.to_model(CommunityId(community))])
        store.commit()
    services.catalogues.forget(CommunityId(community))
    return supplier


@router.put(
    "/products/{thing:path}", summary="Create or change a product", dependencies=[ADMINISTERS]
)
def put_product(
    services: ServicesNow, community: CommunityPath, thing: ThingPath, product: ProductIn
) -> ProductRecord:
    """Save a product under its id; its foods must be in the lexicon."""
    _same_id(product.id, thing)
    for place, part in enumerate(product.foods):
        if services.lexicon.get(part.food_id) is None:
            raise InvalidField(f"/foods/{place}/food_id", f"{part.food_id!r} is not a known food")
    with services.database.transaction() as store:
        store.products.save([product.to_model(CommunityId(community))])
        store.commit()
    services.catalogues.forget(CommunityId(community))
    return product


@router.get("/offers", summary="The offers of a week, in pages", dependencies=[READS_PICKS])
def list_offers(
    services: ServicesNow,
    community: CommunityPath,
    turn: TurnNow,
    week: Annotated[WeekText | None, Query(description="Empty: of every week")] = None,
) -> Page[OfferRecord]:
    """Give what is offered."""
    where = Filter(week=Week.parse(week)) if week else None
    with services.database.read() as store:
        store.communities.get(CommunityId(community), community)
        return page_of(store.offers, CommunityId(community), turn, OfferRecord.from_model, where)


@router.put("/offers", summary="Offer a product in a week", dependencies=[WRITES_PLANS])
def put_offer(services: ServicesNow, community: CommunityPath, offer: OfferIn) -> OfferRecord:
    """Create or change the offer of a product in a week."""
    with services.database.transaction() as store:
        store.offers.save([offer.to_model(CommunityId(community))])
        store.commit()
    services.catalogues.forget(CommunityId(community))
    services.histories.forget(CommunityId(community))
    return offer


def _same_id(id_: str, thing: str) -> None:
    if id_ != thing:
        raise InvalidField("/id", f"{id_!r} is not the {thing!r} of the address")
