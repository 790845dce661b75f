"""What a dish is cooked in, against what is there."""

from __future__ import annotations

import pytest

from recipes.composer.equipment import lacking
from recipes.composer.phrases import load_phrases
from recipes.writer import write_recipe
from tests.recipes.kitchens import ask, kitchen


@pytest.mark.parametrize(
    ("step", "equipment", "missing"),
    [
        ("炒锅放油，炒3分钟。", ["炒锅"], ()),
        ("炒锅放油，炒3分钟。", ["电饭锅"], ("炒锅",)),
        ("烤箱预热到200℃。", ["炒锅", "汤锅"], ("烤箱",)),
        ("水开后上锅，中火蒸20分钟。", ["电饭煲"], ()),
        ("炒锅放油，炒3分钟。", [], ()),
    ],
)
def test_tools_that_are_not_there_are_named(
    step: str, equipment: list[str], missing: tuple[str, ...]
) -> None:
    assert lacking([step], equipment, load_phrases("zh")) == missing


def test_a_soup_is_made_where_there_is_nothing_to_fry_in() -> None:
    answer = write_recipe(ask("白菜:300g", "豆腐:200g", equipment=["汤锅"]), kitchen())
    assert answer.title.endswith("汤")
    assert answer.outcome == "recipe"


def test_a_dish_that_needs_another_tool_says_so() -> None:
    answer = write_recipe(ask("馒头:200g", equipment=["微波炉"]), kitchen())
    assert [caution.code for caution in answer.warnings] == ["equipment"]
