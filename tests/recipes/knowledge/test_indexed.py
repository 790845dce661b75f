"""What retrieval knows of a note."""

from __future__ import annotations

from dataclasses import replace

import pytest

from community.ids import FoodId
from community.models import Ingredient, Note, RecipeBody
from recipes.knowledge import index_note
from recipes.knowledge.canonical import canonical_text
from recipes.knowledge.indexed import COOKED, MENTIONED, TITLED, IndexedNote
from tests.recipes.retrieval.shelf import food, lexicon, note


def indexed(title: str, foods: str = "", **fields: str) -> IndexedNote:
    return index_note(note("n", title, foods, text=fields.get("text", "")), lexicon())


def cooked_with(line: Ingredient) -> Note:
    return replace(note("n", "家常菜"), recipe=RecipeBody(ingredients=(line,), steps=()))


def test_an_ingredient_counts_more_than_a_title_and_that_more_than_a_mention() -> None:
    held = indexed("豆腐汤", "白菜", text="也可以放番茄。")
    assert held.foods[food("白菜")] == COOKED
    assert held.foods[food("豆腐")] == TITLED
    assert held.foods[food("番茄")] == MENTIONED


def test_a_line_of_several_foods_holds_them_all_but_not_what_stands_in_brackets() -> None:
    held = indexed("大杂烩", "青椒、茄子或番茄（可配面包）")
    assert {id_ for id_, sure in held.foods.items() if sure == COOKED} == {
        food("青椒"), food("茄子"), food("番茄"),
    }  # fmt: skip
    assert held.foods[food("面包")] == MENTIONED


def test_the_food_an_importer_found_is_believed() -> None:
    held = index_note(cooked_with(Ingredient(name="外婆的宝贝", food_id=food("豆腐"))), lexicon())
    assert held.foods[food("豆腐")] == COOKED
    assert held.unknown == ()


def test_a_food_id_nobody_knows_is_read_from_the_name() -> None:
    held = index_note(cooked_with(Ingredient(name="豆腐", food_id=FoodId("gone"))), lexicon())
    assert held.foods == {food("豆腐"): COOKED}


def test_allergens_and_tags_come_from_every_food_and_from_what_it_may_hold() -> None:
    held = indexed("黄瓜", "黄瓜 蚝油", text="撒花生碎，配鸡蛋。")
    assert {"mollusc", "peanut", "egg"} <= held.allergens
    assert {"egg"} <= held.tags
    assert "gluten" in indexed("面", "面条").tags


def test_collective_words_in_running_text_mean_what_the_list_names() -> None:
    assert indexed("黄瓜", "黄瓜", text="倒入调料拌匀。").allergens == frozenset()
    assert indexed("黄瓜", "黄瓜 调料").allergens != frozenset()


def test_unknown_ingredients_are_kept_by_name_and_pans_are_not() -> None:
    assert indexed("菜", "豆腐 卡布噜噜 平底锅").unknown == ("卡布噜噜",)


def test_a_note_without_a_recipe_is_its_words() -> None:
    held = indexed("豆腐怎么保存", text="泡在清水里。")
    assert held.unknown == ()
    assert "豆腐" in held.title
    assert "清水" in held.written


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("西红柿炒鸡卵", " 番茄 炒 鸡蛋 "),
        ("tomatoes with eggs", " 番茄  with  鸡蛋 "),
        ("", ""),
    ],
)
def test_synonyms_become_one_name(text: str, wanted: str) -> None:
    assert canonical_text(text, lexicon().find(text)) == wanted


def test_traditional_characters_around_foods_become_simplified() -> None:
    text = "涼拌豆腐"
    assert canonical_text(text, lexicon().find(text)) == canonical_text(
        "凉拌豆腐", lexicon().find("凉拌豆腐")
    )
