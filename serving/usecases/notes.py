"""Knowledge from neighbours: contributed, moderated, indexed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from community.errors import Conflict
from community.foods import FoodLexicon
from community.ids import CommunityId, NoteId
from community.models import Ingredient, Note, NoteStatus
from community.ranking import Scored
from recipes.retrieval import Query
from serving.services import Services


def contribute(services: Services, note: Note) -> Note:
    """Keep a new note until somebody has read it; raises Conflict when the id is taken."""
    pending = replace(understood(note, services.lexicon), status=NoteStatus.PENDING, version=1)
    with services.database.transaction() as store:
        if store.notes.known(note.community_id, [note.id]):
            raise Conflict(f"there is a note {note.id} already")
        store.notes.save([pending])
        store.commit()
    return pending


def moderate(
    services: Services, community_id: CommunityId, note_id: str, status: NoteStatus
) -> Note:
    """Approve or reject a note; it is cited from now on, or no more. Raises NotFound."""
    with services.database.transaction() as store:
        note = store.notes.get(community_id, note_id)
        decided = replace(note, status=status, version=note.version + 1)
        store.notes.save([decided])
        store.commit()
    services.kitchens.forget(community_id)
    return decided


def search_notes(
    services: Services, community_id: CommunityId, text: str, n: int
) -> Sequence[tuple[Note, Scored]]:
    """Return the approved notes that answer `text` best."""
    kitchen = services.kitchens.of(community_id)
    if kitchen.retriever is None:
        return ()
    found = kitchen.retriever.search(Query(text=text, n=n)).items
    return [(kitchen.notes[NoteId(item.id)], item) for item in found]


def understood(note: Note, lexicon: FoodLexicon) -> Note:
    """Return the note with the food of every ingredient that the lexicon knows."""
    if note.recipe is None:
        return note
    known = tuple(_known(item, lexicon) for item in note.recipe.ingredients)
    return replace(note, recipe=replace(note.recipe, ingredients=known))


def _known(item: Ingredient, lexicon: FoodLexicon) -> Ingredient:
    mention = lexicon.resolve(item.name)
    return replace(item, food_id=mention.food.id if mention else None)
