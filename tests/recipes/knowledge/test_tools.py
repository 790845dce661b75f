"""Pans are told from foods."""

from __future__ import annotations

import pytest

from recipes.knowledge.tools import is_tool


@pytest.mark.parametrize(
    "line",
    [
        "平底锅", "炒锅（带盖）", "菜刀一个", "笊篱一个、锅铲一个", "2 个大碗（微波炉专用碗）",
        "筷子或牙签", "烤箱", "厨房秤（可选）", "硅油纸或模具", "砂锅或深汤锅",
        "a large frying pan", "Baking tray", "工具", "原料：",
    ],
)  # fmt: skip
def test_gear_and_headings_are_no_ingredients(line: str) -> None:
    assert is_tool(line)


@pytest.mark.parametrize(
    "line",
    [
        "火锅牛肉卷",
        "锅巴",
        "神秘酱和炒锅",
        "碗装泡面",
        "刀削面",
        "面团（封锅口用）",
        "布丁",
        "pan fried dough",
        "",
        "1",
    ],
)
def test_anything_with_another_word_stays_an_ingredient(line: str) -> None:
    assert not is_tool(line)
