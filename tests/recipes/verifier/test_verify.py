"""Faults put into a good recipe are found, each under its own code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from community.ids import FoodId, NoteId
from recipes.draft import Draft, Line, Source, Step
from recipes.gate import household_of, stock
from recipes.verifier import Case, verify
from recipes.writer import case_for, write_recipe
from tests.recipes.kitchens import ask, stocked

KITCHEN = stocked()


def good(*have: str, **fields: Any) -> tuple[Draft, Case]:
    request = ask(*(have or ("番茄:300g", "鸡蛋:150g")), **fields)
    answer = write_recipe(request, KITCHEN)
    draft = Draft(title=answer.title, servings=answer.servings, minutes=answer.minutes,
                  lines=answer.ingredients, steps=answer.steps)  # fmt: skip
    household = household_of(request, KITCHEN.lexicon, KITCHEN.reference)
    return draft, case_for(request, household, stock(request, household, KITCHEN), KITCHEN)


def codes(draft: Draft, case: Case) -> set[str]:
    return {violation.code for violation in verify(draft, case)}


def said(text: str, **changes: Any) -> Callable[[Draft], Draft]:
    """Return a fault: one more step that says `text`."""
    return lambda draft: replace(draft, steps=(*draft.steps, Step(text=text, **changes)))


def listed(name: str, food: str, grams: float = 20.0, source: Source = Source.STAPLE) -> (
    Callable[[Draft], Draft]
):  # fmt: skip
    """Return a fault: one more ingredient, used in a step."""
    line = Line(name=name, food=FoodId(food), grams=grams, source=source)
    return lambda draft: said(f"放入{name}拌匀。")(replace(draft, lines=(*draft.lines, line)))


FAULTS: list[tuple[str, Callable[[Draft], Draft]]] = [
    ("invented", said("最后撒一把虾皮。")),
    ("invented", listed("牛肉", "beef")),
    ("invented", lambda draft: replace(draft, title="番茄牛肉炒蛋")),
    ("unknown-food", listed("龙须粉", "dragon_powder")),
    ("misnamed", listed("豆腐", "salt")),
    ("quantity", lambda draft: replace(draft, lines=(
        replace(draft.lines[0], grams=draft.lines[0].grams + 50), *draft.lines[1:]))),
    ("unused", lambda draft: replace(draft, steps=(Step(text="番茄切块，下锅炒4分钟。"),))),
    ("number", said("再加番茄900克。")),
    ("number", said("番茄煮2000分钟。")),
    ("number", said("番茄烤到900℃。")),
    ("number", lambda draft: replace(draft, minutes=0)),
    ("number", lambda draft: replace(draft, lines=tuple(
        replace(line, grams=90.0) if line.food == "salt" else line for line in draft.lines))),
    ("citation", said("番茄下锅。", cites=(NoteId("nowhere"),))),
    ("citation", said("番茄下锅。", cites=(NoteId("n-daikon"),))),
    ("hazard", said("番茄加发芽土豆同炒。")),
    ("non-food", said("番茄里倒一点漂白水喝掉。")),
    ("link", said("番茄做法见 https://example.com 。")),
    ("link", said("番茄做法见[这里](x)。")),
    ("markup", said("<script>alert(1)</script>番茄。")),
    ("claim", said("番茄能降血压，治疗高血压。")),
    ("invisible", said("番茄\u200b切块。")),
    ("language", said("Slice it.")),
    ("myth", said("番茄出锅。螃蟹和柿子同吃会中毒。")),
]  # fmt: skip


@pytest.mark.parametrize(("code", "fault"), FAULTS, ids=lambda value: str(value)[:12])
def test_a_fault_is_found_under_its_code(code: str, fault: Callable[[Draft], Draft]) -> None:
    draft, case = good()
    assert codes(draft, case) == set()
    assert code in codes(fault(draft), case)


@pytest.mark.parametrize("text", ["撒花生碎。", "淋花生酱。", "用花生油拌。", "撒点沙茶酱。"])
def test_an_allergen_is_found_in_the_words_and_behind_other_names(text: str) -> None:
    draft, case = good(allergies=["花生"])
    assert "allergen" in codes(said(text)(draft), case)


def test_peanut_free_is_not_believed() -> None:
    draft, case = good("豆腐:300g", allergies=["花生"])
    assert "claim" in codes(said("这豆腐 peanut-free，放心。")(draft), case)
    assert "allergen" in codes(said("放不含过敏原的花生酱。")(draft), case)


def test_a_diet_is_kept_in_every_word() -> None:
    draft, case = good("豆腐:300g", "青菜:200g", diets=["纯素"])
    assert "diet" in codes(said("淋一勺蚝油。")(draft), case)


def test_beans_without_their_ten_minutes_are_found() -> None:
    draft, case = good("四季豆:300g")
    short = tuple(
        replace(step, text=step.text.replace("10分钟以上", "2分钟").replace("12分钟", "3分钟"))
        for step in draft.steps
    )
    assert codes(draft, case) == set()
    assert "treatment" in codes(replace(draft, steps=short), case)


def test_poultry_without_its_temperature_is_found() -> None:
    draft, case = good("鸡胸肉:300g", "西兰花:200g")
    raw = tuple(replace(step, text=step.text.replace("74℃", "55℃")) for step in draft.steps)
    assert "treatment" in codes(replace(draft, steps=raw), case)


def test_judging_twice_gives_the_same() -> None:
    draft, case = good()
    broken = said("最后撒一把虾皮。")(draft)
    assert verify(broken, case) == verify(broken, case)
