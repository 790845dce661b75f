"""What the community knows: notes, and recipes answered from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from community.ids import CommunityId, FoodId, NeighbourId, NoteId, RecipeId


class NoteKind(StrEnum):
    """What a note holds."""

    RECIPE = "recipe"
    TIP = "tip"
    TRANSCRIPT = "transcript"
    STORY = "story"
    SCIENCE = "science"


class NoteStatus(StrEnum):
    """Only approved notes are retrieved and cited."""

    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingredient:
    """One line of a recipe.

    `amount` counts `unit` for the whole recipe, None for 适量; `grams` is the same by weight where
    it can be told; `food_id` is None for a name the lexicon does not know. `per_serving` marks
    amounts written "× 份数".
    """

    name: str
    food_id: FoodId | None = None
    amount: float | None = None
    unit: str = ""
    grams: float | None = None
    note: str = ""
    per_serving: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipeBody:
    """The structured part of a recipe note."""

    ingredients: tuple[Ingredient, ...]
    steps: tuple[str, ...]
    servings: float | None = None
    minutes: int | None = None
    equipment: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One document of the knowledge base, with its source and licence."""

    id: NoteId
    community_id: CommunityId
    kind: NoteKind
    title: str
    text: str
    source: str
    licence: str
    author: str = ""
    lang: str = "zh"
    tags: tuple[str, ...] = ()
    solar_term: str = ""
    recipe: RecipeBody | None = None
    status: NoteStatus = NoteStatus.APPROVED
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """One recipe answer that was given; `answer` is the JSON that was shown."""

    id: RecipeId
    community_id: CommunityId
    neighbour_id: NeighbourId | None
    created_at: datetime
    title: str
    written_by: str
    answer: Mapping[str, Any]
