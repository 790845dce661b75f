"""From the words for a thing at hand to foods, grams and the name it is shown under."""

from __future__ import annotations

import re

from community.foods import FoodLexicon, Mention
from recipes.request import Lang

_SEVERAL = re.compile(r"\s*(?:[、,，+＋&/]|和|与|及|\band\b|\bwith\b)\s*")
_CERTAIN = 0.95


def mentions_of(name: str, lexicon: FoodLexicon) -> tuple[Mention, ...]:
    """Return the foods that `name` means: one, several when it lists several, none if unknown."""
    if whole := lexicon.resolve(name):
        return (whole,)
    parts = [part for part in _SEVERAL.split(name) if part]
    named = [lexicon.resolve(part) for part in parts] if len(parts) > 1 else []
    if named and all(named):
        return tuple(mention for mention in named if mention is not None)
    return ()


def label_of(mention: Mention, lang: Lang) -> str:
    """Return what the recipe calls it: the neighbour's own word where it is sure and fits."""
    food = mention.food
    if lang == "en":
        return food.name_en
    own = mention.text
    if mention.confidence >= _CERTAIN and own in (food.name_zh, *food.aliases_zh):
        return own
    return food.name_zh
