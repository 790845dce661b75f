"""What each ingredient of a note becomes here: at hand, a staple, bought, swapped or left out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from community.foods import Food
from community.ids import FoodId
from community.models import Ingredient, Note
from recipes.composer.kit import OIL, Kit, Staple
from recipes.gate.pantry import SEASONING_STAGES, Item
from recipes.kitchen import Kitchen

_REMARK = re.compile(r"[（(][^（()）]*[)）]")
Way = Literal["pantry", "staple", "shop", "out"]
SMALL_GRAMS = 5.0  # of an ingredient whose amount the note does not tell
_STAPLE_GRAMS = 60.0  # of one staple that a kitchen has without buying, water apart
_OPTIONAL = frozenset({"garnish", "aromatic", "seasoning"})
_OPTIONAL_SHARE = 0.28  # of the note's weight that one food may be and still be left out
_SWAP_SHARE = 0.35
_GREENS = frozenset({"hard", "soft", "sprinkle", "preserve", "aromatic"})
_SPICE_GRAMS = 1.0
# Handled alike within the kind, so that a note's words hold for either.
_SWAPPED = frozenset(
    {"leaf", "salad", "herb", "cabbage", "floret", "root", "crisproot", "gourd", "pepper"}
    | {"mushroom", "pea", "pod", "sprout", "peel", "scrapleaf", "toproot", "berry"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One ingredient in its role; `grams` as the note has it, `name` as it is called here.

    `food` is None only for a name nobody knows, which is always left out.
    """

    ingredient: Ingredient
    food: Food | None
    way: Way
    name: str
    grams: float
    item: Item | None = None


class Casting:
    """Gives the ingredients of one note their roles."""

    def __init__(self, note: Note, items: Sequence[Item], kit: Kit, kitchen: Kitchen) -> None:
        assert note.recipe is not None
        self._note = note
        self._recipe = note.recipe
        self._kit = kit
        self._kitchen = kitchen
        self._by_food = {item.food.id: item for item in items}
        self._staples: Mapping[str, Staple] = {
            staple.food.id: staple for staple in kit.staples.values()
        }

    def parts(self) -> tuple[Part, ...] | None:
        """Return every ingredient in its role, or None where one is lacking that must be there."""
        lines = [replace(one, name=_REMARK.sub("", one.name).strip() or one.name)
                 for one in self._recipe.ingredients]  # fmt: skip
        named = [(one, self._food(one)) for one in lines]
        solids = sum(self._grams(one, food) for one, food in named if not _water(food))
        taken = {food.id for _, food in named if food and food.id in self._by_food}
        found: list[Part] = []
        for one, food in named:
            part = self._part(one, food, solids, taken)
            if part is None:
                return None
            if part.item:
                taken.add(part.item.food.id)
            found.append(part)
        return tuple(found)

    def _part(
        self, one: Ingredient, food: Food | None, solids: float, taken: set[FoodId]
    ) -> Part | None:
        grams = self._grams(one, food)
        if food is None:
            return Part(ingredient=one, food=None, way="out", name=one.name, grams=grams)
        share = grams / solids if solids and not _water(food) else 0.0
        item = self._by_food.get(food.id) or self._alike(food, share, taken)
        if item is not None and one.name.startswith("干") and not item.label.startswith("干"):
            return None  # dried and fresh are not handled alike
        if item is not None:
            return Part(ingredient=one, food=item.food, way="pantry", name=item.label,
                        grams=grams, item=item)  # fmt: skip
        if food.category == OIL and not self._kit.household.permits(food):
            return self._other_oil(one, grams)
        permitted = self._kit.household.permits(food)
        little = grams <= _STAPLE_GRAMS or food.category == "water"
        way: Way = "shop"
        if permitted and little and (food.staple or food.id in self._staples):
            way = "staple"
        elif self._optional(food, share):
            way = "out"
        elif (
            not permitted
            or food.scrap is not None
            or (food.role not in _OPTIONAL and self._named_in_title(food, one))
        ):
            return None  # nobody sells peels, and no title promises what has to be bought
        return Part(ingredient=one, food=food, way=way, name=one.name, grams=grams)

    def _food(self, one: Ingredient) -> Food | None:
        if one.food_id:
            return self._kitchen.lexicon.foods.get(one.food_id)
        mention = self._kitchen.reader.food(one.name)
        return mention.food if mention else None

    def _grams(self, one: Ingredient, food: Food | None) -> float:
        if one.grams is not None:
            return one.grams * ((self._recipe.servings or 1.0) if one.per_serving else 1.0)
        each = food.unit_grams.get(one.unit) if food else None
        if each and one.amount:
            return one.amount * each
        return _SPICE_GRAMS if food and food.category == "spice" else SMALL_GRAMS

    def _alike(self, food: Food, share: float, taken: set[FoodId]) -> Item | None:
        """Return a thing at hand to cook in place of `food`: its kin, or handled alike."""
        kind = self._kitchen.cooking.kind(food).name
        for item in self._by_food.values():
            if item.food.id in taken or item.seasoning or item.treatments:
                continue
            if item.kind.name != kind:
                continue
            kin = food.id == item.food.broader or item.food.id == food.broader
            alike = kind in _SWAPPED and share <= _SWAP_SHARE
            if kin or alike:
                return item
        return None

    def _other_oil(self, one: Ingredient, grams: float) -> Part | None:
        oil = self._kit.staple("oil")
        if oil is None:
            return None
        way: Way = "pantry" if oil.item else "staple"
        return Part(ingredient=one, food=oil.food, way=way, name=oil.label, grams=grams,
                    item=oil.item)  # fmt: skip

    def _optional(self, food: Food, share: float) -> bool:
        """Say whether the dish stays what its title says without `food`."""
        if self._named_in_title(food, None) or food.category == "water":
            return False
        if food.role in _OPTIONAL:
            return True
        stage = self._kitchen.cooking.kind(food).stage
        return share <= _OPTIONAL_SHARE and stage in _GREENS

    def _named_in_title(self, food: Food, one: Ingredient | None) -> bool:
        title = self._note.title
        titled = {mention.food.id for mention in self._kitchen.reader.foods(title)}
        names = {food.name_zh, one.name if one else food.name_zh}
        return food.id in titled or any(name in title for name in names)


def _water(food: Food | None) -> bool:
    return food is not None and food.category == "water"


def seasons(part: Part, kitchen: Kitchen) -> bool:
    """Say whether a part seasons the dish rather than makes it."""
    return part.food is None or kitchen.cooking.kind(part.food).stage in SEASONING_STAGES
