"""Notes that a recipe may be based on or cite."""

from __future__ import annotations

from collections.abc import Sequence

from community.ids import FoodId, NoteId
from community.models import Note, NoteStatus
from recipes.gate.household import Household
from recipes.gate.pantry import Item
from recipes.kitchen import Kitchen
from recipes.request import RecipeRequest
from recipes.retrieval.query import Query

NOTES = 8
_SOON_DAYS = 3


def related_notes(
    request: RecipeRequest, household: Household, items: Sequence[Item], kitchen: Kitchen
) -> tuple[Note, ...]:
    """Return approved notes for what is at hand, best first; none without an index."""
    if kitchen.retriever is None:
        return ()
    found = kitchen.retriever.search(
        Query(
            text=request.text,
            foods=_weights(request, items),
            avoid=household.avoid,
            allergies=household.allergens,
            diets=frozenset(household.diets),
            month=request.now.month,
            n=NOTES,
        )
    )
    notes = (kitchen.notes.get(NoteId(id_)) for id_ in found.ids)
    return tuple(note for note in notes if note and note.status is NoteStatus.APPROVED)


def _weights(request: RecipeRequest, items: Sequence[Item]) -> dict[FoodId, float]:
    """Weigh foods by share of the whole, and what spoils within days twice."""
    foods: dict[FoodId, float] = {}
    for item in items:
        if not item.seasoning:
            soon = item.use_by and (item.use_by - request.now).days <= _SOON_DAYS
            foods[item.food.id] = max(foods.get(item.food.id, 0.0), 2.0 if soon else 1.0)
    return foods
