"""Knowledge from neighbours: contributed, moderated, indexed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from community.errors import Conflict
from community.ids import CommunityId, NoteId
from community.importers.notes import note_of
from community.models import Note, NoteStatus
from community.ranking import Scored
from community.records import NoteRecord
from recipes.retrieval import Query
from serving.services import Services


def contribute(services: Services, record: NoteRecord, community_id: CommunityId) -> Note:
    """Keep a new note until somebody has read it.

    Raises Conflict when the id is taken, InvalidField as `note_of` does.
    """
    note = note_of(record, community_id, services.lexicon)
    pending = replace(note, status=NoteStatus.PENDING, version=1)
    with services.database.transaction() as store:
        if store.notes.known(community_id, [note.id]):
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
    services.couplings.forget(community_id)
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
