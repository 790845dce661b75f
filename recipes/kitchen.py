"""All that writing a recipe needs besides the request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from community.foods import FoodLexicon
from community.ids import NoteId
from community.models import Note
from community.ranking import Ranked
from community.reference import Reference
from recipes.composer.cooking import Cooking, load_cooking
from recipes.llm.port import Drafter
from recipes.reader import Reader
from recipes.retrieval.query import Query
from recipes.states import StateReader


class Retriever(Protocol):
    """Finds notes for a query, best first."""

    def search(self, query: Query) -> Ranked:
        """Return the notes that fit, hard limits kept."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Kitchen:
    """The food lexicon, the reference tables, the notes with their index, and perhaps a model."""

    lexicon: FoodLexicon
    reference: Reference
    notes: Mapping[NoteId, Note] = field(default_factory=dict)
    retriever: Retriever | None = None
    drafter: Drafter | None = None
    cooking: Cooking = field(default_factory=load_cooking)
    reader: Reader = field(init=False, repr=False)
    states: StateReader = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "reader", Reader(self.lexicon, self.reference))
        object.__setattr__(self, "states", StateReader(self.lexicon, self.reference))
