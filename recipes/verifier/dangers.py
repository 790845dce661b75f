"""Hazards and non-foods in the words of the recipe, whatever was asked for."""

from __future__ import annotations

from collections.abc import Iterator

from community.reference.hazards import blocks
from community.reference.nonfoods import nonfoods_in
from recipes.verifier.case import Case, Reading, Violation


def dangers(reading: Reading, case: Case) -> Iterator[Violation]:
    """Yield a violation for every hazard or non-food that a place of the recipe names."""
    for place, text in reading.texts():
        for hit in case.reader.hazards(text):
            if blocks(hit, case.household.groups):
                yield Violation("hazard", place, f"{hit.matched}: {hit.rule.id}")
        ingredient = place.startswith("ingredients/")
        for nonfood in nonfoods_in(text, case.reference.nonfoods, as_ingredient=ingredient):
            yield Violation("non-food", place, nonfood.matched)
