"""What each neighbour likes, may eat, and how long a pack lasts them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from community.foods import Food, FoodLexicon
from community.models import Neighbour, Product
from community.reference.diets import load_diets
from community.sample.people import People
from community.sample.tables import Listing

# Spread of the latent tastes, in logits.
_BY_CATEGORY = 0.9
_BY_FOOD = 0.8
_BY_PRODUCT = 0.6
_SHARED = 0.6  # what everybody likes better
_PRICE = 0.35  # dearer packs are bought less often
_CRAFT = -1.6
_WEEKS_A_PACK_LASTS = {
    "米粮": 5.0,
    "调味": 8.0,
    "干货": 7.0,
    "茶饮": 9.0,
    "手作": 26.0,
    "海味": 3.0,
}
_GRAMS_A_WEEK = 420.0  # what one person eats of one fresh product


@dataclass(frozen=True, slots=True)
class Tastes:
    """Neighbours as rows, products as columns, in the order of the tables.

    `liking` are logits, `allowed` is False for what allergies, diets and dislikes exclude,
    `cycle` the weeks a pack lasts, `curiosity` the pull of a new product by neighbour.
    """

    liking: NDArray[np.float64]
    allowed: NDArray[np.bool_]
    cycle: NDArray[np.float64]
    curiosity: NDArray[np.float64]


def make_tastes(
    people: People,
    listings: Sequence[Listing],
    *,
    lexicon: FoodLexicon,
    rng: np.random.Generator,
) -> Tastes:
    """Return the latent tastes of all neighbours for all products."""
    products = [listing.product for listing in listings]
    return Tastes(
        liking=_liking(len(people.neighbours), products, rng),
        allowed=_allowed(people, products, lexicon),
        cycle=_cycle(people.neighbours, products),
        curiosity=rng.gamma(2.0, 0.5, len(people.neighbours)),
    )


def _liking(
    count: int, products: Sequence[Product], rng: np.random.Generator
) -> NDArray[np.float64]:
    categories = _incidence([{product.category: 1.0} for product in products])
    foods = _incidence([{part.food_id: part.share for part in p.foods} for p in products])
    price = np.log([float(product.price) for product in products])
    craft = np.array([product.craft for product in products])
    shared = rng.normal(0, _SHARED, len(products)) - _PRICE * (price - price.mean())
    personal = rng.normal(0, _BY_PRODUCT, (count, len(products)))
    by_category = rng.normal(0, _BY_CATEGORY, (count, categories.shape[1])) @ categories.T
    by_food = rng.normal(0, _BY_FOOD, (count, foods.shape[1])) @ foods.T
    return np.asarray(by_category + by_food + personal + shared + _CRAFT * craft, np.float64)


def _incidence(rows: Sequence[dict[str, float]]) -> NDArray[np.float64]:
    """Return the weights of `rows` as a matrix, one column for each name."""
    names = sorted({name for row in rows for name in row})
    return np.array([[row.get(name, 0.0) for name in names] for row in rows], np.float64)


def _allowed(
    people: People, products: Sequence[Product], lexicon: FoodLexicon
) -> NDArray[np.bool_]:
    denied_by = {diet.id: frozenset(diet.deny_tags) for diet in load_diets().all}
    foods = [[lexicon.foods[part.food_id] for part in product.foods] for product in products]
    carries = [_carried(product, inside) for product, inside in zip(products, foods, strict=True)]
    tags = [frozenset().union(*(f.diet_tags | f.diet_may for f in inside)) for inside in foods]
    names = [{name for food in inside for name in food.names} for inside in foods]
    allowed = np.ones((len(people.neighbours), len(products)), np.bool_)
    row_of = {neighbour.id: row for row, neighbour in enumerate(people.neighbours)}
    for neighbour in people.neighbours:
        if disliked := set(neighbour.dislikes):
            allowed[row_of[neighbour.id]] &= [disliked.isdisjoint(name) for name in names]
    for care in people.care:
        allergic = frozenset(care.allergies)
        denied = frozenset().union(*(denied_by[diet] for diet in care.diets))
        allowed[row_of[care.neighbour_id]] &= [
            allergic.isdisjoint(inside) and denied.isdisjoint(tag | inside)
            for inside, tag in zip(carries, tags, strict=True)
        ]
    return allowed


def _carried(product: Product, foods: Sequence[Food]) -> frozenset[str]:
    """Return the allergens a product has or may have: its label's and its foods'."""
    return frozenset(product.allergens).union(*(f.allergens | f.may_contain for f in foods))


def _cycle(neighbours: Sequence[Neighbour], products: Sequence[Product]) -> NDArray[np.float64]:
    """Return the weeks until a household needs the next pack, at least one, at most 26."""
    people = np.array([[float(neighbour.people)] for neighbour in neighbours])
    grams = np.array([float(product.pack_grams or 0) for product in products])
    fixed = np.array([_WEEKS_A_PACK_LASTS.get(product.category, 0.0) for product in products])
    eaten = np.where(fixed > 0, fixed * 2.5 / people, grams / (_GRAMS_A_WEEK * people))
    return np.asarray(np.clip(eaten, 1.0, 26.0), np.float64)
