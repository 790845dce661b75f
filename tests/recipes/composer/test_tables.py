"""The tables of kitchen handling and sentences fit the lexicon and each other."""

from __future__ import annotations

import re

import pytest

from community.reference.hazards import hazards_in
from recipes.composer.builder import BEFORE
from recipes.composer.cooking import load_cooking
from recipes.composer.kit import STAPLES
from recipes.composer.phrases import load_phrases
from recipes.request import Lang
from tests.recipes.kitchens import kitchen


def test_every_food_in_the_table_is_in_the_lexicon() -> None:
    assert [food for food in load_cooking().of_food if food not in kitchen().lexicon.foods] == []


def test_every_food_is_handled_by_itself_or_by_its_category() -> None:
    cooking = load_cooking()
    lost = [
        food.id
        for food in kitchen().lexicon.foods.values()
        if food.id not in cooking.of_food and food.category not in cooking.of_category
    ]
    assert lost == []


@pytest.mark.parametrize("names", STAPLES.values())
def test_every_staple_is_a_food(names: tuple[str, ...]) -> None:
    assert all(kitchen().lexicon.resolve(name) for name in names)


@pytest.mark.parametrize("rule", BEFORE)
def test_every_treatment_before_cooking_has_a_rule_and_a_sentence(rule: str) -> None:
    found = kitchen().reference.hazards.get(rule)
    assert found is not None
    assert found.action == "TREAT"
    assert load_phrases("zh").has(f"treat.{rule}")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_sentence_of_ours_names_a_danger(lang: Lang) -> None:
    hazards = kitchen().reference.hazards
    cooking = ("warn", "refuse", "saving", "keep", "label")
    blocked = [
        (key, hit.rule.id)
        for key, text in load_phrases(lang).by_key.items()
        if not key.startswith(cooking)
        for hit in hazards_in(re.sub(r"\{\w+\}", "x", text), hazards)
        if hit.rule.action == "BLOCK"
    ]
    assert blocked == []


def test_a_value_is_never_read_as_a_template() -> None:
    phrases = load_phrases("zh")
    assert "{oil}" in phrases.say("aromatic.fry", names="{oil}")
