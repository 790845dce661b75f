"""How a recipe turned out, told by who cooked it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from community.ids import CommunityId, EventId, NeighbourId, NoteId
from community.models import Event, EventType, Recipe
from serving.services import Services
from serving.usecases.cook import kept_recipe

Outcome = Literal["cooked", "changed", "failed"]
_STARS: Mapping[Outcome, float] = {"cooked": 5.0, "changed": 3.0, "failed": 1.0}


def tell_outcome(
    services: Services,
    community_id: CommunityId,
    recipe_id: str,
    outcome: Outcome,
    *,
    neighbour_id: NeighbourId | None,
) -> Recipe:
    """Keep that a recipe was cooked and how it was; telling again replaces what was told.

    Raises NotFound for a recipe that is not there or somebody else's.
    """
    recipe = kept_recipe(services, community_id, recipe_id, neighbour_id=neighbour_id)
    told = {EventType.COOK: 1.0, EventType.RATE: _STARS[outcome]}
    note = _first_note(recipe)
    with services.database.transaction() as store:
        store.events.save(
            Event(
                id=EventId(f"{kind.value}-{recipe.id}"),
                community_id=community_id,
                type=kind,
                occurred_at=services.clock(),
                neighbour_id=recipe.neighbour_id,
                note_id=note if note and store.notes.known(community_id, [note]) else None,
                quantity=quantity,
                recommendation_id=recipe.id,
            )
            for kind, quantity in told.items()
        )
        store.commit()
    return recipe


def _first_note(recipe: Recipe) -> NoteId | None:
    """Return the note that the recipe follows most, if it follows any."""
    notes = recipe.answer.get("notes")
    if not isinstance(notes, list | tuple) or not notes:
        return None
    return NoteId(str(notes[0]["id"]))
