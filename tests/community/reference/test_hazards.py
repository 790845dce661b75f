"""Dangerous words are caught however they are written; everyday words pass."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.reference import load_reference
from community.reference.hazard_rules import HazardRule
from community.reference.hazards import blocks, hazards_in
from community.reference.nonfoods import nonfoods_in
from tests.community.reference.phrases import DANGEROUS, EVERYDAY

RULES = load_reference().hazards


def hits(text: str) -> dict[str, str]:
    return {hit.rule.id: hit.rule.action for hit in hazards_in(text, RULES)}


def is_blocked(text: str, *groups: str) -> bool:
    return any(blocks(hit, groups) for hit in hazards_in(text, RULES))


@pytest.mark.parametrize("text", EVERYDAY)
def test_everyday_words_pass(text: str) -> None:
    assert not is_blocked(text)
    assert nonfoods_in(text, load_reference().nonfoods, as_ingredient=False) == ()


@pytest.mark.parametrize("text", DANGEROUS)
def test_dangerous_words_are_blocked(text: str) -> None:
    assert is_blocked(text)


def test_the_lists_are_long_enough_to_mean_something() -> None:
    assert len(set(EVERYDAY)) >= 80
    assert len(set(DANGEROUS)) >= 120


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("raw kidney beans", "bean_kidney_dry"),
        ("四季豆300克", "bean_green"),
        ("鲜黄花菜", "daylily_fresh"),
        ("木薯", "cassava_raw"),
        ("鲜河粉", "wet_rice_noodle"),
        ("隔夜饭", "rice_overnight"),
        ("泡发木耳", "woodear_normal"),
        ("鸡胸肉", "chicken_temp"),
        ("豆渣", "okara_raw"),
    ],
)
def test_food_that_is_safe_once_treated_asks_for_its_treatment(text: str, rule: str) -> None:
    assert hits(text).get(rule) == "TREAT"
    assert not is_blocked(text)


@pytest.mark.parametrize("rule", RULES.all, ids=lambda rule: rule.id)
def test_every_trigger_touches_its_rule_or_a_stronger_one(rule: HazardRule) -> None:
    for trigger in rule.triggers:
        found = hazards_in(trigger, RULES)
        assert any(h.rule is rule or h.rule.force >= rule.force for h in found), trigger


@pytest.mark.parametrize("rule", RULES.all, ids=lambda rule: rule.id)
def test_every_exclusion_keeps_its_rule_away(rule: HazardRule) -> None:
    for word in rule.exclude:
        assert rule.id not in hits(word), word


def test_a_bad_state_overrides_the_treatment_of_the_food() -> None:
    assert hits("木耳泡发") == {"woodear_normal": "TREAT"}
    assert hits("泡了一夜的木耳") == {"woodear_soak": "BLOCK"}


def test_negation_does_not_open_the_gate() -> None:
    assert is_blocked("没发霉的发霉面包")
    assert is_blocked("不是发芽的土豆")


def test_a_state_belongs_to_the_food_beside_it_and_not_to_the_next_in_the_list() -> None:
    assert not is_blocked("发芽的大蒜、土豆")
    assert is_blocked("土豆、红薯都发芽了")


@pytest.mark.parametrize(
    "text",
    [
        "发\u200b芽\u200b土豆",
        "發芽馬鈴薯",
        "发 芽 土 豆",
        "夹·竹·桃",
        "ＯＬＥＡＮＤＥＲ",
        "OLEANDERS",
    ],
)
def test_disguises_do_not_help(text: str) -> None:
    assert is_blocked(text)


def test_english_words_count_only_whole() -> None:
    assert not is_blocked("a moldovan dish")
    assert is_blocked("moldy")


def test_a_rule_for_a_group_blocks_only_that_group() -> None:
    assert not is_blocked("蜂蜜柠檬水")
    assert is_blocked("蜂蜜柠檬水", "infant")
    assert is_blocked("郫县豆瓣酱", "g6pd")
    assert not is_blocked("郫县豆瓣酱", "gout")


def test_advice_against_a_hazard_is_told_apart_but_still_a_hit() -> None:
    (advice,) = [h for h in hazards_in("发霉的面包整块丢掉", RULES) if blocks(h)]
    (use,) = [h for h in hazards_in("把发霉的面包烤一烤", RULES) if blocks(h)]
    assert advice.warned
    assert not use.warned


def test_the_most_forceful_rule_comes_first() -> None:
    found = hazards_in("冰箱里的鸡肉和河豚", RULES)
    assert found[0].rule.id == "puffer"
    assert [h.rule.force for h in found] == sorted((h.rule.force for h in found), reverse=True)


def test_room_temperature_needs_more_than_two_hours() -> None:
    assert not is_blocked("红烧肉室温放置1小时")
    assert not is_blocked("红烧肉室温放置不超过2小时")
    assert is_blocked("红烧肉室温放置超过2小时")
    assert is_blocked("红烧肉室温放了三个小时")


def test_the_rule_for_all_hot_dishes_needs_no_word() -> None:
    (rule,) = [rule for rule in RULES.all if rule.always]
    assert (rule.id, rule.min_core_c) == ("cook_core", 70)


def test_a_rule_is_found_by_its_id_and_an_unknown_id_is_nothing() -> None:
    assert RULES.get("puffer") is not None
    assert RULES.get("nobody") is None


@given(st.text(max_size=60), st.sampled_from(["河豚", "夹竹桃", "断肠草"]), st.text(max_size=60))
def test_a_deadly_word_between_marks_is_caught_in_any_text(a: str, word: str, b: str) -> None:
    assert is_blocked(f"{a}。{word}。{b}")
