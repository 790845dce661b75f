"""Resolving one ingredient line to one food."""

from __future__ import annotations

import pytest

from community.foods import FoodLexicon
from community.foods.resolve import EXACT, LOOSE, QUALIFIED, TRIMMED


def resolved(lexicon: FoodLexicon, line: str) -> str | None:
    mention = lexicon.resolve(line)
    return mention.food.id if mention else None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("青蟹（别称：肉蟹）", "crab"),
        ("咖喱块 15g", "curry_paste"),
        ("半颗盐须", "coriander"),
        ("200 克青椒", "pepper_sweet"),
        ("生抽 15ml", "soy_sauce"),
        ("一小把切碎的新鲜香菜", "coriander"),
        ("四分之一个玉葱", "onion"),
        ("小半袋落苏", "eggplant"),
        ("农家土鸡蛋 3 个", "egg"),
        ("低筋面粉：400g", "cake_flour"),
        ("主料：`五花肉`", "pork_belly"),
        ("[可选] 柠檬汁或白醋", "lemon"),
        ("酥油(Ghee)— 可用黄油替代", "ghee"),
        ("（色拉油 或 菜籽油） 1000 ml", "oil_vegetable"),
        ("葱、姜、蒜", "scallion"),
        ("蒜蓉西兰花", "broccoli"),
        ("花 生 米", "peanut"),
        ("芫茜", "coriander"),
        ("高麗菜半顆", "cabbage"),
    ],
)
def test_a_chinese_line_resolves_to_its_food(
    lexicon: FoodLexicon, line: str, expected: str
) -> None:
    assert resolved(lexicon, line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("2 large onions, chopped", "onion"),
        ("1/2 cup (110g) extra virgin olive oil", "oil_olive"),
        ("juice of 1 lemon", "lemon"),
        ("5-6 cloves of garlic", "garlic"),
        ("2 zucchinis", "zucchini"),
        ("2-4 minced garlic cloves", "garlic"),
        ("4 boneless pork shoulder steaks", "pork"),
        ("350 grams veal mince", "beef"),
        ("pig's ear (blanched and sliced thin)", "pork_ear"),
        ("garlic-infused olive oil", "oil_olive"),
        ("peanut oil or vegetable oil", "oil_peanut"),
        ("salt and pepper to taste", "salt"),
        ("jelly (cranberry, peach, or grape)", "jam"),
        ("1 (14 oz) can diced tomatoes, drained", "canned_tomato"),
    ],
)
def test_an_english_line_resolves_to_its_head(
    lexicon: FoodLexicon, line: str, expected: str
) -> None:
    assert resolved(lexicon, line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "",
        "   ",
        "适量",
        "500 g",
        "电饭煲",
        "砂锅",
        "深锅",
        "煎锅",
        "过滤网",
        "奥特曼酱",
        "牛肉宇宙糕",
        "unobtainium",
        "鱼香",
        "Tin foil",
    ],
)
def test_what_is_no_known_food_fails_closed(lexicon: FoodLexicon, line: str) -> None:
    assert lexicon.resolve(line) is None


def test_a_product_made_of_a_food_is_not_that_food(lexicon: FoodLexicon) -> None:
    assert resolved(lexicon, "花生") == "peanut"
    assert resolved(lexicon, "花生宇宙糕") is None
    assert resolved(lexicon, "番茄夹心糕") is None


@pytest.mark.parametrize(
    ("line", "expected", "confidence"),
    [
        ("土豆", "potato", EXACT),
        ("土豆两个", "potato", TRIMMED),
        ("闽星茶树菇", "tea_tree_mushroom", QUALIFIED),
        ("青椒番茄胡萝卜等蔬菜类。", "carrot", LOOSE),
        ("茶树姑", "tea_tree_mushroom", 0.7),
        ("xihongshi", "tomato", 0.6),
        ("Xi Hong Shi", "tomato", 0.6),
        ("brocoli", "broccoli", 0.6),
    ],
)
def test_confidence_says_how_much_was_assumed(
    lexicon: FoodLexicon, line: str, expected: str, confidence: float
) -> None:
    mention = lexicon.resolve(line)
    assert mention is not None
    assert (mention.food.id, mention.confidence) == (expected, confidence)


def test_a_guess_is_made_for_whole_names_only(lexicon: FoodLexicon) -> None:
    assert lexicon.find("今天吃 xihongshi 和茶树姑") == ()


def test_every_alias_resolves_to_its_own_food(lexicon: FoodLexicon) -> None:
    wrong = [
        (name, food.id, found.food.id if found else None)
        for food in lexicon.foods.values()
        for name in food.names
        if (found := lexicon.resolve(name)) is None or found.food.id != food.id
    ]
    assert wrong == []
