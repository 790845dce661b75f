from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from community.foods import load_foods
from community.ids import FoodId, SupplierId
from community.models import Part, Product
from recsys.baskets import Clock
from recsys.config import WEEKLY
from recsys.content import as_matrix, columns_of, describe
from recsys.kernel import learn_mix, left_out_error
from recsys.model import Model, fit
from recsys.newcomers import Newcomers, habits
from recsys.newcomers_fit import fit_newcomers, newness
from recsys.picks import pick
from recsys.profiles import nobody
from recsys.request import PickRequest
from recsys.shelf import stock_shelf
from recsys.stall import Stall
from tests.recsys.shop import Line, baskets_of, product

LEXICON = load_foods()
LEAVES = ("bok_choy", "amaranth", "water_spinach", "chicken_feather_greens")
SOY = ("tofu", "soy_milk", "tofu_skin", "soybean")


def made_of(id_: str, food: str, **changes: Any) -> Product:
    return product(id_, foods=(Part(FoodId(food), 1.0),), **changes)


def greens_and_beans() -> tuple[list[Line], dict[str, Product]]:
    """Return half a street that buys leaves and half that buys soy, and their products."""
    random = np.random.default_rng(0)
    products = {
        f"{kind}{k}": made_of(f"{kind}{k}", foods[k % 4], category=kind)
        for kind, foods in (("leaf", LEAVES), ("bean", SOY))
        for k in range(4)
    }
    lines: list[Line] = []
    for who in range(40):
        mine, other = ("leaf", "bean") if who < 20 else ("bean", "leaf")
        for week in range(10):
            lines += [(f"n{who:02}", week, f"{mine}{k}") for k in random.choice(4, 2, False)]
            if random.random() < 0.1:
                lines.append((f"n{who:02}", week, f"{other}{random.integers(4)}"))
    return lines, products


LINES, PRODUCTS = greens_and_beans()
CONTENTS = {id_: describe(p, LEXICON.get) for id_, p in PRODUCTS.items()}
MODEL = fit(baskets_of(LINES, Clock.SHARED), WEEKLY)
NEWCOMERS = fit_newcomers(MODEL, CONTENTS)


def score(product_: Product, neighbour: str | None, known: Newcomers = NEWCOMERS) -> float:
    seen = known.see([describe(product_, LEXICON.get)], MODEL.item_row)
    return float(seen.content(MODEL.profile_of(neighbour))[0, 0])


@pytest.mark.parametrize(
    "new",
    [
        made_of("x", "spinach", category="leaf"),
        made_of("x", "spinach", category=""),
        product("x", foods=(), category="leaf"),
    ],
    ids=["food and category", "food alone", "category alone"],
)
def test_a_new_product_is_liked_by_those_who_buy_its_kind(new: Product) -> None:
    assert score(new, "n03") > 0.02 > -0.02 > score(new, "n33")


def test_somebody_without_orders_and_a_product_without_features_get_nothing() -> None:
    assert score(made_of("x", "spinach", category="leaf"), None) == 0
    assert score(product("?", foods=(), category="", supplier_id=SupplierId("")), "n03") == (
        pytest.approx(0, abs=0.02)
    )


def test_without_foods_and_category_the_name_decides() -> None:
    names = {"leaf": "小青菜", "bean": "老豆腐"}
    bare = {
        id_: replace(p, foods=(), category="", name=f"{names[id_[:4]]}{id_[4]}号")
        for id_, p in PRODUCTS.items()
    }
    known = fit_newcomers(MODEL, {id_: describe(p, LEXICON.get) for id_, p in bare.items()})
    new = product("x", foods=(), category="", name="嫩青菜")
    assert score(new, "n03", known) > 0.02 > -0.02 > score(new, "n33", known)


def test_without_any_feature_a_new_product_is_worth_the_mean() -> None:
    known = fit_newcomers(MODEL, {})
    seen = known.see([{}], MODEL.item_row)
    assert seen.popularity.tolist() == [pytest.approx(float(MODEL.popularity.mean()))]
    assert seen.content(MODEL.profiles).tolist() == [[0.0]] * len(MODEL.profiles)


