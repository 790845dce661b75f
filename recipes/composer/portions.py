"""How much of each food goes in, and how many it feeds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from recipes.gate.pantry import Item

# Grams for one person of what keeps and is not left over: cooked only as far as it is eaten.
_DRY = {"grain": 100.0, "noodle": 130.0, "flour": 80.0}
_DRY_KINDS = {"pulse": 80.0, "oats": 60.0, "glassnoodle": 80.0, "preserve": 60.0, "nut": 40.0,
              "seed": 20.0, "driedfruit": 40.0, "sweetbean": 80.0, "fungus": 80.0,
              "nori": 10.0, "driedveg": 30.0, "drybeancurd": 60.0, "smallfish": 30.0,
              "sweets": 80.0}  # fmt: skip
_SEASONING = 15.0
_MEAL = 400.0  # grams of food at hand that make one serving
_MOST_PER_PERSON = 1_500.0
_FRESH_NOODLES = frozenset({"noodles_fresh", "udon", "leftover_noodles"})


def portioned(items: Sequence[Item], people: int) -> tuple[Item, ...]:
    """Return the items with the grams to cook, never more than there are.

    What would spoil is used up as far as people could eat it in two meals; dry goods and seasonings
    as far as one meal needs them.
    """
    wanted = [replace(item, grams=min(item.grams, _most(item, people))) for item in items]
    total = sum(item.grams for item in wanted)
    limit = _MOST_PER_PERSON * people
    if total <= limit:
        return tuple(wanted)
    return tuple(_within(wanted, limit))


def servings_for(items: Sequence[Item], people: int) -> int:
    """Return how many the food feeds: at least everyone, more when there is more to use up."""
    total = sum(item.grams for item in items if not item.seasoning)
    return max(people, round(total / _MEAL))


def _most(item: Item, people: int) -> float:
    if item.seasoning:
        return _SEASONING * people
    if item.food.id in _FRESH_NOODLES:
        return item.grams
    each = _DRY_KINDS.get(item.kind.name) or _DRY.get(item.kind.stage)
    return item.grams if each is None else each * people


def _within(items: Sequence[Item], limit: float) -> list[Item]:
    """Fill the limit with what spoils first; what is cut to nothing is left out."""
    order = sorted(items, key=lambda item: (item.use_by or date.max, item.grams))
    kept: dict[int, float] = {}
    for item in order:
        kept[id(item)] = min(item.grams, max(0.0, limit))
        limit -= kept[id(item)]
    return [replace(item, grams=kept[id(item)]) for item in items if kept[id(item)] >= 1]
