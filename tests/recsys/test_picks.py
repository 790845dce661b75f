from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.errors import InvalidField
from community.ids import FoodId
from community.models import Part
from community.ranking import Ranked
from recsys.baskets import Clock
from recsys.config import WEEKLY
from recsys.model import fit
from recsys.picks import pick
from recsys.request import PickRequest, Weights
from recsys.shelf import Shelf, stock_shelf
from tests.recsys.shop import baskets_of, habits, habitual_shop, offer, offers, product

LINES = habitual_shop()
MODEL = fit(baskets_of(LINES, Clock.SHARED), WEEKLY)
IDS = [f"p{n:02}" for n in range(40)]
FOODS: dict[FoodId, tuple[str, ...]] = {
    FoodId("cabbage"): (),
    FoodId("peanut"): ("peanut",),
    FoodId("tofu"): ("soy",),
}


def shelf_of(changes: dict[str, dict[str, Any]] | None = None, **facts: Any) -> Shelf:
    """Return a shelf of p00..p39, one in four a root; `changes` are product fields by id."""
    products = [
        product(
            id_, **{"category": "root" if k % 4 == 0 else "leaf", **(changes or {}).get(id_, {})}
        )
        for k, id_ in enumerate(IDS)
    ]
    given_offers = facts.pop("offers", offers(IDS))
    return stock_shelf(
        [*products, *facts.pop("more", [])],
        given_offers,
        month=facts.pop("month", 11),
        food_allergens=FOODS,
        **facts,
    )


SHELF = shelf_of(sustainability={id_: (k * 37) % 100 for k, id_ in enumerate(IDS)})


def codes(ranked: Ranked, id_: str) -> set[str]:
    return {reason.code for item in ranked.items if item.id == id_ for reason in item.reasons}


REQUESTS = st.builds(
    PickRequest,
    n=st.integers(0, 45),
    neighbour_id=st.sampled_from(["n01", "stranger", None]),
    audience=st.sampled_from([(), ("n01", "n02"), ("n03", "stranger")]),
    history=st.sampled_from([(), (["p01", "p02"], ["p01"])]),
    personalised=st.booleans(),
    exclude_ids=st.frozensets(st.sampled_from(IDS), max_size=5),
    shown=st.frozensets(st.sampled_from(IDS), max_size=5),
    in_basket=st.frozensets(st.sampled_from([*IDS, "unheard-of"]), max_size=40),
    weights=st.builds(
        Weights,
        sustainability=st.floats(0, 1),
        diversity=st.floats(0, 1),
        variety=st.floats(0, 1),
        least_misery=st.floats(0, 1),
    ),
    seed=st.integers(0, 3),
)


@given(REQUESTS)
def test_picks_keep_their_promises(request_: PickRequest) -> None:
    ranked = pick(request_, MODEL, SHELF)
    banned = request_.exclude_ids | request_.shown | request_.in_basket
    possible = set(IDS) - banned
    assert len(set(ranked.ids)) == len(ranked.items) == min(request_.n, len(possible))
    assert set(ranked.ids) <= possible
    for item in ranked.items:
        assert item.score == pytest.approx(sum(item.components.values()), abs=1e-12)
        assert item.reasons
    assert sum(ranked.dropped.values()) == len(IDS) - len(possible)
    assert ranked == pick(request_, MODEL, SHELF)


def test_a_neighbours_habits_come_first() -> None:
    ranked = pick(PickRequest(neighbour_id="n05", n=3), MODEL, SHELF)
    assert set(ranked.ids) == habits(LINES, "n05")
    assert "bought_often" in codes(ranked, ranked.ids[0])


def test_with_personalisation_off_everybody_gets_the_same() -> None:
    mine = pick(PickRequest(neighbour_id="n05", personalised=False), MODEL, SHELF)
    assert mine == pick(PickRequest(), MODEL, SHELF)
    assert all(item.components.keys() == {"popularity"} for item in mine.items)


@pytest.mark.parametrize("rule", ["withdrawn", "hidden"])
def test_a_product_taken_down_is_never_picked_and_is_counted(rule: str) -> None:
    shelf = shelf_of({"p03": {rule: True}})
    ranked = pick(PickRequest(n=99), MODEL, shelf)
    assert "p03" not in ranked.ids
    assert dict(ranked.dropped) == {rule: 1}


def test_only_what_is_offered_and_in_stock_is_picked() -> None:
    given_offers = [offer("p01"), offer("p02", 0), offer("p03", 5), offer("p04", -1)]
    ranked = pick(PickRequest(n=99), MODEL, shelf_of(offers=given_offers))
    assert set(ranked.ids) == {"p01", "p03"}
    assert dict(ranked.dropped) == {"out_of_stock": 2, "not_offered": 36}


def test_without_a_selection_everything_is_on_offer() -> None:
    assert len(pick(PickRequest(n=99), MODEL, shelf_of(offers=None)).ids) == 40


def test_an_empty_selection_gives_no_picks() -> None:
    ranked = pick(PickRequest(), MODEL, shelf_of(offers=[]))
    assert (ranked.ids, dict(ranked.dropped)) == ((), {"not_offered": 40})


