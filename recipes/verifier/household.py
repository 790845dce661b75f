"""Allergens, diets and dislikes: in the ingredients, and in every word of the recipe."""

from __future__ import annotations

from collections.abc import Iterator

from recipes.verifier.case import Case, Reading, Violation


def unfit(reading: Reading, case: Case) -> Iterator[Violation]:
    """Yield a violation for every food this household must not be served, hidden sources too."""
    for row, line in enumerate(reading.draft.lines):
        food = case.lexicon.foods.get(line.food)
        if food and (reason := case.household.objection(food)):
            yield _violation(reason, f"ingredients/{row}", line.name)
    for place, foods in reading.named.items():
        for food in foods:
            if reason := case.household.objection(food):
                yield _violation(reason, place, food.name_zh)


def _violation(reason: str, place: str, name: str) -> Violation:
    code = reason.partition(":")[0]
    return Violation(code, place, f"{name}: {reason}")
