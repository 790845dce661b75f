"""From the words for a thing at hand to foods, grams and the name it is shown under."""

from __future__ import annotations

import re

from community.foods import FoodLexicon, Mention
from recipes.request import Lang

_SEVERAL = re.compile(r"\s*(?:[、,，+＋&/]|和|与|及|\band\b)\s*")
# Where a thing is and that it is left over says nothing about what it is.
_ABOUT = re.compile(
    r"^(?:(?:冰箱|家|锅|盘子|昨天|昨晚|中午|早上|吃)(?:里)?)?(?:剩下?|吃剩|买)?的?(?:半罐|半盒|半碗|半袋)?"
    r"|^(?:yesterday's|some|the|my|our|a bit of|a few|last night's)\s+",
    re.I,
)
_CERTAIN = 0.95
_TELLING = 2  # characters of a name that say more than "meat" or "fish"


def mentions_of(name: str, lexicon: FoodLexicon) -> tuple[Mention, ...]:
    """Return the foods that `name` means: one, several when it lists several, none if unknown.

    Unknown words before a bare "meat" are not explained away: 恐龙肉 is no pork.
    """
    parts = [part for part in _SEVERAL.split(name) if part]
    named = [lexicon.resolve(part) for part in parts] if len(parts) > 1 else []
    if named and all(mention and mention.confidence >= _CERTAIN for mention in named):
        return tuple(mention for mention in named if mention)
    whole = lexicon.resolve(name) or lexicon.resolve(_ABOUT.sub("", name))
    if whole is None or (whole.confidence < _CERTAIN and len(whole.text) < _TELLING):
        whole = _head(name, lexicon)
    return (whole,) if whole else ()


def label_of(mention: Mention, lang: Lang) -> str:
    """Return what the recipe calls it: the neighbour's own word where it is sure and fits."""
    food = mention.food
    own = mention.text
    sure = mention.confidence >= _CERTAIN
    if lang == "en":
        return own.casefold() if sure and own.isascii() else food.name_en
    if sure and own in (food.name_zh, *food.aliases_zh):
        return own
    return food.name_zh


def _head(name: str, lexicon: FoodLexicon) -> Mention | None:
    """Return the food that the words before 的 describe (表皮有划痕的梨), or None."""
    before, of, noun = name.rpartition("的")
    mention = lexicon.resolve(noun) if before and of and noun else None
    if mention is None or mention.confidence < 1 or mention.food.category == "generic":
        return None
    return None if mention.food.name_zh == "肉" else mention