def test_what_the_household_must_not_eat_is_dropped_and_the_unknown_too() -> None:
    changes = {
        "p01": {"foods": (Part(FoodId("peanut"), 0.1), Part(FoodId("cabbage"), 0.9))},
        "p02": {"allergens": ("peanut",)},
        "p03": {"foods": (Part(FoodId("mystery"), 1.0),)},
        "p04": {"foods": ()},
        "p05": {"foods": (), "craft": True},
        "p06": {"foods": (Part(FoodId("tofu"), 1.0),)},
    }
    shelf = shelf_of(changes)
    ranked = pick(PickRequest(n=99, allergies=frozenset({"peanut"})), MODEL, shelf)
    assert set(IDS) - set(ranked.ids) == {"p01", "p02", "p03", "p04"}
    assert dict(ranked.dropped) == {"allergy": 2, "allergens_unknown": 2}
    assert len(pick(PickRequest(n=99), MODEL, shelf).ids) == 40


def test_a_product_under_several_rules_is_counted_once() -> None:
    ids = frozenset({"p01"})
    ranked = pick(PickRequest(exclude_ids=ids, shown=ids, in_basket=ids), MODEL, SHELF)
    assert dict(ranked.dropped) == {"excluded": 1}


def test_sustainability_lifts_the_mean_score_of_what_is_shown() -> None:
    def mean(weight: float) -> float:
        request = PickRequest(n=10, weights=Weights(sustainability=weight))
        return float(
            np.mean([SHELF.sustainability[id_] for id_ in pick(request, MODEL, SHELF).ids])
        )

    assert mean(0.0) < mean(0.3) <= mean(1.0)


def test_a_product_whose_sustainability_is_not_known_gets_no_credit() -> None:
    ranked = pick(PickRequest(n=40, weights=Weights(sustainability=1)), MODEL, shelf_of())
    assert not any("sustainability" in item.components for item in ranked.items)


def test_diversity_brings_the_other_category_up() -> None:
    def roots(weight: float) -> int:
        request = PickRequest(n=8, weights=Weights(diversity=weight))
        ids = pick(request, MODEL, shelf).ids
        return sum(shelf.products[id_].category == "root" for id_ in ids)

    best = pick(PickRequest(n=8), MODEL, SHELF).ids
    shelf = shelf_of({id_: {"category": "leaf"} for id_ in best})
    assert roots(0.0) == 0
    assert roots(1.0) >= 2


def test_variety_changes_with_the_seed_and_only_with_it() -> None:
    request = PickRequest(weights=Weights(variety=1))
    lists = {pick(replace(request, seed=seed), MODEL, SHELF).ids for seed in (1, 2, 3)}
    assert len(lists) == 3
    plain = {pick(PickRequest(seed=seed), MODEL, SHELF).ids for seed in (1, 2, 3)}
    assert len(plain) == 1


def test_a_show_serves_the_habits_of_who_is_watching() -> None:
    audience = ("n01", "n02", "n03")
    ranked = pick(PickRequest(audience=audience, n=12), MODEL, SHELF)
    wanted = set().union(*(habits(LINES, who) for who in audience))
    assert wanted <= set(ranked.ids)
    habit = next(r for item in ranked.items for r in item.reasons if r.code == "audience_habit")
    assert habit.params["watching"] == 3
    assert not any(who in str(ranked) for who in audience)


def test_least_misery_lifts_what_the_least_served_would_take() -> None:
    """Two want x badly and one wants y; all of them like z a little."""
    lines = [(who, t, "x") for who in ("a", "b") for t in range(6)]
    lines += [("c", t, "y") for t in range(6)]
    lines += [(who, t, "z") for who in ("a", "b", "c") for t in (1, 3, 5)]
    lines += [("d", t, "z") for t in range(6)]  # z is on sale every week
    model = fit(baskets_of(lines, Clock.SHARED), WEEKLY)
    shelf = stock_shelf([product(i) for i in "xyz"], None, month=1, food_allergens=FOODS)

    def first(weight: float) -> str:
        weights = Weights(least_misery=weight)
        return pick(PickRequest(audience=("a", "b", "c"), weights=weights), model, shelf).ids[0]

    assert (first(0.0), first(1.0)) == ("x", "z")


def test_a_product_nobody_had_yet_is_worth_what_its_category_is() -> None:
    newcomer = product("new-root", category="root")
    ids = [*IDS, "new-root"]
    shelf = shelf_of(more=[newcomer], offers=offers(ids))
    item = next(i for i in pick(PickRequest(n=99), MODEL, shelf).items if i.id == "new-root")
    roots = [MODEL.popularity[MODEL.item_row[id_]] for id_ in IDS[::4]]
    assert item.components == {"new": pytest.approx(float(np.mean(roots)))}
    assert item.reasons[0].code == "new"


def test_true_facts_are_said_beside_the_taste() -> None:
    shelf = shelf_of(
        {"p01": {"months": (10, 11)}, "p02": {"months": (6,)}},
        km={"p01": 12.34, "p02": 80.0},
        sustainability={"p01": 85.0, "p02": 20.0},
    )
    ranked = pick(PickRequest(n=40, weights=Weights(sustainability=0.5)), MODEL, shelf)
    facts = {"in_season", "local", "low_footprint"}
    assert codes(ranked, "p01") >= facts
    assert not codes(ranked, "p02") & facts
    assert "low_footprint" not in codes(pick(PickRequest(n=40), MODEL, shelf), "p01")


@pytest.mark.parametrize(
    ("make", "pointer"),
    [
        (lambda: PickRequest(n=-1), "/n"),
        (lambda: PickRequest(seed=-1), "/seed"),
        (lambda: Weights(sustainability=1.5), "/weights/sustainability"),
        (lambda: Weights(diversity=float("nan")), "/weights/diversity"),
    ],
)
def test_an_impossible_request_names_its_field(make: Any, pointer: str) -> None:
    with pytest.raises(InvalidField) as caught:
        make()
    assert caught.value.pointer == pointer
