"""How the words of a query are read."""

from __future__ import annotations

import pytest

from community.reference import load_reference
from recipes.retrieval.allergy_words import classes_ruled_out
from tests.recipes.retrieval.shelf import food, read


@pytest.mark.parametrize(
    ("text", "asked", "refused"),
    [
        ("有没有豆腐的做法", "豆腐", ""),
        ("不能没有豆腐", "豆腐", ""),
        ("没有鸡蛋怎么做豆腐", "豆腐", "鸡蛋"),
        ("除了鸡蛋还有豆腐", "鸡蛋 豆腐", ""),
        ("不放葱姜蒜的鱼", "鱼", "葱 姜 蒜"),
        ("别放花生、芝麻和香菜，黄瓜怎么做", "黄瓜", "花生 芝麻 香菜"),
        ("鸡蛋不要了，做番茄", "番茄", "鸡蛋"),
        ("chicken, no onions or garlic", "鸡肉", "洋葱 大蒜"),
        ("tofu without any garlic", "豆腐", "大蒜"),
        ("我对花生过敏，想吃鸡肉", "鸡肉", "花生"),
        ("leftover chicken and potato", "鸡肉 土豆", ""),
    ],
)
def test_foods_are_told_by_what_is_said_of_them(text: str, asked: str, refused: str) -> None:
    wanted = read(text)
    assert set(wanted.foods) == {food(name) for name in asked.split()}
    assert wanted.avoid == {food(name) for name in refused.split()}


def test_what_is_ruled_out_is_no_word_to_search_for() -> None:
    wanted = read("豆腐，不要放香菜")
    assert "香菜" not in wanted.text
    assert "豆腐" in wanted.text


@pytest.mark.parametrize(
    "text",
    ["番茄 鸡蛋", "番茄、鸡蛋和土豆", "冰箱里还剩一块豆腐", "What can I make with eggs?", "鸡蛋"],
)
def test_a_list_of_foods_at_hand_is_known_as_one(text: str) -> None:
    assert read(text).listed


@pytest.mark.parametrize(
    "text",
    [
        "外酥里嫩的酸甜炸里脊",
        "陕西把辣椒面铺在宽面上用滚油一浇",
        "creamy tomato soup with basil",
        "",
    ],
)
def test_a_described_dish_is_no_list(text: str) -> None:
    assert not read(text).listed


@pytest.mark.parametrize(
    ("text", "classes"),
    [
        ("坚果过敏", {"nut"}),
        ("我家小孩对鸡蛋和牛奶过敏", {"egg", "milk"}),
        ("乳糖不耐受", {"milk"}),
        ("对海鲜过敏", {"fish", "crustacean", "mollusc"}),
        ("无麸质面条", {"gluten"}),
        ("gluten-free noodles", {"gluten"}),
        ("tree nut allergy", {"nut"}),
        ("allergic to sesame", {"sesame"}),
        ("无花果炖鸡", set()),
        ("鸡蛋 牛奶", set()),
    ],
)
def test_classes_are_ruled_out_by_their_own_names(text: str, classes: set[str]) -> None:
    allergens = load_reference().allergens
    assert classes_ruled_out(text, allergens) | read(text).allergies == classes