def test_picks_say_why_a_new_product_is_shown_and_the_parts_add_up() -> None:
    new = made_of("fresh", "spinach", category="leaf")
    shelf = stock_shelf(
        [*PRODUCTS.values(), new],
        None,
        month=5,
        food_allergens={},
        content={**CONTENTS, "fresh": describe(new, LEXICON.get)},
    )
    stall = Stall(MODEL, shelf, replace(NEWCOMERS, lift=1.5))
    ranked = pick(PickRequest(neighbour_id="n03", n=9), stall)
    item = next(item for item in ranked.items if item.id == "fresh")
    assert ranked.ids.index("fresh") < ranked.ids.index("bean0")
    assert item.score == pytest.approx(sum(item.components.values()))
    assert item.components["new"] == pytest.approx(0.5 * item.components["popularity"])
    assert item.components["content"] > 0
    assert item.reasons[0].code in {"same_food", "same_category", "same_supplier", "alike"}
    assert str(item.reasons[0].params["because"]).startswith("leaf")
    assert "new" in {reason.code for reason in item.reasons}


def test_the_weights_go_to_what_foretells() -> None:
    random = np.random.default_rng(1)
    useful, useless = random.normal(size=(60, 4)), random.normal(size=(60, 4))
    people = useful @ random.normal(size=(4, 200)) + random.normal(size=(60, 200))
    kernels = np.stack([useful @ useful.T, useless @ useless.T])
    weights = learn_mix(kernels, people @ people.T).weights
    assert weights[0] > 10 * weights[1]


def test_the_closed_form_is_the_error_of_leaving_products_out_one_by_one() -> None:
    random = np.random.default_rng(2)
    features, people = random.normal(size=(9, 3)), random.normal(size=(9, 5))
    kernel = features @ features.T
    error = 0.0
    for out in range(9):
        rest = [k for k in range(9) if k != out]
        inside = kernel[np.ix_(rest, rest)] + np.eye(8)
        told = kernel[out, rest] @ np.linalg.solve(inside, people[rest])
        error += float(np.square(people[out] - told).sum())
    assert left_out_error(kernel, people @ people.T) == pytest.approx(error)


def test_habits_are_what_sets_somebody_apart() -> None:
    rows = np.arange(len(MODEL.item_ids))
    found = habits(MODEL.profiles, rows, NEWCOMERS.centre)
    assert found.sum(axis=1) == pytest.approx(0, abs=1e-6)
    assert not habits(nobody(), rows, NEWCOMERS.centre).any()


def test_a_circle_of_broader_foods_and_an_unknown_food_are_no_trouble() -> None:
    lettuce = LEXICON.foods[FoodId("bok_choy")]
    round_ = {
        FoodId("a"): replace(lettuce, id=FoodId("a"), broader=FoodId("b")),
        FoodId("b"): replace(lettuce, id=FoodId("b"), broader=FoodId("a")),
    }
    assert describe(made_of("x", "a"), round_.get)["food"] == {"a": 1.0, "b": 0.7}
    assert describe(made_of("x", "zzz"), LEXICON.get)["food"] == {"zzz": 1.0}


def test_groups_have_length_one_and_what_nobody_has_seen_is_like_nothing() -> None:
    known = [{"food": {"a": 3.0, "b": 4.0}, "name": {"x": 1.0}}]
    columns = columns_of(known)
    matrix = as_matrix([*known, {"food": {"a": 1.0, "never": 1.0}}, {}], columns)
    assert columns == ("food/a", "food/b", "name/x")
    assert matrix.tolist() == [[0.6, 0.8, 1.0], [pytest.approx(0.5**0.5), 0, 0], [0, 0, 0]]


def test_newness_is_what_products_sold_more_in_their_first_weeks() -> None:
    sales = [(week, "old", 40) for week in range(30)]
    sales += [(week, "new", 30 if week < 13 else 15) for week in range(10, 30)]
    assert 1.4 < newness(*zip(*sales, strict=True)) < 2.0
    assert newness(*zip(*sales[:30], strict=True)) == 1.0
    assert newness([], [], []) == 1.0


def test_a_model_of_one_basket_is_enough() -> None:
    tiny: Model = fit(baskets_of([("n", 0, "leaf0")], Clock.SHARED), WEEKLY)
    known = fit_newcomers(tiny, CONTENTS)
    seen = known.see(list(CONTENTS.values()), tiny.item_row)
    assert np.isfinite(seen.content(tiny.profiles)).all()
    assert np.isfinite(seen.popularity).all()
