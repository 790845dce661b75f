"""What every kitchen has, less what this household must not eat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from community.foods import Food
from community.ids import FoodId
from recipes.composer.phrases import Phrases, load_phrases
from recipes.gate.dangers import Dangers
from recipes.gate.household import Household
from recipes.gate.pantry import Item
from recipes.kitchen import Kitchen
from recipes.request import Lang

OIL = "oil"
# Each staple under the names it may have: the one at hand, else the first that may be eaten.
STAPLES: Mapping[str, tuple[str, ...]] = {
    "oil": ("食用油", "菜籽油", "葵花籽油", "玉米油", "橄榄油", "茶油", "花生油", "大豆油"),
    "salt": ("盐",),
    "soy": ("生抽", "酱油"),
    "sugar": ("白糖", "冰糖", "红糖"),
    "vinegar": ("米醋", "白醋", "香醋"),
    "sesame": ("香油",),
    "garlic": ("大蒜",),
    "ginger": ("生姜",),
    "scallion": ("小葱",),
    "flour": ("面粉",),
    "water": ("清水", "水"),
}


@dataclass(frozen=True, slots=True)
class Staple:
    """One staple as it is shown; `item` is set where the neighbour has it at hand."""

    food: Food
    label: str
    item: Item | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kit:
    """The staples this household may use, the sentences, and how many eat."""

    household: Household
    phrases: Phrases
    staples: Mapping[str, Staple]
    people: int

    @property
    def foods(self) -> frozenset[FoodId]:
        """The foods that the staples are."""
        return frozenset(staple.food.id for staple in self.staples.values())

    def staple(self, key: str) -> Staple | None:
        """Return the staple `key`, or None where nobody here may eat it."""
        return self.staples.get(key)


def kit_for(
    household: Household, kitchen: Kitchen, *, lang: Lang, people: int, items: Sequence[Item]
) -> Kit:
    """Return the kit of one household in one language."""
    phrases = load_phrases(lang)
    at_hand = {item.food.id: item for item in items}
    staples = {}
    for key, names in STAPLES.items():
        foods = _permitted(names, household, kitchen, phrases)
        there = [name for name in foods if foods[name].id in at_hand]
        for name in [*there, *foods][:1]:
            food = foods[name]
            label = name if lang == "zh" else food.name_en
            item = at_hand.get(food.id)
            staples[key] = Staple(food, item.label if item else label, item)
    return Kit(household=household, phrases=phrases, staples=staples, people=people)


def _permitted(
    names: Sequence[str], household: Household, kitchen: Kitchen, phrases: Phrases
) -> Mapping[str, Food]:
    """Return the foods of `names` that everybody here may eat, in that order."""
    dangers = Dangers(kitchen, household, phrases)
    mentions = {name: kitchen.reader.food(name) for name in names}
    return {
        name: mention.food
        for name, mention in mentions.items()
        if mention and household.permits(mention.food) and not dangers.blocked(name, mention.food)
    }
