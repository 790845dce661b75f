"""What every kitchen has, less what this household must not eat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from community.foods import Food
from recipes.composer.phrases import Phrases, load_phrases
from recipes.gate.dangers import Dangers
from recipes.gate.household import Household
from recipes.gate.pantry import Item
from recipes.kitchen import Kitchen
from recipes.request import Lang

# Each staple under the names it may have, the first that the household may eat is taken.
STAPLES: Mapping[str, tuple[str, ...]] = {
    "oil": ("食用油", "菜籽油", "葵花籽油", "玉米油", "橄榄油", "茶油"),
    "salt": ("盐",),
    "soy": ("生抽", "酱油"),
    "sugar": ("白糖", "冰糖"),
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

    phrases: Phrases
    staples: Mapping[str, Staple]
    people: int

    def staple(self, key: str) -> Staple | None:
        """Return the staple `key`, or None where nobody here may eat it."""
        return self.staples.get(key)


def kit_for(
    household: Household, kitchen: Kitchen, *, lang: Lang, people: int, items: Sequence[Item]
) -> Kit:
    """Return the kit of one household in one language."""
    phrases = load_phrases(lang)
    staples = {
        key: staple
        for key, names in STAPLES.items()
        if (staple := _staple(names, household, kitchen, phrases))
    }
    at_hand = {item.food.id: item for item in items}
    return Kit(
        phrases=phrases,
        staples={
            key: Staple(staple.food, staple.label, at_hand.get(staple.food.id))
            for key, staple in staples.items()
        },
        people=people,
    )


def _staple(
    names: Sequence[str], household: Household, kitchen: Kitchen, phrases: Phrases
) -> Staple | None:
    dangers = Dangers(kitchen.reference, household, phrases)
    for name in names:
        mention = kitchen.lexicon.resolve(name)
        if mention is None or dangers.blocked(name, mention.food):
            continue
        if household.permits(mention.food):
            return Staple(mention.food, name if phrases.lang == "zh" else mention.food.name_en)
    return None
