"""Recipe requests from a file, answered by the code that serves, and judged."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from community.errors import InvalidInput, RefusedRecipe
from community.foods import load_foods
from community.reference import load_reference
from recipes.answer import RecipeAnswer
from recipes.draft import Draft
from recipes.embedding.lsa import LsaEmbedder
from recipes.embedding.ports import Embedder
from recipes.evaluation.ranking import percentile
from recipes.gate import household_of, stock
from recipes.kitchen import Kitchen
from recipes.knowledge import read_notes
from recipes.knowledge.reading import read_objects
from recipes.reading import read_request
from recipes.request import RecipeRequest
from recipes.retrieval import Retriever
from recipes.verifier import Case, verify
from recipes.writer import case_for, write_recipe

TODAY = date(2026, 11, 24)  # for requests that do not say when they are asked


@dataclass(frozen=True, slots=True)
class Judged:
    """One answer as it is reported, and what the summary counts."""

    answer: Mapping[str, Any]
    violations: tuple[str, ...]
    seconds: float
    had: float
    used: float
    expected: frozenset[str]


def evaluate_requests(
    notes_path: Path, requests_path: Path, *, embedder: Embedder | None = None
) -> dict[str, Any]:
    """Answer the requests of a file over the notes of another, as a kitchen that serves does.

    Raises InvalidFile for a file that is broken.
    """
    lexicon = load_foods()
    requests = [fields for _, fields in read_objects(requests_path)]
    notes = read_notes(notes_path, lexicon)
    kitchen = Kitchen(
        lexicon=lexicon,
        reference=load_reference(),
        notes={note.id: note for note in notes},
        retriever=Retriever.build(notes, lexicon, embedder or LsaEmbedder()),
    )
    return evaluate(requests, kitchen)


def evaluate(requests: Iterable[Mapping[str, Any]], kitchen: Kitchen) -> dict[str, Any]:
    """Return summary and answers in the form that recipe requests are reported in."""
    judged = [judge(request, kitchen) for request in requests]
    return {"summary": summary(judged), "answers": [one.answer for one in judged]}


def judge(fields: Mapping[str, Any], kitchen: Kitchen) -> Judged:
    """Answer one request and hold it against what was expected. Refusals are answers too."""
    begun = time.perf_counter()
    rid = str(fields.get("rid", ""))
    expect = fields.get("expect") or {}
    expected = frozenset(_listed(expect.get("outcome", ())))
    try:
        request = read_request(fields, now=TODAY)
        answer = write_recipe(request, kitchen)
    except (RefusedRecipe, InvalidInput) as refusal:
        seconds = time.perf_counter() - begun
        return Judged(_refused(rid, refusal, seconds), (), seconds, 0.0, 0.0, expected)
    seconds = time.perf_counter() - begun
    violations = (*_violations(request, answer, kitchen), *_unmet(expect, answer, kitchen))
    cites = sum(len(step.cites) for step in answer.steps)
    shown = {
        "rid": rid, **answer.to_dict(), "violations": list(violations), "citations": cites,
        "latency_ms": round(seconds * 1000, 1),
    }  # fmt: skip
    used = sum(use.grams for use in answer.used)
    had = used + sum(rest.grams for rest in answer.leftovers)
    return Judged(shown, violations, seconds, had, used, expected)


def _refused(rid: str, refusal: RefusedRecipe | InvalidInput, seconds: float) -> dict[str, Any]:
    reason = refusal.reason if isinstance(refusal, RefusedRecipe) else refusal.code
    instead = refusal.instead if isinstance(refusal, RefusedRecipe) else ""
    return {
        "rid": rid, "outcome": "refuse", "reason": reason, "why": str(refusal),
        "instead": instead, "title": "", "ingredients": [], "steps": [], "warnings": [],
        "unrecognised": [], "used": [], "written_by": "", "violations": [], "citations": 0,
        "latency_ms": round(seconds * 1000, 1),
    }  # fmt: skip


def _violations(request: RecipeRequest, answer: RecipeAnswer, kitchen: Kitchen) -> tuple[str, ...]:
    """Judge the answer again as it is shown."""
    household = household_of(request, kitchen.lexicon, kitchen.reference)
    pantry = stock(request, household, kitchen)
    case: Case = case_for(request, household, pantry, kitchen)
    draft = Draft(title=answer.title, servings=answer.servings, minutes=answer.minutes,
                  lines=answer.ingredients, steps=answer.steps)  # fmt: skip
    return tuple(violation.code for violation in verify(draft, case))


def _unmet(expect: Mapping[str, Any], answer: RecipeAnswer, kitchen: Kitchen) -> tuple[str, ...]:
    """Return a code for each forbidden food that is shown and each wanted one that is not used."""
    shown = [line.name for line in answer.ingredients] + [step.text for step in answer.steps]
    named = {m.food.id for text in [answer.title, *shown] for m in kitchen.reader.foods(text)}
    named |= {line.food for line in answer.ingredients}
    cooked = {line.food for line in answer.ingredients}
    forbidden = [m for word in expect.get("must_not", ()) if (m := kitchen.lexicon.resolve(word))]
    wanted = [m for word in expect.get("must_use", ()) if (m := kitchen.lexicon.resolve(word))]
    return (
        *("must_not" for mention in forbidden if mention.food.id in named),
        *("must_use" for mention in wanted if mention.food.id not in cooked),
    )


def summary(judged: Sequence[Judged]) -> dict[str, Any]:
    """Return counts of violations, refusal precision and recall, coverage and latency."""
    refused = [one for one in judged if one.answer["outcome"] == "refuse"]
    wanted = [one for one in judged if one.expected == {"refuse"}]
    right = [one for one in refused if "refuse" in one.expected]
    caught = [one for one in wanted if one.answer["outcome"] == "refuse"]
    had = sum(one.had for one in judged)
    times = sorted(one.seconds * 1000 for one in judged)
    return {
        "requests": len(judged),
        "violations": dict(Counter(code for one in judged for code in one.violations)),
        "outcomes": dict(Counter(str(one.answer["outcome"]) for one in judged)),
        "as_expected": _share([one.answer["outcome"] in one.expected for one in judged
                               if one.expected]),
        "refusal": {
            "precision": _ratio(len(right), len(refused)),
            "recall": _ratio(len(caught), len(wanted)),
        },
        "coverage": _ratio(sum(one.used for one in judged), had),
        "p50_ms": round(percentile(times, 0.50), 1),
        "p95_ms": round(percentile(times, 0.95), 1),
    }  # fmt: skip


def _ratio(part: float, whole: float) -> float:
    return round(part / whole, 4) if whole else 1.0


def _share(flags: Sequence[bool]) -> float:
    return _ratio(sum(flags), len(flags))


def _listed(outcome: str | Sequence[str]) -> Sequence[str]:
    return [outcome] if isinstance(outcome, str) else outcome
