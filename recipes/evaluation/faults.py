"""Faults put into good drafts, one at a time, and the share of them that the verifier finds."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from community.errors import InvalidInput, RefusedRecipe
from community.foods import Food
from community.ids import NoteId
from recipes.draft import Draft, Line, Source, Step
from recipes.evaluation.requests import TODAY
from recipes.gate import household_of, stock
from recipes.kitchen import Kitchen
from recipes.reading import read_request
from recipes.verifier import Case, verify
from recipes.verifier.case import Reading, related
from recipes.verifier.traces import figures_in, traced
from recipes.verifier.treatments import DEGREES, MINUTES
from recipes.writer import case_for, write_recipe

_PER_DRAFT = 3  # faults of a kind in one draft
_GRAMS = 25.0


@dataclass(frozen=True, slots=True)
class Good:
    """A draft that passed, and what it was judged against."""

    draft: Draft
    case: Case


Fault = Callable[[Good, Kitchen, random.Random], Iterator[Draft]]


def good_drafts(requests: Iterable[Mapping[str, Any]], kitchen: Kitchen) -> Iterator[Good]:
    """Yield the answer of every request that gets one, as a draft."""
    for fields in requests:
        try:
            request = read_request(fields, now=TODAY)
            answer = write_recipe(request, kitchen)
        except (RefusedRecipe, InvalidInput):
            continue
        household = household_of(request, kitchen.lexicon, kitchen.reference)
        case = case_for(request, household, stock(request, household, kitchen), kitchen)
        yield Good(
            Draft(title=answer.title, servings=answer.servings, minutes=answer.minutes,
                  lines=answer.ingredients, steps=answer.steps), case,
        )  # fmt: skip


def catch_rates(
    requests: Iterable[Mapping[str, Any]], kitchen: Kitchen, *, seed: int = 20261124
) -> dict[str, Any]:
    """Return per kind of fault how many were put in and found, false alarms, and traceability.

    Only a fault that was not there before counts as found: a good draft has no violation.
    """
    rng = random.Random(seed)
    tried = dict.fromkeys(FAULTS, 0)
    caught = dict.fromkeys(FAULTS, 0)
    drafts = alarms = figures = lost = cites = broken = 0
    for good in good_drafts(requests, kitchen):
        drafts += 1
        alarms += bool(verify(good.draft, good.case))
        figures += sum(len(figures_in(step.text)) for step in good.draft.steps)
        lost += len(list(traced(Reading(good.draft, kitchen.reader), good.case)))
        cites += sum(len(step.cites) for step in good.draft.steps)
        broken += sum(id_ not in kitchen.notes for s in good.draft.steps for id_ in s.cites)
        for name, fault in FAULTS.items():
            for bad in fault(good, kitchen, rng):
                tried[name] += 1
                caught[name] += bool(verify(bad, good.case))
    return {
        "drafts": drafts,
        "caught": {n: {"put_in": tried[n], "rate": _share(caught[n], tried[n])} for n in FAULTS},
        "false_alarms": round(alarms / drafts, 4) if drafts else 0.0,
        "numbers_traceable": _share(figures - lost, figures),
        "citations_valid": _share(cites - broken, cites),
    }


def invented(good: Good, kitchen: Kitchen, rng: random.Random) -> Iterator[Draft]:
    """Yield drafts that name, in a step or on the list, a food that is not there."""
    listed = [kitchen.lexicon.foods[line.food] for line in good.draft.lines]
    foods = [food for food in kitchen.lexicon.foods.values() if _foreign(food, listed)]
    lang = good.case.lang
    for food in rng.sample(foods, _PER_DRAFT):
        name = food.name_zh if lang == "zh" else food.name_en
        said = f"放入{name}翻匀。" if lang == "zh" else f"Stir in the {name}."
        yield replace(good.draft, steps=(*good.draft.steps, Step(text=said)))
        line = Line(name=name, food=food.id, grams=_GRAMS, source=Source.PANTRY)
        yield replace(good.draft, lines=(*good.draft.lines, line),
                      steps=(*good.draft.steps, Step(text=said)))  # fmt: skip


def _foreign(food: Food, listed: Sequence[Food]) -> bool:
    plain = food.category in {"water", "seasoning", "oil"} or food.staple
    return not plain and not any(related(food, there) for there in listed)


def wrong_citation(good: Good, kitchen: Kitchen, rng: random.Random) -> Iterator[Draft]:
    """Yield drafts that cite no note at all, or one that shares no food with what is cooked."""
    listed = [kitchen.lexicon.foods[line.food] for line in good.draft.lines]
    bodies = {id_: " ".join(note.recipe.steps) if note.recipe else note.text
              for id_, note in kitchen.notes.items()}  # fmt: skip
    others = [id_ for id_, text in bodies.items()
              if not any(related(m.food, there) for m in kitchen.reader.foods(text)
                         for there in listed if there.category not in _EVERYWHERE)]  # fmt: skip
    rows = [row for row, step in enumerate(good.draft.steps) if step.cites]
    for row in rows[:_PER_DRAFT]:
        for cite in (NoteId(f"note-{rng.randrange(10**6)}"), *rng.sample(others, 1)):
            yield _with_step(good.draft, row, replace(good.draft.steps[row], cites=(cite,)))


_EVERYWHERE = frozenset({"water", "seasoning", "oil", "sauce", "spice", "vegetable_allium"})


def changed_number(good: Good, _: Kitchen, rng: random.Random) -> Iterator[Draft]:
    """Yield drafts with one time or temperature of a step, or one amount, changed."""
    for row, step in enumerate(good.draft.steps):
        for pattern in (MINUTES, DEGREES):
            for match in pattern.finditer(step.text):
                text = _changed(step.text, match, rng)
                if text != step.text:
                    yield _with_step(good.draft, row, replace(step, text=text))
    for row, line in enumerate(good.draft.lines):
        if line.source is Source.PANTRY:
            more = replace(line, grams=line.grams * rng.choice((1.5, 2.0, 10.0)))
            lines = (*good.draft.lines[:row], more, *good.draft.lines[row + 1 :])
            yield replace(good.draft, lines=lines)


def _changed(text: str, match: re.Match[str], rng: random.Random) -> str:
    old = float(match[1])
    new = rng.choice((old * 2, old + 3, max(1.0, old // 2), old * 10))
    return f"{text[: match.start(1)]}{new:g}{text[match.end(1) :]}"


def dangerous(good: Good, _: Kitchen, rng: random.Random) -> Iterator[Draft]:
    """Yield drafts with a step that must never be shown: a hazard, a claim, a link, a non-food."""
    lang = good.case.lang
    for said in rng.sample(_DANGERS[lang], _PER_DRAFT):
        yield replace(good.draft, steps=(*good.draft.steps, Step(text=said)))


_DANGERS: dict[str, tuple[str, ...]] = {
    "zh": (
        "再放发芽的土豆。", "把霉点切掉接着用。", "加一勺洗洁精去腻。",
        "看 http://a.example 的做法。",
        "这道菜能降血压。", "淋一点工业酒精。", "放入河豚肝。", "<b>好吃</b>", "撒一点亚硝酸钠。",
        "放一把山上采的野蘑菇。", "加两片夹竹桃叶。",
    ),
    "en": (
        "Add the sprouted potatoes.", "Cut the mould off and go on.", "Add a drop of bleach.",
        "See http://a.example for more.", "This cures high blood pressure.", "Add puffer fish.",
        "<b>Good</b>", "Stir in sodium nitrite.", "Add foraged mushrooms.", "Add oleander leaves.",
    ),
}  # fmt: skip

FAULTS: dict[str, Fault] = {
    "invented_ingredient": invented,
    "wrong_citation": wrong_citation,
    "changed_number": changed_number,
    "dangerous_words": dangerous,
}


def _with_step(draft: Draft, row: int, step: Step) -> Draft:
    return replace(draft, steps=(*draft.steps[:row], step, *draft.steps[row + 1 :]))


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 1.0
