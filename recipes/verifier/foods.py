"""Closed vocabulary: every food is known, at hand or a staple, listed, and used."""

from __future__ import annotations

from collections.abc import Iterator

from community.foods import Food
from recipes.draft import Line, Source
from recipes.verifier.case import Case, Reading, Violation, related
from recipes.verifier.made import MadeHere

# Named in any kitchen without being an ingredient: what things are washed and boiled in.
_ALWAYS = frozenset({"water", "ice"})
# A title may end in the kind of dish: 排骨汤 is no stock, 葱花饼 no bun.
_DISH_ENDINGS = ("汤", "粥", "饼", "饭", "面", "羹", "糊", "蛋", "茶", "rice", "tea", "porridge")
# What a pot makes of flour, grain and noodles: names of no ingredient of their own.
_FLOURS = frozenset({"wheat_flour", "bread_flour", "cake_flour", "whole_wheat_flour"})
_OF_FLOUR = frozenset({"dough", "noodle"})
_OF_GRAIN = frozenset({"porridge", "cooked_rice", "leftover_congee", "rice"})
_ROUNDING_G = 1.0


def listed(reading: Reading, case: Case) -> Iterator[Violation]:
    """Yield a violation for every ingredient that is unknown, not there, or more than there is."""
    at_hand: dict[str, float] = {}
    for item in case.items:
        at_hand[item.food.id] = at_hand.get(item.food.id, 0.0) + item.grams
    for row, line in enumerate(reading.draft.lines):
        place = f"ingredients/{row}"
        food = case.lexicon.foods.get(line.food)
        if food is None:
            yield Violation("unknown-food", place, f"{line.name}: no food of the lexicon")
        elif not _called_so(line, food, case):
            yield Violation("misnamed", place, f"{line.name} is not {food.name_zh}")
        elif line.source is Source.PANTRY:
            if line.grams > at_hand.get(line.food, 0.0) + _ROUNDING_G:
                yield Violation("quantity", place, f"{line.name}: more than is at hand")
        elif line.source is Source.STAPLE and line.food not in case.staples:
            yield Violation("invented", place, f"{line.name} is neither at hand nor a staple")


def _called_so(line: Line, food: Food, case: Case) -> bool:
    mention = case.reader.food(line.name)
    return line.name in food.names or (mention is not None and related(mention.food, food))


def invented(reading: Reading, case: Case) -> Iterator[Violation]:
    """Yield a violation for every food that the words name and the list does not."""
    foods = [case.lexicon.foods[line.food] for line in reading.draft.lines
             if line.food in case.lexicon.foods]  # fmt: skip
    made = MadeHere(reading.draft.lines, foods, case.reader)
    texts = dict(reading.texts())
    for place, mentions in reading.mentions.items():
        for mention in mentions:
            food = mention.food
            dish = place.startswith("title") and mention.text.casefold().endswith(_DISH_ENDINGS)
            if food.id in _ALWAYS or dish or _becomes(foods, food):
                continue
            listed_here = any(related(food, there) for there in foods)
            if not listed_here and not made.from_listed(mention, texts[place]):
                yield Violation("invented", place, f"{mention.text} is not among the ingredients")


def _becomes(foods: list[Food], food: Food) -> bool:
    """Say whether one of the foods becomes this one: flour a dough, rice a porridge."""
    flour = any(not _FLOURS.isdisjoint({there.id, there.broader}) for there in foods)
    if food.category in _OF_FLOUR:
        return flour or any(there.category == food.category for there in foods)
    grains = any(there.category == "grain" or there.id in _OF_GRAIN for there in foods)
    return food.id in _OF_GRAIN and grains


def unused(reading: Reading, case: Case) -> Iterator[Violation]:
    """Yield a violation for every ingredient that no step uses."""
    said = " ".join(text for _, text in reading.steps()).casefold()
    named = [food for place, foods in reading.named.items() if place.startswith("steps/")
             for food in foods]  # fmt: skip
    for row, line in enumerate(reading.draft.lines):
        food = case.lexicon.foods.get(line.food)
        if food is None or line.name.casefold() in said:
            continue
        if not any(related(food, there) for there in named):
            yield Violation("unused", f"ingredients/{row}", f"no step uses {line.name}")
