"""Finding foods in running text."""

from __future__ import annotations

import pytest

from community.foods import FoodLexicon


def ids(lexicon: FoodLexicon, text: str) -> list[str]:
    return [mention.food.id for mention in lexicon.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("放一小把虾皮提鲜", ["dried_shrimp"]),
        ("鱼香肉丝", ["pork"]),
        ("鱼香茄子里没有鱼", ["eggplant", "fish_generic"]),
        ("热锅倒花生油", ["oil_peanut"]),
        ("羊角蜜很甜", ["hami_melon"]),
        ("加鸡精和蚝油", ["chicken_powder", "oyster_sauce"]),
        ("鸡毛菜、娃娃菜、鸡腿菇", ["chicken_feather_greens", "baby_cabbage", "chicken_mushroom"]),
        ("蟹味菇和蟹棒", ["shimeji", "fish_ball"]),
        ("牛油果和牛油", ["avocado", "tallow"]),
        ("红烧狮子头", ["pork_meatball"]),
        ("老婆饼", ["cake"]),
        ("热狗", ["sausage"]),
        ("蚂蚁上树", []),
        ("豆腐皮蛋", ["tofu_firm", "century_egg"]),
        ("肉和牛肉", ["pork", "beef"]),
        ("富含优质蛋白质", []),
        ("大火烧开转小火", []),
        ("切成 2 厘米的段，两面煎黄", []),
        ("这道菜很下饭", []),
        ("用打蛋器打匀，装进茶杯", []),
        ("油温六成热下锅", []),
        ("葱姜蒜爆香", ["scallion", "ginger", "garlic"]),
        ("加水煮开，放盐", ["water", "salt"]),
        ("小米辣和小米", ["bird_chili", "millet"]),
        ("椰奶杏仁豆腐", ["plant_milk", "tofu_dessert"]),
        ("燒一鍋番薯葉湯", ["sweet_potato_leaf"]),
        ("雞蛋與蕃茄", ["egg", "tomato"]),
        ("ＸＯ酱一勺", ["xo_sauce"]),
        ("花\u200b生\u202e米", ["peanut"]),
    ],
)
def test_chinese_names_are_what_they_mean_not_what_their_characters_say(
    lexicon: FoodLexicon, text: str, expected: list[str]
) -> None:
    assert ids(lexicon, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fry the eggplants in peanut oil", ["eggplant", "oil_peanut"]),
        ("two ripe tomatoes and an egg", ["tomato", "egg"]),
        ("spread peanut butter on toast", ["peanut_butter", "bread"]),
        ("a head of butter lettuce", ["lettuce"]),
        ("coconut milk, almond milk, milk", ["plant_milk", "walnut_milk", "milk"]),
        ("hot dogs and ginger ale", ["sausage", "soda_water"]),
        ("BLACK-EYED PEAS", ["cowpea"]),
        ("a walnut-sized piece, a butter knife, a coffee filter", []),
        ("season and roast the whole, stirring oilily", []),
        ("Chinese 5 spice", ["five_spice"]),
        ("crème fraîche", ["cream"]),
        ("Сrаb meat", ["crab_meat"]),
    ],
)
def test_english_names_are_found_in_any_number_and_as_compounds(
    lexicon: FoodLexicon, text: str, expected: list[str]
) -> None:
    assert ids(lexicon, text) == expected


def test_a_mention_points_back_into_the_original_text(lexicon: FoodLexicon) -> None:
    text = "先把\u200bＸＯ醬和 Tomatoes 拌匀"
    mentions = lexicon.find(text)
    assert [text[m.start : m.end] for m in mentions] == ["ＸＯ醬", "Tomatoes"]
    assert all(m.text == text[m.start : m.end] for m in mentions)


def test_every_spelling_becomes_one_canonical_name(lexicon: FoodLexicon) -> None:
    spellings = ("番茄", "西红柿", "洋柿子", "蕃茄", "tomatoes", "Tomato")
    assert {lexicon.canonical(word) for word in spellings} == {"番茄"}


def test_canonical_text_keeps_what_is_no_food(lexicon: FoodLexicon) -> None:
    assert lexicon.canonical("洋芋烧牛腩怎么做") == "土豆 烧 牛腩 怎么做"
    assert lexicon.canonical("鱼香肉丝") == "鱼香 猪肉"


def test_nothing_is_found_in_nothing(lexicon: FoodLexicon) -> None:
    assert lexicon.find("") == ()
    assert lexicon.find("\u200b\n ，。 123") == ()
    assert lexicon.canonical("") == ""
