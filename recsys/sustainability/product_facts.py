"""Facts of a product, gathered from its supplier, its community and the food lexicon."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from community.foods.model import Food
from community.geo import distance_km
from community.ids import FoodId
from community.models import Certification, Community, Product, Storage, Supplier, Wrap
from recsys.sustainability.facts import Claim, FoodShare, PackagingPart, ProductFacts

FoodOf = Callable[[FoodId], Food | None]


def facts_for(
    product: Product,
    supplier: Supplier | None,
    community: Community,
    food_of: FoodOf,
    *,
    today: date,
    people: float | None = None,
) -> ProductFacts:
    """Return what is known of `product` on `today`; `people` is the household, where one is meant.

    An unknown supplier or food leaves its facts open, it is no error.
    """
    return ProductFacts(
        craft=product.craft,
        foods=tuple(
            _food_share(part.share, food_of(part.food_id), product.storage, community.region)
            for part in product.foods
        ),
        pack_grams=product.pack_grams,
        km=distance_km(supplier.place, community.place) if supplier else None,
        mode=supplier.transport if supplier else None,
        packaging=_packaging(product.packaging),
        claims=_claims(supplier.certifications, today) if supplier else None,
        month=today.month,
        shelf_life_days=product.shelf_life_days,
        people=people,
    )


def _food_share(share: float, food: Food | None, storage: Storage, region: str) -> FoodShare:
    if food is None:
        return FoodShare(share=share)
    # Empty where it grows elsewhere but never here; None where no season is known at all.
    known = any(food.months.values())
    months = tuple(sorted(food.months.get(region, ()))) if known else None
    return FoodShare(
        share=share,
        category=food.category,
        co2e_kg_per_kg=food.footprint.kg_co2e_per_kg if food.footprint else None,
        proxy=food.footprint.proxy if food.footprint else False,
        months=months,
        shelf_days=getattr(food.shelf_life, storage.value),
    )


def _packaging(wraps: tuple[Wrap, ...] | None) -> tuple[PackagingPart, ...] | None:
    if wraps is None:
        return None
    return tuple(PackagingPart(material=w.material, grams=w.grams, reused=w.reused) for w in wraps)


def _claims(certifications: Iterable[Certification], today: date) -> tuple[Claim, ...]:
    return tuple(
        Claim(c.scheme, bool(c.evidence and (c.valid_until is None or c.valid_until >= today)))
        for c in certifications
    )
