"""From dishes to one draft: one list of ingredients, one sequence of steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from community.ids import FoodId, NoteId
from recipes.composer.builder import Part
from recipes.composer.phrases import Phrases
from recipes.draft import Draft, Line, Source, Step

_ANOTHER_DISH_MIN = 5


def assemble(
    parts: Sequence[Part], *, servings: int, phrases: Phrases,
    cites: dict[str, tuple[NoteId, ...]],
) -> Draft:  # fmt: skip
    """Return the dishes as one draft, the first the main one; `cites` maps a step's text to notes.

    Amounts of one food add up; time is the longest dish and a little for each other.
    """
    title = parts[0].title
    if len(parts) > 1:
        title = phrases.say("title.two", main=title, side=parts[1].title)
    steps = [
        Step(text=text, cites=cites.get(text, ()), part="" if row == 0 else part.title)
        for row, part in enumerate(parts)
        for text in part.steps
    ]
    minutes = max(part.minutes for part in parts) + _ANOTHER_DISH_MIN * (len(parts) - 1)
    return Draft(title=title, servings=servings, minutes=minutes, lines=_merged(parts),
                 steps=tuple(steps))  # fmt: skip


def _merged(parts: Sequence[Part]) -> tuple[Line, ...]:
    merged: dict[tuple[FoodId, Source], Line] = {}
    for part in parts:
        for line in part.lines:
            key = (line.food, line.source)
            there = merged.get(key)
            grams = line.grams + (there.grams if there else 0.0)
            merged[key] = replace(there or line, grams=grams)
    order = {Source.PANTRY: 0, Source.SHOP: 1, Source.STAPLE: 2}
    return tuple(sorted(merged.values(), key=lambda line: order[line.source]))
