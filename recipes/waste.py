"""What a recipe saves from the bin, and how to keep what stays over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from community.foods import Food
from community.ids import FoodId
from community.reference import Reference
from recipes.answer import Leftover, Saving, Used
from recipes.composer.grounding import heats
from recipes.composer.phrases import Phrases
from recipes.draft import Draft, Source
from recipes.gate.pantry import Item

_DISPOSAL = "landfill"
_CRUMB_G = 1.0
_SOON_DAYS = 2
_KEEPS_COOKED_DAYS = 2  # stricter than the 3 days of leftover_reheat
_REHEATED = frozenset(
    {"leftover_reheat", "rice_overnight", "leftover_seafood", "leftover_cold_dish"}
)


def used_of(draft: Draft, items: Sequence[Item]) -> tuple[Used, ...]:
    """Return the grams of each thing at hand that the draft cooks, in the request's order.

    Two things of one food share what is used of it, the first one first.
    """
    cooked = {line.food: line.grams for line in draft.lines if line.source is Source.PANTRY}
    found: dict[str, float] = {}
    for item in items:
        grams = min(item.grams, cooked.get(item.food.id, 0.0))
        cooked[item.food.id] = cooked.get(item.food.id, 0.0) - grams
        if grams > 0:
            found[item.name] = found.get(item.name, 0.0) + grams
    return tuple(Used(name, float(round(grams))) for name, grams in found.items())


def leftovers_of(
    items: Sequence[Item], used: Iterable[Used], *, now: date, phrases: Phrases
) -> tuple[Leftover, ...]:
    """Return what stays over, how to keep it and until when (shelf life of the food table)."""
    left = {use.name: use.grams for use in used}
    found = []
    for item in items:
        taken = min(item.grams, left.get(item.name, 0.0))
        left[item.name] = left.get(item.name, 0.0) - taken
        if item.grams - taken > _CRUMB_G:
            keep, until = _keeping(item, now, phrases)
            grams = float(round(item.grams - taken))
            found.append(Leftover(name=item.name, grams=grams, keep=keep, until=until))
    return tuple(found)


def storage_of(draft: Draft, items: Sequence[Item], phrases: Phrases) -> str:
    """Return how to keep what is not eaten of the finished dish."""
    cooked = {line.food for line in draft.lines}
    rules = {rule.id for item in items if item.food.id in cooked for rule in item.treatments}
    if not rules.isdisjoint(_REHEATED):
        return phrases.say("storage.finish")
    if not any(heats(step.text) for step in draft.steps):
        return phrases.say("storage.cold")
    return phrases.say("storage.cooked", days=_KEEPS_COOKED_DAYS)


def _keeping(item: Item, now: date, phrases: Phrases) -> tuple[str, date | None]:
    life = item.food.shelf_life
    if life.pantry and life.pantry > 14:
        place, days = "pantry", life.pantry
    elif life.fridge:
        place, days = "fridge", life.fridge
    elif life.freezer:
        place, days = "freezer", life.freezer
    else:
        return phrases.say("keep.soon"), min(item.use_by or date.max, now + _days(_SOON_DAYS))
    until = now + _days(days)
    if item.use_by and now <= item.use_by < until:
        until, days = item.use_by, max(1, (item.use_by - now).days)
    return phrases.say(f"keep.{place}", days=days), until


def _days(days: int) -> timedelta:
    return timedelta(days=days)


def saving_of(
    items: Sequence[Item], used: Sequence[Used], *, reference: Reference, phrases: Phrases
) -> Saving:
    """Return the edible grams used and kg CO2e avoided: the food's own factor and its disposal.

    A food without a factor counts in grams only. The assumption is stated with the figure.
    """
    disposal = reference.disposal[_DISPOSAL]
    grams = co2e = 0.0
    sources: set[str] = set()
    for food, taken in _taken(items, used).values():
        edible = taken * (1.0 if food.edible_share is None else food.edible_share)
        grams += edible
        if food.footprint is not None:
            co2e += taken / 1000 * (food.footprint.kg_co2e_per_kg + disposal.kgco2e_per_kg)
            sources.add(food.footprint.source)
    named = "; ".join(sorted(sources)) or phrases.say("saving.none")
    return Saving(
        grams=float(round(grams)),
        co2e_kg=round(co2e, 2),
        source=phrases.say("saving.source", foods=named, disposal=disposal.source),
        assumption=phrases.say("saving.assumption"),
    )


def _taken(items: Sequence[Item], used: Sequence[Used]) -> Mapping[FoodId, tuple[Food, float]]:
    left = {use.name: use.grams for use in used}
    taken: dict[FoodId, tuple[Food, float]] = {}
    for item in items:
        grams = min(item.grams, left.get(item.name, 0.0))
        left[item.name] = left.get(item.name, 0.0) - grams
        if grams > 0 and not item.seasoning:
            before = taken.get(item.food.id, (item.food, 0.0))[1]
            taken[item.food.id] = (item.food, before + grams)
    return taken
