"""The knowledge base in memory: one indexed kitchen a community, rebuilt when notes change."""

from __future__ import annotations

import threading
from collections.abc import Callable

from community.foods import FoodLexicon
from community.ids import CommunityId
from community.models import NoteStatus
from community.ports import Database, Filter, each
from community.reference import Reference
from recipes.embedding.ports import Embedder
from recipes.kitchen import Kitchen
from recipes.llm.port import Drafter
from recipes.retrieval import Retriever


class Kitchens:
    """Indexes a community's approved notes on first use; `forget` after they changed."""

    def __init__(
        self,
        database: Database,
        lexicon: FoodLexicon,
        reference: Reference,
        *,
        embedder: Callable[[], Embedder],
        drafter: Drafter | None,
    ) -> None:
        self._database = database
        self._lexicon = lexicon
        self._reference = reference
        self._embedder = embedder
        self._drafter = drafter
        self._built: dict[CommunityId, Kitchen] = {}
        self._lock = threading.Lock()

    def of(self, community_id: CommunityId) -> Kitchen:
        """Return the kitchen of a community, with an empty knowledge base where it has none."""
        kitchen = self._built.get(community_id)
        if kitchen is None:
            with self._lock:
                kitchen = self._built.get(community_id) or self._build(community_id)
                self._built[community_id] = kitchen
        return kitchen

    def forget(self, community_id: CommunityId) -> None:
        """Read the notes again on the next use."""
        with self._lock:
            self._built.pop(community_id, None)

    def _build(self, community_id: CommunityId) -> Kitchen:
        approved = Filter(status=NoteStatus.APPROVED)
        with self._database.read() as store:
            notes = list(each(store.notes, community_id, where=approved))
        return Kitchen(
            lexicon=self._lexicon,
            reference=self._reference,
            notes={note.id: note for note in notes},
            retriever=Retriever.build(notes, self._lexicon, self._embedder()),
            drafter=self._drafter,
        )
