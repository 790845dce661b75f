"""What a product is made of, as named features that products of any community can share."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from community.foods.model import Food
from community.ids import FoodId
from community.models import Product

FoodOf = Callable[[FoodId], Food | None]
Content = Mapping[str, Mapping[str, float]]
Matrix = NDArray[np.float64]

LINK = "link"  # where a product stands among what is bought together elsewhere
GROUPS = ("food", "kind", "category", "supplier", "name", "price", "pack", "season", LINK)
_BROADER = 0.7  # how much of a food its broader food is (judgement)
_STEPS = 2.0  # price and weight steps per doubling
_HAN, _WORD = re.compile(r"[㐀-鿿]+"), re.compile(r"[a-z]{3,}")


def describe(product: Product, food_of: FoodOf) -> Content:
    """Return group → feature → weight of a product; what is not known has no feature.

    food: the foods and what they are kinds of, by share · kind: the lexicon's categories ·
    category and supplier as the community has them · name: characters, pairs of them and words ·
    price and pack weight on a logarithmic scale, storage, unit · season: the months it is sold
    in, unless always.
    """
    groups: dict[str, dict[str, float]] = {
        "food": _foods(product, food_of),
        "kind": _kinds(product, food_of),
        "category": {product.category: 1.0} if product.category else {},
        "supplier": {product.supplier_id: 1.0} if product.supplier_id else {},
        "name": _name(product.name),
        "price": _steps(float(product.price)),
        "pack": _pack(product),
        "season": {str(m): 1.0 for m in product.months} if len(product.months) < 12 else {},
    }
    return {group: features for group, features in groups.items() if features}


def columns_of(contents: Iterable[Content]) -> tuple[str, ...]:
    """Return every feature of some products as `group/name`, sorted."""
    return tuple(
        sorted({f"{group}/{name}" for one in contents for group in one for name in one[group]})
    )


def as_matrix(contents: Sequence[Content], columns: Sequence[str]) -> Matrix:
    """Return products as rows over `columns` (N, F), each group of a row of length 1.

    A feature that is not among the columns still counts for the length: what nobody has seen is
    like nothing.
    """
    column = {name: place for place, name in enumerate(columns)}
    matrix = np.zeros((len(contents), len(columns)))
    for row, content in enumerate(contents):
        for group, features in content.items():
            length = math.sqrt(math.fsum(weight * weight for weight in features.values()))
            for name, weight in features.items():
                place = column.get(f"{group}/{name}")
                if place is not None:
                    matrix[row, place] = weight / length
    return matrix


def group_of(column: str) -> str:
    """Return the group of a feature `group/name`."""
    return column.partition("/")[0]


def _foods(product: Product, food_of: FoodOf) -> dict[str, float]:
    """Return the foods by share, and with less weight what each is a kind or a part of."""
    shares: dict[str, float] = {}
    for part in product.foods:
        weight, seen = part.share, set[str]()
        for id_ in _upwards(part.food_id, food_of):
            if id_ in seen:
                break
            seen.add(id_)
            shares[id_] = shares.get(id_, 0.0) + weight
            weight *= _BROADER
    return {id_: share for id_, share in shares.items() if share > 0}


def _upwards(id_: FoodId, food_of: FoodOf) -> Iterator[FoodId]:
    """Yield a food and the broader ones above it; a circle goes round for ever."""
    above: FoodId | None = id_
    while above is not None:
        yield above
        food = food_of(above)
        above = None if food is None else food.broader or food.parent


def _kinds(product: Product, food_of: FoodOf) -> dict[str, float]:
    kinds: dict[str, float] = {}
    for part in product.foods:
        food = food_of(part.food_id)
        if food is not None and part.share > 0:
            kinds[food.category] = kinds.get(food.category, 0.0) + part.share
    return kinds


def _name(name: str) -> dict[str, float]:
    """Return pairs of characters and words in full, single characters at half."""
    features = dict.fromkeys(_WORD.findall(name.lower()), 1.0)
    for run in _HAN.findall(name):
        features |= dict.fromkeys(run, 0.5)
        features |= {run[at : at + 2]: 1.0 for at in range(len(run) - 1)}
    return features


def _pack(product: Product) -> dict[str, float]:
    made = "craft" if product.craft else product.storage.value
    return {made: 1.0, product.unit: 1.0} | _steps(float(product.pack_grams or 0))


def _steps(value: float) -> dict[str, float]:
    """Return a positive value as the two logarithmic steps it lies between, by nearness."""
    if not (math.isfinite(value) and value > 0):
        return {}
    place = _STEPS * math.log2(value)
    below = math.floor(place)
    steps = {str(below): 1 - (place - below), str(below + 1): place - below}
    return {step: weight for step, weight in steps.items() if weight > 0}
