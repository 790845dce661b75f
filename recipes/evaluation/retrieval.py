"""Retrieval measured: graded questions over any notes, answered by the retriever that serves."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from community.errors import InvalidFile, RowProblem
from community.foods import FoodLexicon, load_foods
from community.foods.model import ALLERGENS
from community.ids import NoteId
from community.models import Note, RecipeBody
from recipes.embedding.lsa import LsaEmbedder
from recipes.embedding.ports import Embedder
from recipes.evaluation.ranking import mrr, ndcg, percentile, recall
from recipes.knowledge import read_notes
from recipes.knowledge.reading import read_objects
from recipes.retrieval import Query, Retriever

K = 10
_SHOWN_FIRST = 5
_GOOD = 2  # the grade from which on a note counts as found


@dataclass(frozen=True, slots=True, kw_only=True)
class GradedQuery:
    """A question with the grade (1–3) of every note that answers it."""

    qid: str
    kind: str
    text: str
    grades: Mapping[str, int]
    allergies: frozenset[str]


@dataclass(frozen=True, slots=True)
class Answered:
    """What came back for a question, best first, and how long it took."""

    query: GradedQuery
    ids: tuple[str, ...]
    seconds: float


def evaluate_retrieval(
    notes_path: Path, queries_path: Path, *, embedder: Embedder | None = None
) -> dict[str, Any]:
    """Return the figures per kind of question. Raises InvalidFile for a file that is broken.

    Times are those of a search alone; the index is built before.
    """
    lexicon = load_foods()
    queries = read_queries(queries_path)
    notes = read_notes(notes_path, lexicon)
    retriever = Retriever.build(notes, lexicon, embedder or LsaEmbedder())
    kinds: dict[str, list[Answered]] = {}
    for query in queries:
        kinds.setdefault(query.kind, []).append(_answer(query, retriever))
    held = {note.id: _allergens(note, lexicon) for note in notes}
    return {"kinds": {kind: _figures(found, held) for kind, found in kinds.items()}}


def _allergens(note: Note, lexicon: FoodLexicon) -> frozenset[str]:
    """Return the classes of every food a note names, read afresh and not from the index."""
    recipe = note.recipe or RecipeBody(ingredients=(), steps=())
    texts = [note.title, note.text, *(line.name for line in recipe.ingredients), *recipe.steps]
    named = [mention.food for text in texts for mention in lexicon.find(text)]
    return frozenset().union(*(food.allergens for food in named))


def _answer(query: GradedQuery, retriever: Retriever) -> Answered:
    begun = time.perf_counter()
    found = retriever.search(Query(text=query.text, allergies=query.allergies, n=K))
    return Answered(query, found.ids, time.perf_counter() - begun)


def _figures(
    answers: Sequence[Answered], held: Mapping[NoteId, frozenset[str]]
) -> dict[str, float]:
    graded = [(answer.ids, answer.query.grades) for answer in answers]
    good = [(ids, {id_ for id_, g in grades.items() if g >= _GOOD}) for ids, grades in graded]
    times = [answer.seconds * 1000 for answer in answers]
    figures: dict[str, float] = {
        "n": len(answers),
        f"ndcg@{K}": round(fmean(ndcg(ids, grades, K) for ids, grades in graded), 4),
        f"recall@{K}": round(fmean([recall(ids, some, K) for ids, some in good if some] or [0]), 4),
        "mrr": round(fmean(mrr(ids, set(grades)) for ids, grades in graded), 4),
        "p50_ms": round(percentile(times, 0.50), 2),
        "p95_ms": round(percentile(times, 0.95), 2),
    }
    if any(answer.query.allergies for answer in answers):
        first = [
            (held[NoteId(id_)], answer.query.allergies)
            for answer in answers
            for id_ in answer.ids[:_SHOWN_FIRST]
        ]
        share = fmean([bool(has & banned) for has, banned in first] or [0])
        figures[f"allergen_share@{_SHOWN_FIRST}"] = round(share, 4)
    return figures


def read_queries(path: Path) -> list[GradedQuery]:
    """Return the questions of a JSONL file. Raises InvalidFile naming every bad line."""
    queries: list[GradedQuery] = []
    problems: list[RowProblem] = []
    for number, fields in read_objects(path):
        column, reason = _fault(fields)
        if reason:
            problems.append(RowProblem(number, column, reason))
            continue
        queries.append(
            GradedQuery(
                qid=fields["qid"],
                kind=fields["kind"],
                text=fields["query"],
                grades=fields["rel"],
                allergies=frozenset(fields.get("exclude_allergens") or ()),
            )
        )
    if problems:
        raise InvalidFile(str(path), problems)
    return queries


def _fault(fields: Mapping[str, Any]) -> tuple[str, str]:
    """Return the column that cannot be used and why, or two empty strings."""
    for column in ("qid", "kind", "query"):
        if not isinstance(fields.get(column), str):
            return column, "must be text"
    grades = fields.get("rel")
    if not isinstance(grades, dict) or not all(
        type(grade) is int and 1 <= grade <= 3 for grade in grades.values()
    ):
        return "rel", "must give a grade of 1 to 3 for each note id"
    allergies = fields.get("exclude_allergens") or []
    if not isinstance(allergies, list) or not all(name in ALLERGENS for name in allergies):
        return "exclude_allergens", "must be a list of " + ", ".join(sorted(ALLERGENS))
    return "", ""
