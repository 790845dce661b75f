"""What is counted as saved, and what is not."""

from __future__ import annotations

import pytest

from recipes.writer import write_recipe
from tests.recipes.kitchens import ask, kitchen


def test_only_the_edible_part_of_what_was_at_hand_counts() -> None:
    egg = kitchen().lexicon.resolve("鸡蛋")
    assert egg is not None
    assert egg.food.edible_share is not None
    answer = write_recipe(ask("鸡蛋:200g"), kitchen())
    assert answer.saving.grams == pytest.approx(200 * egg.food.edible_share, abs=1)


def test_emissions_are_the_foods_own_and_its_disposal() -> None:
    egg = kitchen().lexicon.resolve("鸡蛋")
    assert egg is not None
    assert egg.food.footprint is not None
    disposal = kitchen().reference.disposal["landfill"].kgco2e_per_kg
    expected = 0.2 * (egg.food.footprint.kg_co2e_per_kg + disposal)
    answer = write_recipe(ask("鸡蛋:200g"), kitchen())
    assert answer.saving.co2e_kg == pytest.approx(expected, abs=0.01)
    assert egg.food.footprint.source in answer.saving.source
    assert answer.saving.assumption


def test_seasonings_and_bought_food_save_nothing() -> None:
    plain = write_recipe(ask("豆腐:300g"), kitchen())
    salted = write_recipe(ask("豆腐:300g", "盐:500g"), kitchen())
    assert salted.saving.grams == plain.saving.grams


def test_used_and_left_add_up_to_what_there_was() -> None:
    answer = write_recipe(ask("大米:1000g", "青菜:300g", "红酒:200g"), kitchen())
    used = {use.name: use.grams for use in answer.used}
    left = {rest.name: rest.grams for rest in answer.leftovers}
    for name, grams in (("大米", 1000), ("青菜", 300), ("红酒", 200)):
        assert used.get(name, 0) + left.get(name, 0) == grams
