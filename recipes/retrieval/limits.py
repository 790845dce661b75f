"""Hard limits: notes that must not be answered, whatever their score."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from community.foods import FoodLexicon
from community.foods.model import ALLERGENS
from community.ids import FoodId
from community.reference.diets import Diet, Diets
from recipes.knowledge import IndexedNote
from recipes.retrieval.postings import Flags, Postings
from recipes.retrieval.query import Query

Names = npt.NDArray[np.str_]


@dataclass(frozen=True, slots=True)
class Limits:
    """Per rule the notes (size,) that break it; a note that cannot be judged breaks it too."""

    size: int
    by_allergen: Mapping[str, Flags]
    by_diet: Mapping[str, Flags]
    unknown: Flags
    kinds: Names
    langs: Names
    rows: Mapping[str, int]

    @classmethod
    def build(
        cls, notes: Sequence[IndexedNote], postings: Postings, lexicon: FoodLexicon, diets: Diets
    ) -> Limits:
        """Judge every note by every class and diet once."""
        return cls(
            size=len(notes),
            by_allergen={
                name: np.array([name in note.allergens for note in notes], dtype=np.bool_)
                for name in ALLERGENS
            },
            by_diet={diet.id: _breaking(diet, notes, postings, lexicon) for diet in diets.all},
            unknown=np.array([bool(note.unknown) for note in notes], dtype=np.bool_),
            kinds=np.array([str(note.note.kind) for note in notes]),
            langs=np.array([note.note.lang for note in notes]),
            rows={note.note.id: row for row, note in enumerate(notes)},
        )

    def broken(
        self, query: Query, allergies: frozenset[str], avoided: Flags
    ) -> Iterator[tuple[str, Flags]]:
        """Yield the rules that a query sets with the notes (size,) that break each.

        A class or diet nobody knows leaves out every note: it cannot be kept.
        """
        nothing = np.ones(self.size, dtype=np.bool_)
        for name in sorted(allergies):
            yield f"allergen:{name}", self.by_allergen.get(name, nothing)
        for name in sorted(query.diets):
            yield f"diet:{name}", self.by_diet.get(name, nothing)
        if allergies or query.diets:
            yield "unknown_ingredient", self.unknown
        yield "avoid", avoided
        if query.kinds:
            yield "kind", ~np.isin(self.kinds, [str(kind) for kind in query.kinds])
        if query.lang:
            yield "lang", self.langs != query.lang
        if query.exclude:
            excluded = np.zeros(self.size, dtype=np.bool_)
            excluded[[self.rows[id_] for id_ in query.exclude if id_ in self.rows]] = True
            yield "excluded", excluded


def _breaking(
    diet: Diet, notes: Sequence[IndexedNote], postings: Postings, lexicon: FoodLexicon
) -> Flags:
    """Return the notes (size,) with a tag the diet denies or a word that hides one."""
    denied = frozenset(diet.deny_tags)
    foods: set[FoodId] = set()
    words: list[str] = []
    for word in diet.hidden:
        mention = lexicon.resolve(word)
        if mention is not None and mention.confidence == 1:
            foods.add(mention.food.id)
        else:
            words.append(word)
    broken = postings.naming(foods)
    for row, note in enumerate(notes):
        if denied & note.tags or any(word in note.written for word in words):
            broken[row] = True
    return broken
