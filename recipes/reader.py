"""Foods and hazards in a text, each text read once."""

from __future__ import annotations

from functools import lru_cache

from community.foods import FoodLexicon, Mention
from community.reference import Reference
from community.reference.hazards import HazardHit, hazards_in

_REMEMBERED = 24_576  # texts: the steps of a community's notes and the sentences of its recipes


class Reader:
    """Remembers what the lexicon and the rules say of a text; both never change. Thread-safe."""

    def __init__(self, lexicon: FoodLexicon, reference: Reference) -> None:
        self._resolved = lru_cache(_REMEMBERED)(lexicon.resolve)
        self._foods = lru_cache(_REMEMBERED)(lexicon.find)
        self._hazards = lru_cache(_REMEMBERED)(lambda text: hazards_in(text, reference.hazards))

    def food(self, name: str) -> Mention | None:
        """Return the one food that `name` is about, or None when it is not understood."""
        return self._resolved(name)

    def foods(self, text: str) -> tuple[Mention, ...]:
        """Return the foods named in `text`."""
        return self._foods(text)

    def hazards(self, text: str) -> tuple[HazardHit, ...]:
        """Return the rules that `text` touches."""
        return self._hazards(text)
