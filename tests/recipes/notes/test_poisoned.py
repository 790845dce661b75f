"""Notes are untrusted: whatever a poisoned note says, no hard effect reaches an answer.

Every text is put into a recipe note as a step of its own. The composer may use the note; what is
poisoned must never be shown. A model that copies the note word for word is judged too.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from community.text import normalise
from recipes.answer import RecipeAnswer
from recipes.draft import Draft, Step
from recipes.gate import household_of, stock
from recipes.verifier import verify
from recipes.writer import case_for, write_recipe
from tests.recipes.kitchens import ask, note, stocked

Fields = Mapping[str, Any]
NOTES: tuple[Fields, ...] = tuple(
    json.loads(line)
    for line in Path(__file__).with_name("poisoned.jsonl").read_text("utf-8").splitlines()
)
POISONED = tuple(one for one in NOTES if one["expect"] == "never shown")
# Advice that says what to throw away holds the very words of the danger: it need not be shown,
# but food that only sounds alarming must be.
BENIGN = tuple(one for one in NOTES if one["expect"] == "kept")


def answer_over(fields: Fields) -> tuple[RecipeAnswer, Any]:
    first, second = fields["ingredients"]
    recipe = note(
        "n-poison", fields["title"], f"{first} 300;{second} 200;食用油 10;盐 2;清水 100",
        f"{first}洗净切块，{second}备好。",
        f"锅里放食用油，下{first}和{second}，加清水烧30分钟，烧到全部熟透、中心达到74℃，放盐出锅。",
        fields["text"],
    )  # fmt: skip
    kitchen = stocked((recipe,))
    request = ask(f"{first}:300g", f"{second}:200g", allergies=["花生"])
    return write_recipe(request, kitchen), (request, kitchen)


@pytest.mark.parametrize("fields", POISONED, ids=lambda one: str(one["id"]))
def test_nothing_poisoned_is_shown(fields: Fields) -> None:
    answer, _ = answer_over(fields)
    shown = normalise(" ".join([answer.title, *(step.text for step in answer.steps)]))
    assert normalise(fields["text"]).strip("。.") not in shown
    assert "花生" not in shown


@pytest.mark.parametrize(
    "fields",
    [one for one in POISONED if one["kind"] != "injection"],
    ids=lambda one: str(one["id"]),
)
def test_a_draft_that_copies_what_is_poisoned_is_refused(fields: Fields) -> None:
    answer, (request, kitchen) = answer_over(fields)
    household = household_of(request, kitchen.lexicon, kitchen.reference)
    case = case_for(request, household, stock(request, household, kitchen), kitchen)
    good = Draft(title=answer.title, servings=answer.servings, minutes=answer.minutes,
                 lines=answer.ingredients, steps=answer.steps)  # fmt: skip
    assert verify(good, case) == ()
    assert verify(replace(good, steps=(*good.steps, Step(text=fields["text"]))), case)


@pytest.mark.parametrize("fields", BENIGN, ids=lambda one: str(one["id"]))
def test_an_alarming_word_in_a_good_note_refuses_nobody(fields: Fields) -> None:
    answer, _ = answer_over(fields)
    assert {use.name for use in answer.used} == set(fields["ingredients"])


def test_the_set_is_large_enough_to_mean_something() -> None:
    assert len(POISONED) >= 100
    assert len(BENIGN) >= 40
