"""Quantities as people write them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.quantities import Quantity, grams_of, parse_ingredient, parse_quantity
from community.quantities.units import UNITS


@dataclass(frozen=True)
class FakeFood:
    unit_grams: Mapping[str, float]


@pytest.mark.parametrize(
    ("text", "amount", "unit", "grams"),
    [
        ("200 ml", 200, "ml", None),
        ("200毫升", 200, "ml", None),
        ("1/2 个", 0.5, "个", None),
        ("半颗", 0.5, "颗", None),
        ("一个半", 1.5, "个", None),
        ("一小把", 1, "把", None),
        ("两大勺", 2, "汤匙", None),
        ("2 斤", 2, "斤", 1000),
        ("一斤半", 1.5, "斤", 750),
        ("1 两", 1, "两", 50),
        ("二两", 2, "两", 100),
        ("两个", 2, "个", None),
        ("六分之一个", 1 / 6, "个", None),
        ("一百二十克", 120, "g", 120),
        ("一千零五十克", 1050, "g", 1050),
        ("十二个", 12, "个", None),
        ("２００ｇ", 200, "g", 200),
        ("1.5kg", 1.5, "kg", 1500),
        ("2,5kg", 2.5, "kg", 2500),
        ("1,000 g", 1000, "g", 1000),
        ("½ tsp", 0.5, "茶匙", None),
        ("2½ cup", 2.5, "杯", None),
        ("1 1/2 cups", 1.5, "杯", None),
        ("1-1/2 teaspoons", 1.5, "茶匙", None),
        ("1/3 lb", 1 / 3, "lb", 151.2),
        ("1 pound (500g)", 1, "lb", 500),
        ("2 (15 oz) cans", 2, "罐", 850.5),
        ("2 x 400g", 800, "g", 800),
        ("6g * 2 人", 12, "g", 12),
        ("1 罐（330ml）", 330, "ml", None),
        ("4 瓣（每瓣 5g）", 4, "瓣", 20),
        ("half an", 0.5, "", None),
        ("a dozen", 1, "打", None),
        ("3", 3, "", None),
        ("0 g", 0, "g", 0),
        ("-200g", -200, "g", -200),
        ("~150g (1/3 lb)", 150, "g", 150),
    ],
)
def test_an_amount_is_read(text: str, amount: float, unit: str, grams: float | None) -> None:
    quantity = parse_quantity(text)
    assert quantity.amount == pytest.approx(amount)
    assert quantity.unit == unit
    assert quantity.grams == (None if grams is None else pytest.approx(grams, rel=1e-3))


@pytest.mark.parametrize(
    ("text", "low", "high", "amount"),
    [
        ("3-5 瓣", 3, 5, 4),
        ("3～5 瓣", 3, 5, 4),
        ("两三根", 2, 3, 2.5),
        ("一两个", 1, 2, 1.5),
        ("十七八个", 17, 18, 17.5),
        ("2 到 3 个", 2, 3, 2.5),
        ("10ml-20ml", 10, 20, 15),
        ("5 to 6 cloves", 5, 6, 5.5),
        ("1 - 2L", 1, 2, 1.5),
        ("250g or 1/2lbs", 250, 250, 250),
    ],
)
def test_a_range_keeps_its_ends_and_counts_as_its_middle(
    text: str, low: float, high: float, amount: float
) -> None:
    quantity = parse_quantity(text)
    assert (quantity.low, quantity.high, quantity.amount) == (low, high, amount)


@pytest.mark.parametrize(
    "text", ["适量", "少许", "按口味", "to taste", "几片", "some", "(optional)"]
)
def test_words_that_leave_it_to_the_cook_are_vague(text: str) -> None:
    quantity = parse_quantity(text)
    assert quantity.vague
    assert quantity.amount is None
    assert quantity.grams is None


@pytest.mark.parametrize("text", ["", "白糖", "160 度", "30 分钟", "10%", "3 : 2 : 2 的油"])
def test_words_without_an_amount_tell_nothing(text: str) -> None:
    assert not parse_quantity(text).told


@pytest.mark.parametrize("text", ["10g * 份数", "份数*8g", "8g×份数", "250 g/人", "每人 50g"])
def test_amounts_by_the_serving_are_marked(text: str) -> None:
    assert parse_quantity(text).per_serving
    assert not parse_quantity("10g").per_serving


@pytest.mark.parametrize(
    ("line", "name", "amount", "unit", "grams"),
    [
        ("肉蟹 1 只（大约 300g） * 份数", "肉蟹", 1, "只", 300),
        ("咖喱块 15g（一小块）*份数", "咖喱块", 15, "g", 15),
        ("鸡蛋 1 个 *份数", "鸡蛋", 1, "个", None),
        ("六分之一个洋葱", "洋葱", 1 / 6, "个", None),
        ("河粉用量为 250 g/人，如果需要更多再加", "河粉", 250, "g", 250),
        ("胡椒粉（份数*8g）", "胡椒粉", 8, "g", 8),
        ("啤酒 = 半瓶 250ml", "啤酒", 250, "ml", None),
        ("干辣椒 2 个（可选，约 5g，可省略）", "干辣椒", 2, "个", 5),
        ("鸡蛋 1 个，面粉 200g", "鸡蛋", 1, "个", None),
        ("蘸料：辣椒油 5 克、生抽 10 克", "辣椒油", 5, "g", 5),
        ("味精，看个人口味，5g 即可", "味精", 5, "g", 5),
        ("比拳头大一点的洋葱一个", "比拳头大一点的洋葱", 1, "个", None),
        ("千张 100g", "千张", 100, "g", 100),
        ("百香果 3 个", "百香果", 3, "个", None),
        ("鸡蛋 2", "鸡蛋", 2, "", None),
        ("香菜 适量", "香菜", None, "适量", None),
        ("1 1/2 cups flour", "flour", 1.5, "杯", None),
        ("2 large onions, chopped", "onions", 2, "", None),
        ("a pinch of salt", "salt", 1, "撮", None),
        ("Pinch of salt", "salt", 1, "撮", None),
        ("~150g (1/3 lb) bacon cubes", "bacon cubes", 150, "g", 150),
        ("6 bacon slices, cooked", "bacon", 6, "片", None),
        ("5-6 cloves of garlic", "garlic", 5.5, "瓣", None),
        ("3 cloves", "cloves", 3, "瓣", None),
        ("1 (6 ounce) can frozen orange juice", "frozen orange juice", 1, "罐", 170.1),
        ("Butter melted 2 tbsp", "Butter melted", 2, "汤匙", None),
        ("250g or 1/2lbs of *fresh* spinach", "fresh spinach", 250, "g", 250),
        ("Juice from 1 lime", "Juice from lime", 1, "", None),
    ],
)
def test_a_line_is_taken_apart(
    line: str, name: str, amount: float | None, unit: str, grams: float | None
) -> None:
    found = parse_ingredient(line)
    assert found.name == name
    assert found.quantity.amount == (None if amount is None else pytest.approx(amount))
    assert found.quantity.unit == unit
    assert found.quantity.grams == (None if grams is None else pytest.approx(grams))


def test_what_else_a_line_says_is_kept_as_a_note() -> None:
    assert parse_ingredient("2 large onions, chopped").note == "chopped"
    assert parse_ingredient("咖喱块 15g（一小块）").note == "一小块"


def test_the_words_themselves_are_kept() -> None:
    assert parse_quantity(" 一小把 ").text == "一小把"


@given(st.integers(1, 99_999))
def test_chinese_numerals_of_every_size_are_read(value: int) -> None:
    assert parse_quantity(f"{chinese(value)}克").amount == value


def chinese(value: int) -> str:
    """Write a number below 100,000 as Chinese does."""
    digits = "零一二三四五六七八九"
    places = ["", "十", "百", "千", "万"]
    text, gap = "", False
    for position in range(len(str(value)) - 1, -1, -1):
        digit = value // 10**position % 10
        if digit:
            text += ("零" if gap else "") + digits[digit] + places[position]
        gap = bool(text) and not digit
    return text


@given(
    st.decimals(min_value="0.01", max_value=9999, places=2),
    st.sampled_from(sorted(UNITS)),
)
def test_every_unit_is_read_back_with_its_amount(amount: object, word: str) -> None:
    quantity = parse_quantity(f"{amount} {word}")
    assert quantity.amount == pytest.approx(float(str(amount)))
    assert quantity.unit == UNITS[word].name


@given(st.integers(1, 50), st.integers(2, 12), st.integers(0, 20))
def test_fractions_are_read(top: int, bottom: int, whole: int) -> None:
    text = f"{whole} {top}/{bottom} 杯" if whole else f"{top}/{bottom} 杯"
    assert parse_quantity(text).amount == pytest.approx(whole + top / bottom)


@given(st.text(max_size=80))
def test_no_text_breaks_the_parser(text: str) -> None:
    found = parse_ingredient(text)
    assert isinstance(found.quantity, Quantity)
    low, amount, high = found.quantity.low, found.quantity.amount, found.quantity.high
    assert (low is None) == (amount is None) == (high is None)


def test_long_nonsense_takes_no_long_time() -> None:
    for text in ("1 " * 5000, "(" * 5000, "a half " * 2000, "1/" * 5000, "一二三" * 3000):
        parse_ingredient(text[:10_000])


def test_weight_in_the_words_wins_over_the_food() -> None:
    onion = FakeFood({"个": 200.0})
    assert grams_of(parse_quantity("1 个（约 150g）"), onion) == 150
    assert grams_of(parse_quantity("2 个"), onion) == 400


def test_volumes_are_weighed_by_density_and_as_water_without_one() -> None:
    assert grams_of(parse_quantity("100 ml"), FakeFood({"ml": 0.92})) == pytest.approx(92)
    assert grams_of(parse_quantity("2 汤匙"), FakeFood({"ml": 1.2})) == pytest.approx(36)
    assert grams_of(parse_quantity("200 ml"), None) == 200
    assert grams_of(parse_quantity("1 汤匙"), FakeFood({"汤匙": 9.0, "ml": 1.2})) == 9


def test_a_bare_number_counts_single_things() -> None:
    assert grams_of(parse_quantity("3"), FakeFood({"颗": 50.0})) == 150
    assert grams_of(parse_quantity("3 eggs"), FakeFood({"个": 50.0})) == 150


@pytest.mark.parametrize("text", ["2 个", "1 把", "适量", "3"])
def test_what_nobody_can_weigh_has_no_grams(text: str) -> None:
    assert grams_of(parse_quantity(text), None) is None
    assert grams_of(parse_quantity(text), FakeFood({"瓣": 5.0})) is None


def test_almost_every_quantity_of_a_real_cookbook_is_read(shared: Path) -> None:
    lines = [
        line
        for row in (shared / "datasets/recipes/howtocook.jsonl").read_text("utf-8").splitlines()
        for line in json.loads(row)["recipe"].get("quantities_text", [])
    ]
    untold = [line for line in lines if not parse_ingredient(line).quantity.told]
    print(f"{len(lines) - len(untold)} of {len(lines)} read; the rest:", *untold, sep="\n")
    assert len(untold) <= 0.05 * len(lines)
