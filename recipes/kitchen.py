"""All that writing a recipe needs besides the request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from community.foods import FoodLexicon
from community.ids import NoteId
from community.models import Note
from community.reference import Reference
from recipes.llm.port import Drafter
from recipes.retrieval import Retriever


@dataclass(frozen=True, slots=True, kw_only=True)
class Kitchen:
    """The food lexicon, the reference tables, the notes with their index, and perhaps a model."""

    lexicon: FoodLexicon
    reference: Reference
    notes: Mapping[NoteId, Note]
    retriever: Retriever | None = None
    drafter: Drafter | None = None
