"""A note's words without one of its foods, and scaled."""

from __future__ import annotations

import pytest

from recipes.composer.wording import scaled, still_told, unnumbered, without

OTHERS = ("豆腐", "大蒜", "清水", "盐")


@pytest.mark.parametrize(
    ("step", "name", "said"),
    [
        ("豆腐切片；鲜香菇切丁，只剪掉柄底的硬头；大蒜切末。", "鲜香菇", "豆腐切片；大蒜切末。"),
        ("下大蒜和鲜香菇炒2分钟，再放毛豆翻匀。", "毛豆", "下大蒜和鲜香菇炒2分钟。"),
        ("下大蒜和鲜香菇炒2分钟。", "鲜香菇", "下大蒜炒2分钟。"),
        ("放红椒、盐和清水，再炒1分钟。", "红椒", "放盐和清水，再炒1分钟。"),
        ("煮8分钟，毛豆软糯、没有豆腥味。", "毛豆", "煮8分钟。"),
        ("撒小葱。", "小葱", ""),
    ],
)
def test_a_food_is_taken_out_with_its_own_clauses(step: str, name: str, said: str) -> None:
    assert without(step, name, OTHERS) == said


def test_what_pours_or_rinses_is_kept_after_a_clause_that_goes() -> None:
    said = without("等小葱变软，把水倒掉，用凉开水冲一遍。", "小葱", OTHERS)
    assert said == "把水倒掉，用凉开水冲一遍。"


def test_a_food_that_cannot_be_taken_out_in_words_is_said_so() -> None:
    assert without("把豆腐包进鲜香菇再煎3分钟。", "鲜香菇", OTHERS) is None


def test_a_food_still_told_by_its_last_character_is_noticed() -> None:
    assert still_told(["炒到菇片变软。"], "鲜香菇", OTHERS)
    assert not still_told(["煎豆腐。"], "毛豆", OTHERS)


def test_amounts_are_scaled_and_times_stay() -> None:
    assert scaled("加100毫升清水烧8分钟。", 2.0) == "加200毫升清水烧8分钟。"


def test_a_number_before_a_step_goes_and_its_end_is_marked() -> None:
    assert unnumbered("2. 大蒜切碎") == "大蒜切碎。"
    assert unnumbered("2.5 克盐") == "2.5 克盐。"
