"""Recipe requests from a file, answered by the code that serves, and judged."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from community.errors import InvalidFile, InvalidInput, RefusedRecipe, RowProblem
from recipes.answer import RecipeAnswer
from recipes.draft import Draft
from recipes.gate import household_of, stock
from recipes.kitchen import Kitchen
from recipes.reading import read_request
from recipes.request import RecipeRequest
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
        "p50_ms": _percentile(times, 0.50),
        "p95_ms": _percentile(times, 0.95),
    }  # fmt: skip


def _ratio(part: float, whole: float) -> float:
    return round(part / whole, 4) if whole else 1.0


def _share(flags: Sequence[bool]) -> float:
    return _ratio(sum(flags), len(flags))


def _percentile(times: Sequence[float], share: float) -> float:
    return round(times[min(len(times) - 1, int(share * len(times)))], 1) if times else 0.0


def _listed(outcome: str | Sequence[str]) -> Sequence[str]:
    return [outcome] if isinstance(outcome, str) else outcome


def read_requests(path: Path) -> list[Mapping[str, Any]]:
    """Return the requests of a JSONL file. Raises InvalidFile naming every broken line."""
    requests: list[Mapping[str, Any]] = []
    problems: list[RowProblem] = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidFile(str(path), [RowProblem(1, "", "cannot be read as UTF-8")]) from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            fields = json.loads(line)
        except ValueError:
            fields = None
        if isinstance(fields, dict):
            requests.append(fields)
        else:
            problems.append(RowProblem(number, "", "is no JSON object"))
    if problems:
        raise InvalidFile(str(path), problems)
    return requests
