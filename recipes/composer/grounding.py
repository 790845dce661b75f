"""Which notes a step rests on: the same food handled by the same technique."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from community.foods import Food
from community.ids import FoodId, NoteId
from community.models import Note
from recipes.reader import Reader

# One technique a row, in both languages.
_TECHNIQUES = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        r"炒|stir-?fr|saut[eé]",
        r"煎|pan-?fr|\bfry\b|\bfried\b",
        r"煮|烧|炖|焖|熬|simmer|boil|stew|braise",
        r"蒸|steam",
        r"焯|blanch",
        r"腌|拌|pickle|dress\b|\brub\b|marinat",
        r"烤|bake|roast|toast",
    )
)
_HEATING = frozenset({0, 1, 2, 3, 6})  # all but blanching and dressing
_SENTENCE = re.compile(r"(?:[^。；;!！?？\n.]|\.(?=\d))+")
_MOST = 2
_BESIDE = frozenset({"seasoning", "fat", "liquid", "aromatic"})
_PLAIN = frozenset({"water", "seasoning", "oil", "spice", "fat"})


@dataclass(frozen=True, slots=True)
class Grounds:
    """What one sentence of a note says: the foods it names and its techniques."""

    note: NoteId
    foods: frozenset[FoodId]
    techniques: frozenset[int]


def grounds_of(notes: Sequence[Note], reader: Reader) -> tuple[Grounds, ...]:
    """Return what every sentence of `notes` says, in the order of the notes."""
    return tuple(
        Grounds(note.id, foods, techniques)
        for note in notes
        for text in (note.recipe.steps if note.recipe else (note.text,))
        for sentence in _SENTENCE.findall(text)
        if (foods := foods_named(sentence, reader)) and (techniques := techniques_in(sentence))
    )


def cited(text: str, grounds: Sequence[Grounds], reader: Reader) -> tuple[NoteId, ...]:
    """Return the notes, two at most, that handle the same food by the same technique.

    Both must stand in one sentence of the note as in one of `text`, and a note must speak of half
    the foods of that sentence. The note that shares most foods comes first.
    """
    shared: dict[NoteId, int] = {}
    for sentence in _SENTENCE.findall(text):
        foods, techniques = foods_named(sentence, reader), techniques_in(sentence)
        if not foods or not techniques:
            continue
        for ground in grounds:
            common = len(foods & ground.foods)
            if 2 * common >= len(foods) and techniques & ground.techniques:
                shared[ground.note] = max(shared.get(ground.note, 0), common)
    best = sorted(shared, key=lambda note: -shared[note])
    return tuple(best[:_MOST])


def foods_named(text: str, reader: Reader) -> frozenset[FoodId]:
    """Return the foods that make a dish among those `text` names."""
    return frozenset(m.food.id for m in reader.foods(text) if makes_a_dish(m.food))


def techniques_in(text: str) -> frozenset[int]:
    """Return which techniques `text` speaks of."""
    return frozenset(i for i, pattern in enumerate(_TECHNIQUES) if pattern.search(text))


def heats(text: str) -> bool:
    """Say whether `text` speaks of a technique that cooks."""
    return not techniques_in(text).isdisjoint(_HEATING)


def makes_a_dish(food: Food) -> bool:
    """Say whether a dish is made of this food rather than seasoned, oiled or scented with it."""
    return food.category not in _PLAIN and food.role not in {
        "seasoning",
        "fat",
        "liquid",
        "aromatic",
    }
