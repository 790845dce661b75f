"""What can be picked now: this week's offers, and what is known of each product."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from community.ids import FoodId
from community.models import Offer, Product
from recsys.baskets import Flags
from recsys.content import Content
from recsys.likeness import Likeness

Kind = Literal["allergens", "tags", "foods"]
Labels = Mapping[str, frozenset[str]]
Column = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """The products on offer, by id, and how many others each rule kept off the shelf.

    `allergens` and diet `tags` of each product; a product is missing there when they are not
    known. `sustainability` is 0..100, `eaten` the share (0..1) of a pack that the household asked
    for eats in time, `km` the way from the supplier, `stock` the packs left; missing means not
    known, of `stock` not limited. `content` are the features of a product. `month` is 1..12.
    """

    products: Mapping[str, Product]
    allergens: Labels
    sustainability: Mapping[str, float]
    km: Mapping[str, float]
    month: int
    dropped: Mapping[str, int]
    tags: Labels = field(default_factory=dict)
    eaten: Mapping[str, float] = field(default_factory=dict)
    stock: Mapping[str, float] = field(default_factory=dict)
    content: Mapping[str, Content] = field(default_factory=dict)

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The ids of the C products, sorted; arrays below are in this order."""
        return tuple(sorted(self.products))

    @cached_property
    def place_of(self) -> Mapping[str, int]:
        """The place of each id."""
        return {id_: place for place, id_ in enumerate(self.ids)}

    @cached_property
    def category(self) -> NDArray[np.int64]:
        """A number for the category of each product (C,)."""
        names = [self.products[id_].category for id_ in self.ids]
        return np.unique(np.array(names, np.str_), return_inverse=True)[1].astype(np.int64)

    @cached_property
    def green(self) -> Column:
        """The sustainability of each product (C,), NaN where it is not known."""
        return self._column(self.sustainability)

    @cached_property
    def distance(self) -> Column:
        """The km from the supplier of each product (C,), NaN where they are not known."""
        return self._column(self.km)

    @cached_property
    def eaten_share(self) -> Column:
        """The share of each pack that is eaten in time (C,), NaN where it is not known."""
        return self._column(self.eaten)

    @cached_property
    def in_season(self) -> Flags:
        """Which products are sold in some months only, and this is one (C,)."""
        months = [self.products[id_].months for id_ in self.ids]
        return np.array([len(m) < 12 and self.month in m for m in months], bool)

    @cached_property
    def foods(self) -> Labels:
        """The foods of each product, and what they are kinds of where its content is known."""
        return {
            id_: frozenset(part.food_id for part in product.foods).union(
                self.content.get(id_, {}).get("food", {})
            )
            for id_, product in self.products.items()
        }

    @cached_property
    def likeness(self) -> Likeness:
        """How like each other the products are."""
        return Likeness.of(
            [
                self.content.get(id_) or {"category": {self.products[id_].category: 1.0}}
                for id_ in self.ids
            ]
        )

    def carries(self, kind: Kind, names: frozenset[str]) -> Flags:
        """Return which products carry any of some allergens, tags or foods (C,)."""
        found = np.zeros(len(self.ids), bool)
        for name in names:
            mask = self._masks.get((kind, name))
            if mask is None:
                labels = self._labels(kind)
                mask = np.array([name in labels.get(id_, ()) for id_ in self.ids], bool)
                self._masks[kind, name] = mask
            found |= mask
        return found

    def lacks(self, kind: Kind) -> Flags:
        """Return of which products the allergens, tags or foods are not known (C,)."""
        mask = self._masks.get((kind, ""))
        if mask is None:
            labels = self._labels(kind)
            mask = self._masks[kind, ""] = np.array([id_ not in labels for id_ in self.ids], bool)
        return mask

    @cached_property
    def _masks(self) -> dict[tuple[Kind, str], Flags]:
        return {}

    def _labels(self, kind: Kind) -> Labels:
        return {"allergens": self.allergens, "tags": self.tags, "foods": self.foods}[kind]

    def _column(self, values: Mapping[str, float]) -> Column:
        return np.array([values.get(id_, np.nan) for id_ in self.ids], np.float64)


def stock_shelf(
    products: Iterable[Product],
    offers: Iterable[Offer] | None,
    *,
    month: int,
    food_allergens: Mapping[FoodId, Collection[str]],
    food_tags: Mapping[FoodId, Collection[str]] | None = None,
    sustainability: Mapping[str, float] | None = None,
    km: Mapping[str, float] | None = None,
    content: Mapping[str, Content] | None = None,
) -> Shelf:
    """Return the shelf of one week; without `offers` everything that exists is on offer.

    Kept off, and counted once under the first that applies: withdrawn, hidden, not_offered,
    out_of_stock. Several offers of a product are one with their stock together. A food that
    `food_allergens` or `food_tags` does not list makes its product's allergens or diet tags
    unknown; so does an edible product that names no food.
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
    left = {id_: packs for id_, packs in (stock or {}).items() if np.isfinite(packs)}
    return Shelf(
        products=shown,
        allergens=_labels(shown, food_allergens, declared=True),
        tags=_labels(shown, food_tags or {}, declared=False),
        sustainability=dict(sustainability or {}),
        km=dict(km or {}),
        month=month,
        dropped=dict(dropped),
        stock={id_: packs for id_, packs in left.items() if id_ in shown},
        content={id_: content[id_] for id_ in shown if id_ in content} if content else {},
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


def _labels(
    products: Mapping[str, Product], by_food: Mapping[FoodId, Collection[str]], *, declared: bool
) -> dict[str, frozenset[str]]:
    """Return the labels of the products whose foods are all listed, with what they declare."""
    labels = {}
    for id_, product in products.items():
        own = product.allergens if declared else ()
        edible = not (product.craft and not product.foods)
        listed = product.foods and all(part.food_id in by_food for part in product.foods)
        if listed or not edible:
            inside = (name for part in product.foods for name in by_food[part.food_id])
            labels[id_] = frozenset(own).union(inside)
    return labels
