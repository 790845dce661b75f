"""Which offers get each other eaten up, told from the recipes in a community's notes.

For a food of a pack two things are read from the recipes: how much a dish uses of it, which leaves
the rest of the pack over, and which foods it is eaten with more often than those are eaten anyway.
Dishes that use its peel, leaves or roots count twice. What is left of one product then finds dishes
through the other one. A food that recipes give no weight of couples with nothing.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from community.foods import FoodLexicon
from community.ids import CommunityId, FoodId, ProductId
from community.models import NoteStatus, Product, RecipeBody
from community.ports import Filter, Store, each
from serving.catalogues import Catalogue

Floats = NDArray[np.float64]
Pair = tuple[ProductId, ProductId]

_SCRAP = 2.0  # how much more a dish counts that uses what is usually thrown away
_RARE = 1.0  # dishes without it that every food is credited with: one recipe proves little
_DISHES = 3  # a household cooks with a pack within its week, beside the first one
_LEAST = 0.01  # shares below are no reason to buy anything


@dataclass(frozen=True, slots=True)
class Habits:
    """What recipes tell of their foods (F,): grams a dish uses, and (F, F) who is eaten with whom.

    `together[f, g]` is by how much the share of dishes with g is higher among those with f.
    """

    foods: Mapping[FoodId, int]
    grams: Floats
    together: Floats


class Coupling:
    """Implements the planner's port `Kitchen` for the products of one community."""

    def __init__(
        self, recipes: Sequence[RecipeBody], products: Collection[Product], lexicon: FoodLexicon
    ) -> None:
        habits = read_habits(recipes, lexicon)
        known = [p for p in products if p.pack_grams and not p.craft]
        self._row = {product.id: row for row, product in enumerate(known)}
        self._shares = _shares(known, habits, lexicon)

    def completes(self, product_ids: Collection[ProductId]) -> Mapping[Pair, float]:
        """Return pairs of these products with the share (0–1) of both that is eaten up so."""
        ids = sorted(id_ for id_ in product_ids if id_ in self._row)
        rows = [self._row[id_] for id_ in ids]
        some = np.triu(self._shares[np.ix_(rows, rows)], 1)
        return {
            (ids[a], ids[b]): round(float(some[a, b]), 4)
            for a, b in zip(*np.nonzero(some >= _LEAST), strict=True)
        }


class Couplings:
    """Keeps the coupling of each community until its notes or products change; thread-safe."""

    def __init__(self, lexicon: FoodLexicon) -> None:
        self._lexicon = lexicon
        self._kept: dict[CommunityId, tuple[Mapping[ProductId, Product], Coupling]] = {}
        self._lock = threading.Lock()

    def of(self, store: Store, catalogue: Catalogue) -> Coupling:
        """Return the coupling of a catalogue's products by the community's approved notes."""
        community_id = catalogue.community.id
        with self._lock:
            kept = self._kept.get(community_id)
            if kept and kept[0] == catalogue.products:
                return kept[1]
            notes = each(store.notes, community_id, where=Filter(status=NoteStatus.APPROVED))
            recipes = [note.recipe for note in notes if note.recipe]
            made = Coupling(recipes, catalogue.products.values(), self._lexicon)
            self._kept[community_id] = (catalogue.products, made)
            return made

    def forget(self, community_id: CommunityId) -> None:
        """Read the notes again on the next use."""
        with self._lock:
            self._kept.pop(community_id, None)


def read_habits(recipes: Sequence[RecipeBody], lexicon: FoodLexicon) -> Habits:
    """Return what the recipes tell of the foods that are not always at home."""
    dishes = [_dish(recipe, lexicon) for recipe in recipes]
    foods = {food: row for row, food in enumerate(sorted({f for dish in dishes for f in dish}))}
    used = np.zeros((len(dishes), len(foods)))
    weight, grams = np.zeros_like(used), np.full_like(used, np.nan)
    for row, dish in enumerate(dishes):
        for food, (amount, of_scrap) in dish.items():
            used[row, foods[food]] = 1.0
            weight[row, foods[food]] = _SCRAP if of_scrap else 1.0
            grams[row, foods[food]] = amount
    among = (weight.T @ used) / (weight.sum(axis=0)[:, None] + _RARE)
    together = np.maximum(among - used.sum(axis=0) / max(len(dishes), 1), 0.0)
    np.fill_diagonal(together, 0.0)
    return Habits(foods, _medians(grams), together)


def _medians(grams: Floats) -> Floats:
    """Return the median of each column without NaN, 0 where nothing is told."""
    told = [column[np.isfinite(column)] for column in grams.T]
    return np.array([float(np.median(values)) if len(values) else 0.0 for values in told])


def _dish(recipe: RecipeBody, lexicon: FoodLexicon) -> Mapping[FoodId, tuple[float, bool]]:
    """Return grams of each food that must be bought for it, and whether a scrap of it is used."""
    found: dict[FoodId, tuple[float, bool]] = {}
    for ingredient in recipe.ingredients:
        food = lexicon.get(ingredient.food_id) if ingredient.food_id else None
        if food is not None and not food.staple:
            kind, scrap, grams = food.parent or food.id, food.parent is not None, ingredient.grams
            before, of_scrap = found.get(kind, (float("nan"), False))
            amount = before if grams is None else float(np.nansum([before, grams]))
            found[kind] = (amount, of_scrap or scrap)
    return found


def _column(food_id: FoodId, habits: Habits, lexicon: FoodLexicon) -> int | None:
    """Return the column of a food, or of the nearest more general one that recipes ask for."""
    tried: set[FoodId] = set()
    asked: FoodId | None = food_id
    while asked is not None and asked not in tried:
        if asked in habits.foods:
            return habits.foods[asked]
        tried.add(asked)
        food = lexicon.get(asked)
        asked = (food.parent or food.broader) if food else None
    return None


def _shares(products: Sequence[Product], habits: Habits, lexicon: FoodLexicon) -> Floats:
    """Return (P, P) the share of both packs that is eaten up when both are at hand."""
    size = len(habits.foods)
    more = np.zeros((len(products), size))  # grams that further dishes can use of what stays over
    holds = np.zeros((len(products), size))
    packs = np.array([float(p.pack_grams or 0) for p in products])
    for row, product in enumerate(products):
        for part in product.foods:
            column = _column(part.food_id, habits, lexicon)
            if column is not None:
                holds[row, column] = 1.0
                dish = habits.grams[column]
                left = max(part.share * packs[row] - dish, 0.0)
                more[row, column] += min(left, _DISHES * dish)
    best = np.zeros((size, len(products)))  # how well a product goes with a food
    for column, held in enumerate(holds):
        best[:, column] = (habits.together * held).max(axis=1, initial=0.0)
    used = more @ best  # grams of the row's pack that the column's product helps to use up
    both = packs[:, None] + packs[None, :]
    shares = np.divide(used + used.T, both, out=np.zeros_like(both), where=both > 0)
    np.fill_diagonal(shares, 0.0)
    return np.asarray(np.clip(shares, 0.0, 1.0))
