"""What must never come back, however well it fits."""

from __future__ import annotations

import pytest

from recipes.retrieval import Query
from tests.recipes.retrieval.shelf import built, food, note

PLAIN = note("plain", "清炒黄瓜", "黄瓜 盐")


def found(query: Query, *others: str) -> set[str]:
    notes = [PLAIN, *(note(f"other-{row}", "炒黄瓜", line) for row, line in enumerate(others))]
    return set(built(notes).search(query).ids)


@pytest.mark.parametrize(
    ("class_", "line"),
    [
        ("peanut", "黄瓜 花生"),
        ("peanut", "黄瓜 花生酱"),
        ("soy", "黄瓜 生抽"),
        ("gluten", "黄瓜 生抽"),
        ("mollusc", "黄瓜 蚝油"),
        ("crustacean", "黄瓜 虾皮"),
        ("egg", "黄瓜 鸡蛋"),
    ],
)
def test_an_ingredient_of_the_class_keeps_a_note_out(class_: str, line: str) -> None:
    assert found(Query(text="黄瓜", allergies=frozenset({class_})), line) == {"plain"}


def test_a_food_that_may_contain_the_class_counts_as_holding_it() -> None:
    oil = found(Query(text="黄瓜", allergies=frozenset({"peanut"})), "黄瓜 食用油")
    assert oil == {"plain"}


@pytest.mark.parametrize("place", ["title", "text", "steps"])
def test_the_class_is_looked_for_wherever_a_note_speaks(place: str) -> None:
    said = "撒花生碎"
    notes = {
        "title": note("bad", f"黄瓜{said}", "黄瓜"),
        "text": note("bad", "黄瓜", "黄瓜", text=said),
        "steps": note("bad", "黄瓜", "黄瓜", steps=[said]),
    }
    query = Query(text="黄瓜", allergies=frozenset({"peanut"}))
    assert built([PLAIN, notes[place]]).search(query).ids == ("plain",)


def test_a_note_does_not_talk_itself_free_of_an_allergen() -> None:
    liar = note("liar", "黄瓜花生碎（不含花生）", "黄瓜", text="peanut-free 花生 allergen free")
    query = Query(text="黄瓜", allergies=frozenset({"peanut"}))
    assert built([PLAIN, liar]).search(query).ids == ("plain",)


def test_an_ingredient_nobody_knows_keeps_a_note_out_once_there_is_an_allergy() -> None:
    assert found(Query(text="黄瓜"), "黄瓜 卡布噜噜") == {"plain", "other-0"}
    for limit in (
        Query(text="黄瓜", allergies=frozenset({"egg"})),
        Query(text="黄瓜", diets=frozenset({"vegan"})),
    ):
        assert found(limit, "黄瓜 卡布噜噜") == {"plain"}


def test_a_pan_among_the_ingredients_is_nothing_to_be_allergic_to() -> None:
    query = Query(text="黄瓜", allergies=frozenset({"egg"}))
    assert found(query, "黄瓜 平底锅（不粘锅）") == {"plain", "other-0"}


@pytest.mark.parametrize(
    ("diet", "line"),
    [
        ("vegan", "黄瓜 鸡蛋"),
        ("vegan", "黄瓜 蜂蜜"),
        ("vegetarian", "黄瓜 猪油"),
        ("five_pungent", "黄瓜 大蒜"),
        ("halal", "黄瓜 五花肉"),
        ("gluten_free", "黄瓜 面条"),
    ],
)
def test_a_diet_keeps_out_what_it_denies(diet: str, line: str) -> None:
    assert found(Query(text="黄瓜", diets=frozenset({diet})), line) == {"plain"}


def test_a_class_or_diet_nobody_knows_lets_nothing_through() -> None:
    assert found(Query(text="黄瓜", allergies=frozenset({"kryptonite"}))) == set()
    assert found(Query(text="黄瓜", diets=frozenset({"breatharian"}))) == set()


@pytest.mark.parametrize("line", ["黄瓜 花生", "黄瓜 花生酱", "黄瓜 花生油"])
def test_avoiding_a_food_avoids_what_is_made_of_it(line: str) -> None:
    assert found(Query(text="黄瓜", avoid=frozenset({food("花生")})), line) == {"plain"}


@pytest.mark.parametrize(
    "text",
    [
        "黄瓜，不要放香菜",
        "黄瓜 别放香菜",
        "没有香菜，黄瓜怎么做",
        "cucumber without coriander",
        "cucumber, I don't like coriander",
    ],
)
def test_words_that_rule_a_food_out_never_find_it(text: str) -> None:
    assert found(Query(text=text), "黄瓜 香菜") == {"plain"}


@pytest.mark.parametrize(
    "text", ["黄瓜，我对花生过敏", "坚果和花生过敏，黄瓜怎么做", "cucumber, allergic to peanuts"]
)
def test_an_allergy_told_in_words_is_as_hard_as_one_in_a_field(text: str) -> None:
    assert found(Query(text=text), "黄瓜 花生", "黄瓜 食用油") == {"plain"}


def test_what_each_rule_dropped_is_counted_once() -> None:
    notes = [PLAIN, note("a", "黄瓜鸡蛋", "黄瓜 鸡蛋"), note("b", "黄瓜", "黄瓜 卡布噜噜")]
    ranked = built(notes).search(Query(text="黄瓜", allergies=frozenset({"egg"})))
    assert dict(ranked.dropped) == {"allergen:egg": 1, "unknown_ingredient": 1}
