"""Which notes hold a food, and how surely."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from community.ids import FoodId
from recipes.knowledge import IndexedNote

Floats = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Postings:
    """Per food the rows of the notes that name it, ascending, and the certainty of each."""

    size: int
    rows: Mapping[FoodId, npt.NDArray[np.int64]]
    sure: Mapping[FoodId, Floats]

    @classmethod
    def build(cls, notes: Sequence[IndexedNote]) -> Postings:
        """Turn the notes' foods around."""
        found: dict[FoodId, list[tuple[int, float]]] = {}
        for row, note in enumerate(notes):
            for food, sure in note.foods.items():
                found.setdefault(food, []).append((row, sure))
        return cls(
            len(notes),
            {food: np.array([r for r, _ in held], dtype=np.int64) for food, held in found.items()},
            {food: np.array([s for _, s in held], np.float32) for food, held in found.items()},
        )

    def strength(self, near: Mapping[FoodId, float]) -> Floats:
        """Return how well each note (size,) serves a food with these stand-ins: its best one."""
        best = np.zeros(self.size, dtype=np.float32)
        for food, closeness in near.items():
            rows = self.rows.get(food)
            if rows is not None:
                best[rows] = np.maximum(best[rows], self.sure[food] * np.float32(closeness))
        return best

    def naming(self, foods: Iterable[FoodId]) -> Flags:
        """Return which notes (size,) name any of the foods."""
        named = np.zeros(self.size, dtype=np.bool_)
        for food in foods:
            rows = self.rows.get(food)
            if rows is not None:
                named[rows] = True
        return named
