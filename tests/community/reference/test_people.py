"""Allergens, diets and groups in the words people use; what is not understood comes back."""

from __future__ import annotations

from datetime import date

import pytest

from community.reference import load_reference

REFERENCE = load_reference()


@pytest.mark.parametrize(
    ("word", "ids"),
    [
        ("花生", ("peanut",)),
        ("对花生过敏", ("peanut",)),
        ("花生过敏", ("peanut",)),
        ("Peanuts", ("peanut",)),
        ("peanut allergy", ("peanut",)),
        ("麸质", ("gluten",)),
        ("小麦", ("gluten",)),
        ("虾蟹", ("crustacean",)),
        ("海鲜", ("crustacean", "fish", "mollusc")),
        ("海鮮", ("crustacean", "fish", "mollusc")),
        ("shellfish", ("crustacean", "mollusc")),
        ("牛奶", ("milk",)),
        ("乳糖不耐", ("milk",)),
        ("坚果", ("nut",)),
        ("芝麻", ("sesame",)),
        ("贝类", ("mollusc",)),
        ("鸡蛋", ("egg",)),
        ("黄豆", ("soy",)),
    ],
)
def test_an_allergy_word_names_its_classes(word: str, ids: tuple[str, ...]) -> None:
    found = REFERENCE.allergens.resolve([word])
    assert found.ids == ids
    assert found.unresolved == ()


def test_an_unknown_allergy_word_comes_back_so_that_the_caller_can_refuse() -> None:
    found = REFERENCE.allergens.resolve(["花生", "外星果", ""])
    assert found.ids == ("peanut",)
    assert found.unresolved == ("外星果", "")


def test_there_are_ten_classes_and_the_standard_names_eight() -> None:
    assert len(REFERENCE.allergens.all) == 10
    assert sum(a.mandatory for a in REFERENCE.allergens.all) == 8
    assert REFERENCE.allergens.get("sesame") is not None
    assert REFERENCE.allergens.get("moon") is None


@pytest.mark.parametrize(
    ("word", "id_"),
    [
        ("素食", "vegan"),
        ("全素", "vegan"),
        ("Vegan", "vegan"),
        ("蛋奶素", "vegetarian"),
        ("五辛", "five_pungent"),
        ("清真", "halal"),
        ("不吃猪肉", "no_pork"),
        ("low purine", "low_purine"),
    ],
)
def test_a_diet_is_known_by_its_common_names(word: str, id_: str) -> None:
    assert REFERENCE.diets.resolve([word]).ids == (id_,)


def test_diets_together_deny_what_each_denies() -> None:
    assert REFERENCE.diets.denied_tags(["halal", "dairy_free"]) >= {"pork", "alcohol", "dairy"}
    assert REFERENCE.diets.denied_tags(["nobody"]) == frozenset()
    assert "pungent5" in REFERENCE.diets.denied_tags(["five_pungent"])


def test_halal_may_only_be_claimed_with_a_certificate() -> None:
    halal = REFERENCE.diets.get("halal")
    assert halal is not None
    assert halal.certified


def test_an_infant_is_a_child_too() -> None:
    assert REFERENCE.groups.resolve(["婴儿"]).ids == ("infant", "toddler", "child")
    assert REFERENCE.groups.resolve(["蚕豆病"]).ids == ("g6pd",)
    assert REFERENCE.groups.resolve(["火星人"]).unresolved == ("火星人",)


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("给八个月宝宝做点辅食", "infant"),
        ("我怀孕了想吃鱼", "pregnant"),
        ("爸爸痛风", "gout"),
        ("妈妈在吃头孢", "medication"),
        ("my husband is on warfarin", "warfarin"),
    ],
)
def test_a_group_is_heard_in_free_words(text: str, group: str) -> None:
    assert group in REFERENCE.groups.mentioned(text)


def test_every_group_of_a_rule_is_a_group() -> None:
    known = {group.id for group in REFERENCE.groups.all}
    assert {g for rule in REFERENCE.hazards.all for g in rule.groups} <= known


def test_what_is_in_season_follows_term_and_region() -> None:
    term = REFERENCE.solar_terms.on(date(2026, 6, 25)).term
    assert "loofah" in REFERENCE.seasons.in_season(term.id)
    assert REFERENCE.seasons.in_season(term.id, "south") != REFERENCE.seasons.in_season(term.id)
    assert REFERENCE.seasons.in_season("nobody") == ()
    assert len(REFERENCE.seasons.foods) == 72
