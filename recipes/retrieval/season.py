"""How much of a note is in season."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from community.foods import FoodLexicon
from community.ids import FoodId
from recipes.knowledge import IndexedNote
from recipes.retrieval.postings import Floats

_INGREDIENT = 1.0


def foods_in_season(
    note: IndexedNote, lexicon: FoodLexicon, *, month: int, region: str
) -> tuple[FoodId, ...]:
    """Return the note's ingredients that are in season in a month (1–12) of a region."""
    return tuple(
        food
        for food, sure in note.foods.items()
        if sure == _INGREDIENT and month in lexicon.foods[food].months.get(region, ())
    )


class Seasons:
    """Shares of seasonal ingredients by month and region, counted on first use."""

    def __init__(self, notes: Sequence[IndexedNote], lexicon: FoodLexicon) -> None:
        self._notes = notes
        self._lexicon = lexicon
        self._terms = np.array([note.note.solar_term for note in notes])
        self._shares: dict[tuple[int, str], Floats] = {}

    def scores(self, *, month: int | None, region: str, solar_term: str) -> Floats:
        """Return (size,) in [0, 1]: 1 for a note of the solar term, else its seasonal share."""
        found = np.zeros(len(self._notes), dtype=np.float32)
        if month is not None:
            found = self._share(month, region).copy()
        if solar_term:
            found[self._terms == solar_term] = 1.0
        return found

    def _share(self, month: int, region: str) -> Floats:
        """Return the share (size,) of ingredients with a season that are in season."""
        key = (month, region)
        if key not in self._shares:
            self._shares[key] = np.array(
                [self._of(note, month, region) for note in self._notes], dtype=np.float32
            )
        return self._shares[key]

    def _of(self, note: IndexedNote, month: int, region: str) -> float:
        foods = self._lexicon.foods
        seasonal = [
            id_ for id_, sure in note.foods.items() if sure == _INGREDIENT and foods[id_].months
        ]
        now = foods_in_season(note, self._lexicon, month=month, region=region)
        return len(now) / len(seasonal) if seasonal else 0.0
