"""Allergen classes that a question rules out by their own names: 坚果过敏, gluten-free."""

from __future__ import annotations

import re

from community.reference.allergens import Allergens
from community.text import normalise

_LONGEST = 6  # characters of the longest Chinese name of a class
_AFTER = re.compile(
    r"([\u4e00-\u9fff]+)(?:过敏|不耐受?)|无([\u4e00-\u9fff]+)"
    r"|([a-z]+(?: [a-z]+)?)(?:[- ]free\b| allerg(?:y|ies|ic)\b| intoleran)"
    r"|(?:allerg(?:y|ic) to|intolerant of|without) (?:any |the )?([a-z]+)"
)
_AND = re.compile(r"[和与及跟或、]|都|也|会|严重|有点|对")


def classes_ruled_out(text: str, allergens: Allergens) -> frozenset[str]:
    """Return the classes named before 过敏 or -free, or after 无 or "allergic to"."""
    found: set[str] = set()
    for match in _AFTER.finditer(normalise(text)):
        before, without, free, after = match.groups()
        if before or without:
            names = _pieces(before or "", ends=True) | _pieces(without or "", ends=False)
        else:
            words = (free or after or "").split()
            names = {" ".join(words[row:]) for row in range(len(words))}
        for name in names:
            found.update(allergens.resolve([name]).ids)
    return frozenset(found)


def _pieces(run: str, *, ends: bool) -> set[str]:
    """Return what may be a name at the end (or start) of each part of a run of characters."""
    pieces: set[str] = set()
    for part in _AND.split(run):
        for size in range(1, min(_LONGEST, len(part)) + 1):
            pieces.add(part[-size:] if ends else part[:size])
    return pieces
