"""The committed table: allergens, scraps, figures."""

from __future__ import annotations

import pytest

from community.errors import NotFound
from community.foods import FoodLexicon
from community.ids import FoodId


def test_the_table_holds_what_a_chinese_kitchen_needs(lexicon: FoodLexicon) -> None:
    foods = [food for food in lexicon.foods.values() if food.category != "scrap"]
    assert len(foods) >= 550
    assert all(food.name_zh and food.name_en for food in foods)


@pytest.mark.parametrize(
    ("name", "allergens"),
    [
        ("酱油", {"soy", "gluten"}),
        ("蚝油", {"mollusc"}),
        ("花生油", {"peanut"}),
        ("虾皮", {"crustacean"}),
        ("麻酱", {"sesame"}),
        ("沙茶酱", {"peanut", "crustacean", "fish"}),
        ("甜面酱", {"gluten"}),
        ("豆瓣酱", {"gluten"}),
        ("鱼露", {"fish"}),
        ("XO酱", {"crustacean", "mollusc"}),
        ("味噌", {"soy"}),
        ("鱼丸", {"fish", "gluten"}),
        ("午餐肉", {"gluten"}),
        ("面筋", {"gluten"}),
        ("澄面", {"gluten"}),
        ("啤酒", {"gluten"}),
        ("青稞", {"gluten"}),
        ("腐竹", {"soy"}),
        ("毛豆", {"soy"}),
        ("蛋黄酱", {"egg"}),
        ("日本豆腐", {"egg"}),
        ("蛋糕", {"egg", "milk", "gluten"}),
        ("黄油", {"milk"}),
        ("百利甜酒", {"milk"}),
        ("板栗", {"nut"}),
        ("魔芋", set()),
        ("椰奶", set()),
    ],
)
def test_hidden_allergens_are_declared(
    lexicon: FoodLexicon, name: str, allergens: set[str]
) -> None:
    mention = lexicon.resolve(name)
    assert mention is not None
    assert mention.food.allergens == allergens


@pytest.mark.parametrize(
    ("name", "allergen"),
    [
        ("辣椒油", "peanut"),
        ("火锅底料", "peanut"),
        ("火锅底料", "milk"),
        ("鸡精", "gluten"),
        ("醋", "gluten"),
        ("料酒", "gluten"),
        ("紫菜", "crustacean"),
        ("咖喱块", "milk"),
        ("食用油", "soy"),
        ("调料", "peanut"),
        ("泡菜", "crustacean"),
    ],
)
def test_what_depends_on_the_brand_may_contain(
    lexicon: FoodLexicon, name: str, allergen: str
) -> None:
    mention = lexicon.resolve(name)
    assert mention is not None
    assert allergen in mention.food.may_contain


def test_foods_of_animals_carry_their_diet_tags(lexicon: FoodLexicon) -> None:
    assert {"meat", "pork", "animal_fat"} <= lexicon[FoodId("lard")].diet_tags
    assert "gelatin" in lexicon[FoodId("gelatin")].diet_tags
    assert {"pungent5"} <= lexicon[FoodId("scallion")].diet_tags
    assert "alcohol" in lexicon[FoodId("cooking_wine")].diet_tags


def test_scraps_belong_to_their_food_and_inherit_its_allergens(lexicon: FoodLexicon) -> None:
    scraps = {scrap.id: scrap for scrap in lexicon.scraps_of(FoodId("daikon"))}
    assert scraps[FoodId("daikon_peel")].category == "scrap"
    mention = lexicon.resolve("萝卜皮 200g")
    assert mention is not None
    assert mention.food.parent == "daikon"
    assert lexicon[FoodId("shrimp_shell")].allergens == {"crustacean"}
    gall = lexicon[FoodId("fish_gall")].scrap
    assert gall is not None
    assert gall.status == "forbidden"


def test_a_scrap_that_is_sold_too_keeps_its_own_category(lexicon: FoodLexicon) -> None:
    skin = lexicon[FoodId("pork_skin")]
    assert (skin.parent, skin.category) == ("pork", "pork")
    assert skin.scrap is not None


def test_figures_keep_their_base(lexicon: FoodLexicon) -> None:
    footprints = [food.footprint for food in lexicon.foods.values() if food.footprint]
    assert len(footprints) >= 150
    assert all(footprint.source.startswith("Agribalyse 3.1.1") for footprint in footprints)
    pak = lexicon[FoodId("clam")].footprint
    assert pak is not None
    assert pak.proxy


def test_cooked_rice_keeps_one_day_in_the_fridge(lexicon: FoodLexicon) -> None:
    assert lexicon[FoodId("cooked_rice")].shelf_life.fridge == 1


def test_months_are_known_per_region(lexicon: FoodLexicon) -> None:
    months = lexicon[FoodId("lychee")].months
    assert dict(months) == {"south": frozenset({5, 6, 7})}


def test_an_unknown_id_has_a_defined_answer(lexicon: FoodLexicon) -> None:
    assert lexicon.get("stardust") is None
    assert lexicon.scraps_of(FoodId("stardust")) == ()
    with pytest.raises(NotFound):
        lexicon[FoodId("stardust")]


@pytest.mark.parametrize(
    ("name", "allergen"),
    [
        ("螺蛳粉", "mollusc"),
        ("虾滑", "crustacean"),
        ("虾饺", "crustacean"),
        ("虾油", "crustacean"),
        ("墨鱼丸", "mollusc"),
        ("热干面", "sesame"),
        ("皮蛋瘦肉粥", "egg"),
        ("卤牛肉", "gluten"),
        ("红烧肉", "soy"),
        ("青酱", "nut"),
        ("核桃露", "nut"),
        ("大豆卵磷脂", "soy"),
    ],
)
def test_a_dish_or_product_declares_what_its_name_hides(
    lexicon: FoodLexicon, name: str, allergen: str
) -> None:
    mention = lexicon.resolve(name)
    assert mention is not None
    assert allergen in mention.food.allergens


def test_an_allergen_of_animal_origin_implies_its_diet_tag(lexicon: FoodLexicon) -> None:
    implied = {"egg": "egg", "milk": "dairy", "fish": "fish", "crustacean": "seafood"}
    for food in lexicon.foods.values():
        for allergen, tag in implied.items():
            assert allergen not in food.allergens or tag in food.diet_tags, food.id
            known = food.diet_tags | food.diet_may
            assert allergen not in food.may_contain or tag in known, food.id
