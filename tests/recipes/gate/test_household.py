"""Who eats, from the words that were used for it."""

from __future__ import annotations

from typing import Any

import pytest

from recipes.gate import Household, household_of
from tests.recipes.kitchens import ask, kitchen


def household(**fields: Any) -> Household:
    return household_of(ask("豆腐:300g", **fields), kitchen().lexicon, kitchen().reference)


def objection(name: str, **fields: Any) -> str:
    mention = kitchen().lexicon.resolve(name)
    assert mention is not None
    return household(**fields).objection(mention.food)


@pytest.mark.parametrize(
    ("word", "class_"),
    [("花生", "peanut"), ("对虾过敏", "crustacean"), ("peanuts", "peanut"), ("核桃", "nut"),
     ("大豆", "soy"), ("麸质", "gluten")],
)  # fmt: skip
def test_an_allergy_is_known_by_many_words(word: str, class_: str) -> None:
    assert class_ in household(allergies=[word]).allergens


def test_an_allergy_to_one_food_holds_for_what_is_made_of_it() -> None:
    assert objection("芒果", allergies=["芒果"]) == "avoid"
    assert objection("苹果", allergies=["芒果"]) == ""


@pytest.mark.parametrize("hidden", ["酱油", "豆浆", "豆腐"])
def test_soy_is_found_behind_other_names(hidden: str) -> None:
    assert objection(hidden, allergies=["大豆"]) == "allergen:soy"


@pytest.mark.parametrize(
    ("food", "diet"),
    [("鸡蛋", "纯素"), ("蜂蜜", "纯素"), ("蚝油", "纯素"), ("猪肉", "清真"), ("料酒", "清真"),
     ("大蒜", "五辛素"), ("洋葱", "五辛素"), ("鸡肉", "蛋奶素")],
)  # fmt: skip
def test_a_diet_leaves_out_what_it_denies(food: str, diet: str) -> None:
    assert objection(food, diets=[diet]).startswith("diet:")


@pytest.mark.parametrize(
    ("food", "diet"), [("鸡蛋", "蛋奶素"), ("牛奶", "蛋奶素"), ("生姜", "五辛素"), ("牛肉", "清真")]
)
def test_a_diet_leaves_the_rest(food: str, diet: str) -> None:
    assert objection(food, diets=[diet]) == ""


def test_free_words_are_heard_when_they_leave_something_out() -> None:
    told = household(text="孩子对鸡蛋过敏，不要放香菜，想吃点热的")
    assert "egg" in told.allergens
    assert not told.permits(_food("香菜"))
    assert told.permits(_food("豆腐"))


def test_a_group_brings_its_diet() -> None:
    assert not household(groups=["痛风"]).permits(_food("猪肝"))
    assert not household(groups=["糖尿病"]).permits(_food("白糖"))


def _food(name: str) -> Any:
    mention = kitchen().lexicon.resolve(name)
    assert mention is not None
    return mention.food


@pytest.mark.parametrize(
    ("text", "food"),
    [("不喜欢吃香菜", "coriander"), ("讨厌吃茄子", "eggplant"), ("免葱", "scallion"),
     ("今天随便，去姜", "ginger"), ("不要辣椒", "chili"), ("老公不爱吃苦瓜", "bitter_gourd"),
     ("hold the onions", "onion"), ("I don't like celery", "celery"), ("no cilantro", "coriander")],
)  # fmt: skip
def test_free_words_rule_foods_out(text: str, food: str) -> None:
    assert food in household(text=text).avoid


@pytest.mark.parametrize(
    ("text", "class_"),
    [("对花生过敏", "peanut"), ("虾过敏", "crustacean"), ("peanut allergy", "peanut"),
     ("can't eat nuts", "nut"), ("lactose intolerant", "milk"), ("nut-free", "nut"),
     ("吃了虾会起疹子", "crustacean")],
)  # fmt: skip
def test_free_words_tell_allergies(text: str, class_: str) -> None:
    assert class_ in household(text=text).allergens


@pytest.mark.parametrize(
    ("text", "diet"),
    [("我们吃全素", "vegan"), ("gluten-free please", "gluten_free"), ("家里清真", "halal"),
     ("忌羊肉", "no_mutton"), ("dairy free", "dairy_free")],
)  # fmt: skip
def test_free_words_tell_diets(text: str, diet: str) -> None:
    assert diet in household(text=text).diets


def test_what_is_wished_for_rules_nothing_out() -> None:
    assert household(text="想吃清淡的豆腐，有没有番茄的做法").avoid == frozenset()
