"""Communities to measure on: the sample, and markets of another shape that it was not made for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from community.foods import FoodLexicon
from community.ids import CommunityId, FoodId, ProductId, SupplierId
from community.models import Part, Product, Storage
from community.sample import SEED, Sample, build_sample
from recsys.baskets import Baskets, Clock, columns_to_baskets
from recsys.content import Content, describe

TODAY = date(2026, 11, 24)
_HOUSES = "甲乙丙丁戊己庚辛壬癸子丑寅卯"
_FACTORS = 5  # dimensions in which tastes for kinds of food differ


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """One community's year in baskets, and what its products are made of."""

    name: str
    baskets: Baskets
    products: Mapping[str, Product]
    contents: Mapping[str, Content]

    def bare(self) -> World:
        """Return the same with nothing but names and prices: no foods, category or supplier."""
        kept = ("name", "price")
        return replace(
            self,
            name=f"{self.name}, names only",
            contents={
                id_: {group: one[group] for group in kept if group in one}
                for id_, one in self.contents.items()
            },
        )


def sample_world(lexicon: FoodLexicon, seed: int = SEED) -> tuple[World, Sample]:
    """Return the sample community, and all else that is known of it."""
    sample = build_sample(TODAY, seed, lexicon=lexicon)
    lines = [(order, line) for order in sample.orders for line in order.lines]
    start = min(order.week for order in sample.orders)
    baskets = columns_to_baskets(
        [order.neighbour_id for order, _ in lines],
        [order.week - start for order, _ in lines],
        [line.product_id for _, line in lines],
        [line.quantity for _, line in lines],
        clock=Clock.SHARED,
    )
    return _world("sample", baskets, sample.products, lexicon), sample


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketShape:
    """How big a market is, and how far its habits are its own."""

    neighbours: int = 400
    products: int = 320
    suppliers: int = 14
    weeks: int = 26
    shelf: int = 70
    tastes: int = 7  # seed of what people anywhere like


def market_world(seed: int, lexicon: FoodLexicon, shape: MarketShape | None = None) -> World:
    """Return a market in which suppliers and prices matter as much as foods.

    Markets of one `shape.tastes` share what people like of foods and kinds of food, and nothing
    else: products, prices, suppliers and people are their own.
    """
    shape = shape or MarketShape()
    random = np.random.default_rng([seed, shape.tastes])
    products = _goods(seed, lexicon, shape, random)
    wish = _wishes(products, lexicon, shape, random)
    lines = _weeks(wish, shape, random)
    ids = np.array([product.id for product in products])
    baskets = columns_to_baskets(
        [f"m{seed}-{row:04d}" for row in lines[:, 0].tolist()],
        lines[:, 1],
        ids[lines[:, 2]],
        clock=Clock.SHARED,
    )
    return _world(f"market {seed}", baskets, products, lexicon)


def _world(
    name: str, baskets: Baskets, products: tuple[Product, ...], lexicon: FoodLexicon
) -> World:
    contents = {str(product.id): describe(product, lexicon.get) for product in products}
    return World(
        name=name,
        baskets=baskets,
        products={str(product.id): product for product in products},
        contents=contents,
    )


def _goods(
    seed: int, lexicon: FoodLexicon, shape: MarketShape, random: np.random.Generator
) -> tuple[Product, ...]:
    sold = sorted(id_ for id_, food in lexicon.foods.items() if food.role in ("main", "starch"))
    chosen = random.choice(sold, shape.products)
    makers = random.integers(shape.suppliers, size=shape.products)
    prices = np.exp(random.normal(2.3, 0.6, shape.products))
    return tuple(
        Product(
            id=ProductId(f"m{seed}-{number:04d}"),
            community_id=CommunityId(f"m{seed}"),
            supplier_id=SupplierId(f"m{seed}-s{maker}"),
            name=f"{_HOUSES[maker % len(_HOUSES)]}家{lexicon.foods[FoodId(food)].name_zh}",
            category=lexicon.foods[FoodId(food)].category,
            foods=(Part(FoodId(food), 1.0),),
            pack_grams=int(random.choice([250, 500, 1000])),
            price=Decimal(f"{price:.1f}"),
            cost=Decimal(f"{price * 0.7:.1f}"),
            storage=Storage.FRIDGE,
        )
        for number, (food, maker, price) in enumerate(zip(chosen, makers, prices, strict=True))
    )


def _wishes(
    products: tuple[Product, ...],
    lexicon: FoodLexicon,
    shape: MarketShape,
    random: np.random.Generator,
) -> NDArray[np.float64]:
    """Return the logits of every neighbour for every product (U, C)."""
    shared = np.random.default_rng(shape.tastes)
    kinds = sorted({food.category for food in lexicon.foods.values()})
    of_kind = dict(zip(kinds, shared.normal(0, 1.0, len(kinds)), strict=True))
    direction = dict(zip(kinds, shared.normal(0, 1.0, (len(kinds), _FACTORS)), strict=True))
    of_food = dict(
        zip(sorted(lexicon.foods), shared.normal(0, 0.6, len(lexicon.foods)), strict=True)
    )
    price = np.log([float(product.price) for product in products])
    makers = np.array([int(product.supplier_id.rpartition("s")[2]) for product in products])
    liked = np.array([of_kind[p.category] + of_food[p.foods[0].food_id] for p in products])
    drawn = random.normal(0, 1, (shape.neighbours, _FACTORS))
    wish = 0.6 * drawn @ np.array([direction[product.category] for product in products]).T
    wish += random.normal(0, 0.6, (shape.neighbours, shape.suppliers))[:, makers]
    wish += random.normal(-0.4, 0.5, (shape.neighbours, 1)) * (price - price.mean())
    wish += random.normal(0, 0.4, wish.shape)
    return np.asarray(wish + liked + random.normal(0, 0.3, len(products)), np.float64)


def _weeks(
    wish: NDArray[np.float64], shape: MarketShape, random: np.random.Generator
) -> NDArray[np.int64]:
    """Return lines (neighbour, week, product): the best of a changing shelf, and some habit."""
    had = np.zeros(wish.shape)
    lines = []
    for week in range(shape.weeks):
        shelf = random.choice(shape.products, min(shape.shelf, shape.products), replace=False)
        here = np.flatnonzero(random.random(shape.neighbours) < 0.6)
        noisy = wish[np.ix_(here, shelf)] + 0.5 * np.log1p(had[np.ix_(here, shelf)])
        order = np.argsort(-(noisy + random.gumbel(size=noisy.shape)), axis=1)
        sizes = 2 + random.poisson(3, len(here))
        for row, neighbour in enumerate(here.tolist()):
            for product in shelf[order[row, : sizes[row]]].tolist():
                had[neighbour, product] += 1
                lines.append((neighbour, week, product))
    return np.array(lines, np.int64)
