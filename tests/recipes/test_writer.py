"""Requests of many kinds through the whole writer, without a model."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from community.errors import InvalidField, RefusedRecipe
from recipes.answer import RecipeAnswer
from recipes.draft import Draft
from recipes.gate import household_of, stock
from recipes.kitchen import Kitchen
from recipes.request import RecipeRequest
from recipes.verifier import verify
from recipes.writer import case_for, write_recipe
from tests.recipes.kitchens import ask, kitchen, stocked

EVERYDAY: list[tuple[tuple[str, ...], dict[str, Any]]] = [
    (("番茄:300g", "鸡蛋:3个"), {}),
    (("土豆:400g", "牛肉:250g", "洋葱:100g"), {}),
    (("隔夜饭:500g", "鸡蛋:100g", "胡萝卜:100g"), {}),
    (("四季豆:300g", "猪肉:150g"), {}),
    (("排骨:500g", "白萝卜:600g"), {"people": 4}),
    (("鲫鱼:500g", "豆腐:300g"), {}),
    (("蛤蜊:500g", "丝瓜:300g"), {}),
    (("挂面:200g", "番茄:200g", "青菜:150g"), {}),
    (("大米:200g", "香肠:100g", "豌豆:80g"), {}),
    (("小米:100g", "南瓜:300g"), {}),
    (("木耳:80g", "山药:250g"), {}),
    (("鸡胸肉:300g", "西兰花:300g"), {}),
    (("茄子:400g", "猪肉末:150g"), {}),
    (("饺子皮:150g", "白菜:300g"), {}),
    (("年糕:300g", "白菜:200g"), {}),
    (("豆浆:500g", "油条:100g"), {}),
    (("牛奶:300g", "香蕉:200g"), {}),
    (("酸奶:200g", "草莓:150g", "核桃:30g"), {}),
    (("燕麦:60g", "牛奶:300g"), {}),
    (("绿豆:150g",), {}),
    (("紫菜:10g", "虾皮:10g", "鸡蛋:100g"), {}),
    (("馒头:200g", "鸡蛋:100g"), {}),
    (("苹果:300g",), {}),
    (("鸡蛋:200g",), {}),
    (("豆腐",), {}),
    (("cabbage:400g", "bacon:100g"), {"lang": "en"}),
    (("half a cabbage", "tofu:300g"), {"lang": "en"}),
    (("cooked rice:400g", "eggs:100g", "peas:80g"), {"lang": "en"}),
    (("carrot:200g", "potato:300g", "beef:200g"), {"lang": "en", "people": 3}),
    (("shrimp:250g", "celery:200g"), {"lang": "en"}),
]
SCRAPS: list[tuple[tuple[str, ...], dict[str, Any]]] = [
    (("萝卜皮:200g", "豆腐:300g"), {"allergies": ["花生"], "people": 3}),
    (("西瓜皮:400g",), {}),
    (("芹菜叶:80g", "鸡蛋:120g"), {}),
    (("虾壳:150g", "冬瓜:400g"), {}),
    (("豆渣:200g", "韭菜:100g", "面粉:100g"), {}),
    (("鸡骨架:300g", "香菇蒂:50g"), {}),
    (("土豆皮:100g",), {}),
    (("橘子皮:40g",), {}),
    (("剩菜:300g", "馒头:100g"), {}),
    (("西兰花梗:200g", "胡萝卜皮:80g"), {}),
    (("watermelon rind:400g",), {"lang": "en"}),
    (("radish peel:200g", "tofu:300g"), {"lang": "en", "allergies": ["peanut"]}),
]
PEOPLE: list[tuple[tuple[str, ...], dict[str, Any]]] = [
    (("豆腐:300g", "香菇:150g", "青菜:200g"), {"diets": ["五辛素"]}),
    (("豆腐:300g", "鸡蛋:100g", "青菜:200g"), {"diets": ["纯素"]}),
    (("羊肉:300g", "胡萝卜:200g"), {"diets": ["清真"]}),
    (("茄子:400g", "猪肉末:150g"), {"allergies": ["大豆", "小麦"]}),
    (("虾仁:200g", "黄瓜:200g"), {"allergies": ["海鲜"]}),
    (("鸡蛋:100g", "盐:5g", "面包:100g"), {"groups": ["婴儿"]}),
    (("猪肝:150g", "青菜:300g"), {"groups": ["孕妇"]}),
    (("芒果:200g", "酸奶:200g"), {"allergies": ["芒果"]}),
    (("青菜:300g", "香菜:20g"), {"dislikes": ["香菜"]}),
    (("豆腐:300g", "青菜:300g"), {"minutes": 20}),
]


def judged(request: RecipeRequest, answer: RecipeAnswer, where: Kitchen) -> tuple[str, ...]:
    """Return what the verifier finds in the answer as it is shown."""
    household = household_of(request, where.lexicon, where.reference)
    case = case_for(request, household, stock(request, household, where), where)
    draft = Draft(title=answer.title, servings=answer.servings, minutes=answer.minutes,
                  lines=answer.ingredients, steps=answer.steps)  # fmt: skip
    return tuple(str(violation) for violation in verify(draft, case))


@pytest.mark.parametrize(("have", "fields"), [*EVERYDAY, *SCRAPS, *PEOPLE])
def test_a_request_of_any_day_gets_a_recipe_that_passes(
    have: tuple[str, ...], fields: dict[str, Any]
) -> None:
    request = ask(*have, **fields)
    answer = write_recipe(request, kitchen())
    assert judged(request, answer, kitchen()) == ()
    assert answer.written_by == "composer"


@pytest.mark.parametrize(("have", "fields"), [*EVERYDAY, *SCRAPS])
def test_leftovers_are_used_up(have: tuple[str, ...], fields: dict[str, Any]) -> None:
    answer = write_recipe(ask(*have, **fields), kitchen())
    used = sum(use.grams for use in answer.used)
    left = sum(rest.grams for rest in answer.leftovers)
    assert used >= 0.85 * (used + left)


DANGEROUS = [
    "发芽土豆:300g", "发霉面包:100g", "漂白水:100g", "84消毒液:50g", "河豚:300g", "隔夜木耳:100g",
    "鱼胆:20g", "桃核:30g", "野生蘑菇:200g", "胶水:30g", "老鼠药:10g", "狗肉:500g",
    "室温放置3小时的米饭:300g", "bleach:100g", "sprouted potato:200g", "mouldy bread:200g",
]  # fmt: skip


@pytest.mark.parametrize("danger", DANGEROUS)
def test_a_danger_refuses_the_whole_request_and_says_what_to_do(danger: str) -> None:
    with pytest.raises(RefusedRecipe) as caught:
        write_recipe(ask("豆腐:300g", danger), kitchen())
    assert caught.value.reason.startswith(("hazard:", "nonfood:"))
    assert caught.value.why
    assert caught.value.instead


@pytest.mark.parametrize("word", ["独角兽", "人肉", "恐龙肉", "asdfgh"])
def test_a_name_nobody_knows_never_becomes_food(word: str) -> None:
    answer = write_recipe(ask("豆腐:300g", f"{word}:100g"), kitchen())
    assert answer.unrecognised == (word,)
    assert word not in str(answer.to_dict()["ingredients"])
    with pytest.raises(RefusedRecipe, match=word):
        write_recipe(ask(f"{word}:100g"), kitchen())


@pytest.mark.parametrize("everyday", ["山药:300g", "水仙茶:10g", "鱼香肉丝:300g", "毛豆:200g"])
def test_an_everyday_name_with_a_bad_word_in_it_is_no_danger(everyday: str) -> None:
    assert write_recipe(ask(everyday, "豆腐:100g"), kitchen()).steps


def test_beans_are_boiled_for_ten_minutes() -> None:
    answer = write_recipe(ask("四季豆:300g", minutes=10), kitchen())
    assert any("10分钟" in step.text and "四季豆" in step.text for step in answer.steps)
    assert [caution.code for caution in answer.warnings] == ["time"]


def test_an_allergen_at_hand_is_left_out_with_a_warning() -> None:
    answer = write_recipe(ask("豆腐:300g", "花生:100g", allergies=["花生"]), kitchen())
    assert answer.outcome == "warn"
    assert answer.warnings[0].code == "allergen"
    assert all("花生" not in step.text for step in answer.steps)
    assert [use.name for use in answer.used] == ["豆腐"]


def test_nothing_but_allergens_is_refused_with_the_reason() -> None:
    with pytest.raises(RefusedRecipe, match="花生") as caught:
        write_recipe(ask("花生:100g", "花生酱:50g", allergies=["花生"]), kitchen())
    assert caught.value.reason == "nothing-left"


def test_a_broadcast_says_nothing_personal() -> None:
    request = ask("豆腐:300g", "花生:100g", allergies=["花生"], broadcast=True)
    text = str(write_recipe(request, kitchen()).to_dict())
    assert "家里有人对" not in text


@pytest.mark.parametrize(
    ("field", "pointer"),
    [("allergies", "/allergies/0"), ("diets", "/diets/0"), ("groups", "/groups/0")],
)
def test_an_allergy_diet_or_group_nobody_knows_is_not_ignored(field: str, pointer: str) -> None:
    with pytest.raises(InvalidField) as caught:
        write_recipe(ask("豆腐:300g", **{field: ["火星石"]}), kitchen())
    assert caught.value.pointer == pointer


def test_expired_meat_is_not_cooked_but_dry_goods_are() -> None:
    with pytest.raises(RefusedRecipe, match="2026-11-20"):
        write_recipe(ask({"name": "猪肉", "grams": 200, "use_by": "2026-11-20"}), kitchen())
    answer = write_recipe(ask({"name": "大米", "grams": 200, "use_by": "2026-11-20"}), kitchen())
    assert [caution.code for caution in answer.warnings] == ["past-date"]


def test_what_is_shown_is_plain_json_with_its_label() -> None:
    shown = write_recipe(ask("番茄:300g", "鸡蛋:150g"), kitchen()).to_dict()
    assert shown["outcome"] == "recipe"
    assert {line["source"] for line in shown["ingredients"]} <= {"pantry", "staple", "shop"}
    assert shown["ai_generated"]["label"]
    assert shown["saved_grams"] > 0
    assert shown["saved_co2e_kg"] > 0


def test_a_note_that_fits_becomes_the_recipe_and_is_cited() -> None:
    request = ask("萝卜皮:200g", "豆腐:300g", allergies=["花生"], people=3)
    answer = write_recipe(request, stocked())
    assert answer.title == "萝卜皮烧豆腐"
    assert {cite for step in answer.steps for cite in step.cites} == {"n-daikon"}
    assert [note.title for note in answer.notes] == ["萝卜皮烧豆腐"]
    assert any("200毫升清水" in step.text for step in answer.steps)
    assert judged(request, answer, stocked()) == ()


def test_a_note_with_an_allergen_is_no_base() -> None:
    answer = write_recipe(ask("豆腐:300g", allergies=["花生"]), stocked())
    assert "n-peanut" not in {note.id for note in answer.notes}


def test_an_oil_that_may_hold_an_allergen_is_swapped_in_a_note() -> None:
    answer = write_recipe(ask("番茄:300g", "鸡蛋:150g", allergies=["花生"]), stocked())
    assert answer.title == "番茄炒蛋"
    assert "菜籽油" in {line.name for line in answer.ingredients}
    assert all("食用油" not in step.text for step in answer.steps)


def test_an_english_answer_cites_notes_in_chinese() -> None:
    answer = write_recipe(ask("tomato:300g", "eggs:150g", lang="en"), stocked())
    assert answer.title == "Stir-fried tomato with eggs"
    assert "n-tomato" in {note.id for note in answer.notes}


def test_the_same_request_gives_the_same_answer() -> None:
    request = ask("萝卜皮:200g", "豆腐:300g", "鸡蛋:100g", "苹果:200g")
    assert write_recipe(request, stocked()) == write_recipe(request, stocked())


def test_what_is_left_over_says_how_to_keep_it_and_until_when() -> None:
    answer = write_recipe(ask("大米:2000g", "青菜:300g"), kitchen())
    rice = next(rest for rest in answer.leftovers if rest.name == "大米")
    assert rice.grams == 1800
    assert rice.keep
    assert rice.until is not None
    assert rice.until > date(2026, 12, 1)
