"""Numbers: amounts tied to an ingredient, times and temperatures that a kitchen knows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recipes.draft import Line
from recipes.verifier.case import Case, Reading, Violation, related
from recipes.verifier.treatments import DEGREES, HOURS, MINUTES

_AMOUNT = re.compile(r"(\d+(?:\.\d+)?)\s*(?:克|毫升|g\b|ml\b|mL\b|grams?\b)")
_MAX_MINUTES, _MAX_HOURS, _MAX_STEPS, _MAX_CHARS = 240.0, 48.0, 30, 900
_COOKING_C, _FRIDGE_C = (35.0, 260.0), (-25.0, 15.0)
_MAX_GRAMS = 60_000.0
_MAX_SALT_G = 4.0  # a serving; a day's limit for an adult is 5 g


def figures(reading: Reading, case: Case) -> Iterator[Violation]:
    """Yield a violation for every number that no ingredient or kitchen accounts for."""
    draft = reading.draft
    if not 1 <= draft.minutes <= 600 or not 1 <= draft.servings <= 400:
        yield Violation("number", "title", "minutes or servings out of range")
    if not 1 <= len(draft.steps) <= _MAX_STEPS or not draft.lines:
        yield Violation("number", "steps", f"{len(draft.steps)} steps")
    for row, line in enumerate(draft.lines):
        if not 0 < line.grams <= _MAX_GRAMS:
            yield Violation("number", f"ingredients/{row}", f"{line.grams} g")
        if line.food == "salt" and line.grams > _MAX_SALT_G * draft.servings:
            yield Violation("number", f"ingredients/{row}", f"{line.grams} g of salt")
    for place, text in reading.steps():
        yield from _times(place, text)
        yield from _amounts(place, text, reading, case)


def _times(place: str, text: str) -> Iterator[Violation]:
    if len(text) > _MAX_CHARS:
        yield Violation("number", place, "too long to read")
    if any(not 0 < float(n) <= _MAX_MINUTES for n in MINUTES.findall(text)):
        yield Violation("number", place, "minutes out of range")
    if any(not 0 < float(n) <= _MAX_HOURS for n in HOURS.findall(text)):
        yield Violation("number", place, "hours out of range")
    for figure in DEGREES.findall(text):
        degrees = float(figure)
        if not any(low <= degrees <= high for low, high in (_COOKING_C, _FRIDGE_C)):
            yield Violation("number", place, f"{figure} °C")


def _amounts(place: str, text: str, reading: Reading, case: Case) -> Iterator[Violation]:
    for figure in _AMOUNT.findall(text):
        grams = float(figure)
        lines = [line for line in reading.draft.lines if _named(line, place, text, reading, case)]
        if not any(grams <= line.grams * 1.02 for line in lines):
            yield Violation("number", place, f"{figure}: no ingredient of this step is that much")


def _named(line: Line, place: str, text: str, reading: Reading, case: Case) -> bool:
    food = case.lexicon.foods.get(line.food)
    if line.name.casefold() in text.casefold():
        return True
    return food is not None and any(related(food, there) for there in reading.named[place])
