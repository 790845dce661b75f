"""Notes that a recipe may be based on or cite."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from community.ids import FoodId, NoteId
from community.models import Note, NoteStatus
from recipes.composer.kit import OIL
from recipes.gate.household import Household
from recipes.gate.pantry import Item
from recipes.kitchen import Kitchen
from recipes.request import RecipeRequest
from recipes.retrieval.query import Query
from recipes.verifier.case import COOKING_WORDS

NOTES = 8
_EACH = 3  # notes more for each thing at hand: a second dish needs its own
_LOOKED_AT = 40
_SOON_DAYS = 3


def related_notes(
    request: RecipeRequest, household: Household, items: Sequence[Item], kitchen: Kitchen
) -> tuple[Note, ...]:
    """Return approved notes for all that is at hand, best first, then for each thing of it.

    None without an index.
    """
    if kitchen.retriever is None:
        return ()
    query = Query(
        text=request.text,
        foods=_weights(request, items),
        avoid=household.avoid,
        month=request.now.month,
        n=_LOOKED_AT,
    )
    found = (kitchen.notes.get(NoteId(id_)) for id_ in kitchen.retriever.search(query).ids)
    fitting = [
        note
        for note in found
        if note and note.status is NoteStatus.APPROVED and _fits(note, household, kitchen)
    ]
    best = fitting[:NOTES]
    for food in query.foods:
        of_food = (note for note in fitting if _cooks(note, food))
        best += [note for note in islice(of_food, _EACH) if note not in best]
    return tuple(best)


def _cooks(note: Note, food: FoodId) -> bool:
    """Say whether a recipe note has `food` among its ingredients."""
    return note.recipe is not None and any(one.food_id == food for one in note.recipe.ingredients)


def _fits(note: Note, household: Household, kitchen: Kitchen) -> bool:
    """Say whether nothing in a note is forbidden here; an oil can be swapped and does not count.

    Stricter limits in the search itself would leave a peanut allergy with hardly a note, since
    plain cooking oil may hold peanut.
    """
    lines = [f"{line.name} {line.note}" for line in note.recipe.ingredients] if note.recipe else []
    steps = note.recipe.steps if note.recipe else (note.text,)
    return all(
        mention.food.category == OIL
        or mention.text in COOKING_WORDS
        or household.permits(mention.food)
        for text in (note.title, *lines, *steps)
        for mention in kitchen.reader.foods(text)
    )


def _weights(request: RecipeRequest, items: Sequence[Item]) -> dict[FoodId, float]:
    """Weigh foods by share of the whole, and what spoils within days twice."""
    foods: dict[FoodId, float] = {}
    for item in items:
        if not item.seasoning:
            soon = item.use_by and (item.use_by - request.now).days <= _SOON_DAYS
            foods[item.food.id] = max(foods.get(item.food.id, 0.0), 2.0 if soon else 1.0)
    return foods
