"""Notes for a query: a linear sum of foods, words, meaning and season within hard limits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from community.foods import FoodLexicon
from community.ids import FoodId
from community.models import Note
from community.ranking import Ranked, Reason, Scored
from community.reference import Reference, load_reference
from community.reference.allergens import Allergens
from recipes.embedding.index import VectorIndex
from recipes.embedding.ports import Embedder, Encoder
from recipes.knowledge import IndexedNote, index_note
from recipes.retrieval.kinship import Kinship
from recipes.retrieval.limits import Limits
from recipes.retrieval.postings import Flags, Floats, Postings
from recipes.retrieval.query import Query
from recipes.retrieval.season import Seasons, foods_in_season
from recipes.retrieval.wanted import Wanted, read_query
from recipes.retrieval.words import Words

Rows = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float64]
_NEAREST = 1_000  # notes that the dense arm may speak for
_USES = 0.5  # from this strength on a note is said to use a food


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What each arm counts; every arm lies in [0, 1]."""

    foods: float
    text: float
    dense: float
    season: float


# With a list of leftovers the foods decide and words break ties; a described dish is the reverse.
LISTED = Weights(foods=1.0, text=0.3, dense=0.1, season=0.03)
DESCRIBED = Weights(foods=0.3, text=1.0, dense=0.25, season=0.03)


@dataclass(frozen=True, slots=True, kw_only=True)
class Retriever:
    """An index over notes; nothing changes it after it is built, so threads may share it."""

    notes: Sequence[IndexedNote]
    lexicon: FoodLexicon
    allergens: Allergens
    kinship: Kinship
    postings: Postings
    limits: Limits
    words: Words
    seasons: Seasons
    encoder: Encoder
    vectors: VectorIndex
    reads_canonical: bool
    version: str

    @classmethod
    def build(
        cls,
        notes: Sequence[Note],
        lexicon: FoodLexicon,
        embedder: Embedder,
        *,
        reference: Reference | None = None,
    ) -> Retriever:
        """Index `notes`; none at all is an index that finds nothing.

        Raises Unavailable when the embedder's library or model is missing.
        """
        indexed = [index_note(note, lexicon) for note in notes]
        postings = Postings.build(indexed)
        reference = reference or load_reference()
        texts = [
            f"{note.title}\n{note.text}" if embedder.reads_canonical else note.written
            for note in indexed
        ]
        encoder = embedder.fit(texts)
        return cls(
            notes=indexed,
            lexicon=lexicon,
            allergens=reference.allergens,
            kinship=Kinship.of(lexicon),
            postings=postings,
            limits=Limits.build(indexed, postings, lexicon, reference.diets),
            words=Words.build([n.title for n in indexed], [n.text for n in indexed]),
            seasons=Seasons(indexed, lexicon),
            encoder=encoder,
            vectors=VectorIndex.build(encoder.encode(texts)),
            reads_canonical=embedder.reads_canonical,
            version=f"retrieval-1+{embedder.name}",
        )

    def search(self, query: Query) -> Ranked:
        """Return at most `query.n` notes with a score above 0, best first, ties by id.

        A query that asks for nothing finds nothing, unless a month or solar term is given.
        """
        wanted = read_query(query, self.lexicon, self.allergens)
        allowed, dropped = self._allowed(query, wanted)
        strengths = {food: self.postings.strength(self.kinship.near(food)) for food in wanted.foods}
        arms = self._arms(query, wanted, strengths)
        total: Scores = np.sum(list(arms.values()), axis=0, dtype=np.float64)
        rows = np.flatnonzero(allowed & (total > 0))
        ranked = self._best(total, rows, max(query.n, 0))
        items = [
            Scored(
                id=self.notes[row].note.id,
                score=float(total[row]),
                components={name: float(arm[row]) for name, arm in arms.items()},
                reasons=self._reasons(query, row, strengths),
            )
            for row in ranked
        ]
        return Ranked(tuple(items), self.version, dropped)

    def _best(self, total: Scores, rows: Rows, n: int) -> list[int]:
        """Return the first `n` of `rows` by descending score, ties by id."""
        if 0 < n < len(rows):
            least = np.partition(total[rows], -n)[-n]
            rows = rows[total[rows] >= least]
        ordered = sorted(rows.tolist(), key=lambda row: (-total[row], self.notes[row].note.id))
        return ordered[:n]

    def _arms(
        self, query: Query, wanted: Wanted, strengths: Mapping[FoodId, Floats]
    ) -> dict[str, Floats]:
        """Return the weighted arms, each (notes,)."""
        weights = LISTED if wanted.listed else DESCRIBED
        size = len(self.notes)
        asked = sum(wanted.foods.values())
        foods = np.zeros(size, dtype=np.float32)
        for food, strength in strengths.items():
            foods += np.float32(wanted.foods[food] / asked) * strength
        text = wanted.text if self.reads_canonical else wanted.written
        vector = self.encoder.encode([text])[0]
        season = self.seasons.scores(
            month=query.month, region=query.region, solar_term=query.solar_term
        )
        return {
            "foods": foods * np.float32(weights.foods),
            "text": self.words.scores(wanted.text) * np.float32(weights.text),
            "dense": self.vectors.similarities(vector, _NEAREST) * np.float32(weights.dense),
            "season": season * np.float32(weights.season),
        }

    def _allowed(self, query: Query, wanted: Wanted) -> tuple[Flags, dict[str, int]]:
        """Return which notes keep every limit, and how many each limit dropped."""
        avoided = self.postings.naming(self.kinship.family(wanted.avoid))
        allowed = np.ones(len(self.notes), dtype=np.bool_)
        dropped: dict[str, int] = {}
        for rule, broken in self.limits.broken(query, wanted.allergies, avoided):
            count = int(np.count_nonzero(allowed & broken))
            if count:
                dropped[rule] = count
            allowed &= ~broken
        return allowed, dropped

    def _reasons(
        self, query: Query, row: int, strengths: Mapping[FoodId, Floats]
    ) -> tuple[Reason, ...]:
        used = [food for food, strength in strengths.items() if strength[row] >= _USES]
        reasons = [Reason("uses_food", {"food": food}) for food in used]
        if strengths:
            reasons.append(Reason("covers", {"used": len(used), "asked": len(strengths)}))
        if query.month is not None:
            seasonal = foods_in_season(
                self.notes[row], self.lexicon, month=query.month, region=query.region
            )
            reasons += [Reason("in_season", {"food": food}) for food in seasonal]
        return tuple(reasons)
