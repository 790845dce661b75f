"""Requests as they arrive, good and malformed."""

from __future__ import annotations

from typing import Any

import pytest

from community.errors import InvalidField
from recipes.reading import read_have, read_request
from tests.recipes.kitchens import TODAY


@pytest.mark.parametrize(
    ("words", "name", "grams"),
    [
        ("萝卜皮:200g", "萝卜皮", 200.0),
        ("豆腐：300克", "豆腐", 300.0),
        ("tofu:0.3kg", "tofu", 300.0),
        ("面粉:半斤", "面粉", 250.0),
        ("豆腐", "豆腐", None),
        ("200g radish peel", "radish peel", 200.0),
    ],
)
def test_words_give_name_and_weight(words: str, name: str, grams: float | None) -> None:
    have = read_have(words)
    assert (have.name, have.grams) == (name, grams)


@pytest.mark.parametrize(
    ("words", "amount"), [("鸡蛋:2个", 2.0), ("half a cabbage", 0.5), ("半颗白菜", 0.5)]
)
def test_a_count_is_kept_for_the_kitchen_to_weigh(words: str, amount: float) -> None:
    have = read_have(words)
    assert have.grams is None
    assert have.quantity is not None
    assert have.quantity.amount == amount


def test_a_name_in_an_object_stays_as_it_was_given() -> None:
    request = read_request({"have": [{"name": "半颗白菜", "use_by": "2026-11-25"}]}, now=TODAY)
    assert request.have[0].name == "半颗白菜"
    assert request.have[0].use_by is not None


TOFU = [{"name": "豆腐", "grams": 300}]
MALFORMED: list[tuple[dict[str, Any], str]] = [
    ({}, "/have"),
    ({"have": []}, "/have"),
    ({"have": "豆腐"}, "/have"),
    ({"have": TOFU * 200}, "/have"),
    ({"have": [3]}, "/have/0"),
    ({"have": [{"grams": 3}]}, "/have/0/name"),
    ({"have": [{"name": "  "}]}, "/have/0/name"),
    ({"have": [{"name": "豆" * 10_000}]}, "/have/0/name"),
    ({"have": [{"name": "豆腐", "grams": 0}]}, "/have/0/grams"),
    ({"have": [*TOFU, {"name": "豆腐", "grams": -5}]}, "/have/1/grams"),
    ({"have": [{"name": "豆腐", "grams": float("nan")}]}, "/have/0/grams"),
    ({"have": [{"name": "豆腐", "grams": float("inf")}]}, "/have/0/grams"),
    ({"have": [{"name": "豆腐", "grams": 1e9}]}, "/have/0/grams"),
    ({"have": [{"name": "豆腐", "grams": "300"}]}, "/have/0/grams"),
    ({"have": [{"name": "豆腐", "grams": True}]}, "/have/0/grams"),
    ({"have": ["豆腐:0g"]}, "/have/0/grams"),
    ({"have": ["豆腐:abc"]}, "/have/0/grams"),
    ({"have": ["豆腐:-5g"]}, "/have/0/grams"),
    ({"have": [{"name": "豆腐", "use_by": "tomorrow"}]}, "/have/0/use_by"),
    ({"have": TOFU, "people": 0}, "/people"),
    ({"have": TOFU, "people": 2.5}, "/people"),
    ({"have": TOFU, "people": 10_000}, "/people"),
    ({"have": TOFU, "minutes": -1}, "/minutes"),
    ({"have": TOFU, "lang": "fr"}, "/lang"),
    ({"have": TOFU, "allergies": "花生"}, "/allergies"),
    ({"have": TOFU, "allergies": [""]}, "/allergies/0"),
    ({"have": TOFU, "diets": [1]}, "/diets/0"),
    ({"have": TOFU, "text": "长" * 501}, "/text"),
]


@pytest.mark.parametrize(("fields", "pointer"), MALFORMED)
def test_a_value_that_cannot_be_used_is_named(fields: dict[str, Any], pointer: str) -> None:
    with pytest.raises(InvalidField) as caught:
        read_request(fields, now=TODAY)
    assert caught.value.pointer == pointer
