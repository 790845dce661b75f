"""What can be picked now: this week's offers, and what is known of each product."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from community.ids import FoodId
from community.models import Offer, Product


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """The products on offer, by id, and how many others each rule kept off the shelf.

    `allergens` of each product; a product is missing there when they are not known.
    `sustainability` is 0..100, `km` the way from the supplier; missing means not known. `month`
    is the calendar month, 1..12.
    """

    products: Mapping[str, Product]
    allergens: Mapping[str, frozenset[str]]
    sustainability: Mapping[str, float]
    km: Mapping[str, float]
    month: int
    dropped: Mapping[str, int]

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The ids of the C products, sorted; arrays below are in this order."""
        return tuple(sorted(self.products))

    @cached_property
    def category(self) -> NDArray[np.int64]:
        """A number for the category of each product (C,)."""
        names = [self.products[id_].category for id_ in self.ids]
        return np.unique(np.array(names, np.str_), return_inverse=True)[1].astype(np.int64)

    @cached_property
    def green(self) -> NDArray[np.float64]:
        """The sustainability of each product (C,), NaN where it is not known."""
        return np.array([self.sustainability.get(id_, np.nan) for id_ in self.ids], np.float64)


def stock_shelf(
    products: Iterable[Product],
    offers: Iterable[Offer] | None,
    *,
    month: int,
    food_allergens: Mapping[FoodId, Collection[str]],
    sustainability: Mapping[str, float] | None = None,
    km: Mapping[str, float] | None = None,
) -> Shelf:
    """Return the shelf of one week; without `offers` everything that exists is on offer.

    Kept off, and counted once under the first that applies: withdrawn, hidden, not_offered,
    out_of_stock. Several offers of a product are one with their stock together. A food that
    `food_allergens` does not list makes its product's allergens unknown; so does an edible
    product that names no food.
    """
    stock = None if offers is None else _stock(offers)
    dropped: Counter[str] = Counter()
    shown: dict[str, Product] = {}
    for product in products:
        rule = _kept_off(product, stock)
        if rule is None:
            shown[product.id] = product
        else:
            dropped[rule] += 1
    allergens = {id_: _allergens(product, food_allergens) for id_, product in shown.items()}
    return Shelf(
        products=shown,
        allergens={id_: known for id_, known in allergens.items() if known is not None},
        sustainability=dict(sustainability or {}),
        km=dict(km or {}),
        month=month,
        dropped=dict(dropped),
    )


def _stock(offers: Iterable[Offer]) -> dict[str, float]:
    stock: dict[str, float] = {}
    for offer in offers:
        left = float("inf") if offer.stock is None else max(offer.stock, 0)
        stock[offer.product_id] = stock.get(offer.product_id, 0.0) + left
    return stock


def _kept_off(product: Product, stock: Mapping[str, float] | None) -> str | None:
    if product.withdrawn:
        return "withdrawn"
    if product.hidden:
        return "hidden"
    if stock is not None and product.id not in stock:
        return "not_offered"
    if stock is not None and stock[product.id] <= 0:
        return "out_of_stock"
    return None


def _allergens(
    product: Product, food_allergens: Mapping[FoodId, Collection[str]]
) -> frozenset[str] | None:
    """Return the allergens of label and foods, None when they are not known."""
    if product.craft and not product.foods:
        return frozenset(product.allergens)
    if not product.foods or any(part.food_id not in food_allergens for part in product.foods):
        return None
    inside = (name for part in product.foods for name in food_allergens[part.food_id])
    return frozenset(product.allergens).union(inside)
