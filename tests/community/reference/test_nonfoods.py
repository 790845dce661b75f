"""Things that are no food are refused; foods whose names hold such a word are not."""

from __future__ import annotations

import pytest

from community.reference import load_reference
from community.reference.nonfoods import NonFood, nonfoods_in
from tests.community.reference.phrases import NO_FOOD

NONFOODS = load_reference().nonfoods


def names(text: str, *, as_ingredient: bool = True) -> list[str]:
    return [h.nonfood.term_zh for h in nonfoods_in(text, NONFOODS, as_ingredient=as_ingredient)]


@pytest.mark.parametrize("text", NO_FOOD)
def test_what_is_no_food_is_found(text: str) -> None:
    assert names(text)


@pytest.mark.parametrize("item", NONFOODS.all, ids=lambda item: item.id)
def test_every_term_finds_itself_and_no_exclusion_does(item: NonFood) -> None:
    assert item.term_zh in names(item.term_zh)
    for word in item.exclude:
        assert item.term_zh not in names(word), word


@pytest.mark.parametrize(
    "text",
    [
        "山药",
        "芍药花茶",
        "84克糖",
        "184",
        "1984",
        "502克牛肉",
        "苯甲酸钠",
        "撒尿牛丸",
        "石头饼",
        "玻璃碗",
    ],
)
def test_short_words_count_only_when_they_stand_alone(text: str) -> None:
    assert names(text) == []


def test_wrapping_may_be_used_but_not_eaten() -> None:
    step = "盖上保鲜膜冷藏"
    assert names(step, as_ingredient=False) == []
    assert names("保鲜膜") == ["保鲜膜"]
    assert names("炒保鲜膜", as_ingredient=False) == ["保鲜膜"]


def test_poison_in_a_step_is_found_too() -> None:
    assert names("最后加一勺洗衣液提鲜", as_ingredient=False) == ["洗衣液"]
