"""States caught beside a food's name."""

from __future__ import annotations

import pytest

from community.foods import FoodLexicon


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("发芽的土豆", [("potato", ("发芽",))]),
        ("土豆放了一周都发芽了，洋葱也发霉", [("potato", ("发芽",)), ("onion", ("发霉",))]),
        ("土豆没有发芽", [("potato", ())]),
        ("没发芽的土豆", [("potato", ())]),
        ("发芽的土豆和洋葱", [("potato", ("发芽",)), ("onion", ())]),
        ("洋葱、发霉的花生", [("onion", ()), ("peanut", ("发霉",))]),
        ("洋葱发霉的花生", [("onion", ()), ("peanut", ("发霉",))]),
        ("隔夜饭", [("cooked_rice", ("隔夜",))]),
        ("吃剩的烤鸭", [("roast_poultry", ("吃剩",))]),
        ("两个长毛的橙子", [("orange", ("长毛",))]),
        ("生四季豆", [("green_bean", ("生",))]),
        ("生抽", [("soy_sauce", ())]),
        ("死螃蟹", [("crab", ("死",))]),
        ("stale bread and moldy cheese", [("bread", ("stale",)), ("cheese", ("moldy",))]),
        ("the potatoes have sprouted", [("potato", ("sprouted",))]),
        ("green lentils", [("lentil", ())]),
    ],
)
def test_a_state_belongs_to_the_food_it_stands_by(
    lexicon: FoodLexicon, text: str, expected: list[tuple[str, tuple[str, ...]]]
) -> None:
    assert [(m.food.id, m.states) for m in lexicon.find(text)] == expected


def test_a_resolved_line_keeps_its_states(lexicon: FoodLexicon) -> None:
    mention = lexicon.resolve("半个发霉的面包")
    assert mention is not None
    assert mention.food.id == "bread"
    assert "发霉" in mention.states
