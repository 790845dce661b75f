"""What stands in for a food, and what goes when it is ruled out."""

from __future__ import annotations

from community.ids import FoodId
from recipes.retrieval.kinship import Kinship
from tests.recipes.retrieval.shelf import food, lexicon

KIN = Kinship.of(lexicon())


def test_a_food_stands_for_itself_best() -> None:
    for id_ in lexicon().foods:
        near = KIN.near(id_)
        assert near[id_] == 1.0
        assert all(0 < closeness < 1 for other, closeness in near.items() if other != id_)


def test_a_kind_is_nearer_than_the_general_food_and_that_nearer_than_a_sibling() -> None:
    pork, belly, mince = food("猪肉"), food("五花肉"), food("猪肉末")
    assert KIN.near(pork)[belly] > KIN.near(belly)[pork] > KIN.near(belly)[mince] > 0


def test_a_by_product_is_near_to_its_food_and_the_other_way() -> None:
    peel, radish = food("萝卜皮"), food("白萝卜")
    assert KIN.near(peel)[radish] == KIN.near(radish)[peel] > 0


def test_unrelated_and_unknown_foods_are_not_near() -> None:
    assert food("豆腐") not in KIN.near(food("番茄"))
    assert KIN.near(FoodId("no_such_food")) == {}


def test_a_family_holds_kinds_of_kinds_by_products_and_what_bears_the_name() -> None:
    assert {food("鸡腿"), food("五花肉")} <= KIN.family([food("肉类")])
    assert {food("花生酱"), food("花生油")} <= KIN.family([food("花生")])
    assert food("萝卜皮") in KIN.family([food("白萝卜")])
    assert KIN.family([FoodId("no_such_food")]) == {"no_such_food"}
    assert KIN.family([]) == frozenset()
