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
        Step(text=text if n else phrases.paragraph([text, *_amounts(part, parts, phrases)]),
             cites=cites.get(text, ()), part="" if row == 0 else part.title)
        for row, part in enumerate(parts)
        for n, text in enumerate(part.steps)
    ]  # fmt: skip
    minutes = max(part.minutes for part in parts) + _ANOTHER_DISH_MIN * (len(parts) - 1)
    return Draft(title=title, servings=servings, minutes=minutes, lines=_merged(parts),
                 steps=tuple(steps))  # fmt: skip


def _amounts(part: Part, parts: Sequence[Part], phrases: Phrases) -> list[str]:
    """Say how much of what several dishes need goes into this one."""
    others = {line.food for other in parts if other is not part for line in other.lines}
    shared = [line for line in part.lines if line.food in others and line.food != "water"]
    if not shared:
        return []
    said = [phrases.say("part.amount", name=line.name, grams=f"{line.grams:g}") for line in shared]
    return [phrases.say("part.amounts", amounts=phrases.listed(said))]


def _round(grams: float) -> float:
    return float(round(grams)) if grams >= 10 else grams


def _merged(parts: Sequence[Part]) -> tuple[Line, ...]:
    """Return the lines of all dishes, a food of a further dish added to the same of an earlier."""
    lines: list[Line] = []
    for part in parts:
        known: dict[tuple[FoodId, Source], int] = {}
        for row, there in enumerate(lines):
            known.setdefault((there.food, there.source), row)
        for line in part.lines:
            row = known.get((line.food, line.source), -1)
            if row < 0:
                lines.append(line)
            else:
                lines[row] = replace(lines[row], grams=_round(lines[row].grams + line.grams))
    order = {Source.PANTRY: 0, Source.SHOP: 1, Source.STAPLE: 2}
    return tuple(sorted(lines, key=lambda line: order[line.source]))
