from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.errors import InvalidField
from community.ids import FoodId
from community.models import Part
from community.ranking import Ranked, Reason
from recsys.baskets import Clock
from recsys.config import WEEKLY
from recsys.model import fit
from recsys.picks import pick
from recsys.request import LocalFloor, PickRequest, Weights
from recsys.shelf import Shelf, stock_shelf
from recsys.stall import Stall
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


def picked(request: PickRequest, shelf: Shelf | None = None) -> Ranked:
    return pick(request, STALL if shelf is None else Stall(MODEL, shelf))


SHELF = shelf_of(sustainability={id_: (k * 37) % 100 for k, id_ in enumerate(IDS)})
STALL = Stall(MODEL, SHELF)


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
        fairness=st.floats(0, 1),
    ),
    local=st.none() | st.builds(LocalFloor, within_km=st.just(50.0), share=st.floats(0, 1)),
    seed=st.integers(0, 3),
)


@given(REQUESTS)
def test_picks_keep_their_promises(request_: PickRequest) -> None:
    ranked = picked(request_)
    banned = request_.exclude_ids | request_.shown | request_.in_basket
    possible = set(IDS) - banned
    assert len(set(ranked.ids)) == len(ranked.items) == min(request_.n, len(possible))
    assert set(ranked.ids) <= possible
    for item in ranked.items:
        assert item.score == pytest.approx(sum(item.components.values()), abs=1e-12)
        assert item.reasons
    scores = [item.score for item in ranked.items]
    assert all(a >= b - 1e-12 for a, b in pairwise(scores))
    assert sum(ranked.dropped.values()) == len(IDS) - len(possible)
    assert ranked == picked(request_)


def test_a_neighbours_habits_come_first() -> None:
    ranked = picked(PickRequest(neighbour_id="n05", n=3))
    assert set(ranked.ids) == habits(LINES, "n05")
    assert "bought_often" in codes(ranked, ranked.ids[0])


def test_with_personalisation_off_everybody_gets_the_same() -> None:
    mine = picked(PickRequest(neighbour_id="n05", personalised=False))
    assert mine == picked(PickRequest())
    assert all(item.components.keys() == {"popularity"} for item in mine.items)


@pytest.mark.parametrize("rule", ["withdrawn", "hidden"])
def test_a_product_taken_down_is_never_picked_and_is_counted(rule: str) -> None:
    shelf = shelf_of({"p03": {rule: True}})
    ranked = picked(PickRequest(n=99), shelf)
    assert "p03" not in ranked.ids
    assert dict(ranked.dropped) == {rule: 1}


def test_only_what_is_offered_and_in_stock_is_picked() -> None:
    given_offers = [offer("p01"), offer("p02", 0), offer("p03", 5), offer("p04", -1)]
    ranked = picked(PickRequest(n=99), shelf_of(offers=given_offers))
    assert set(ranked.ids) == {"p01", "p03"}
    assert dict(ranked.dropped) == {"out_of_stock": 2, "not_offered": 36}


def test_without_a_selection_everything_is_on_offer() -> None:
    assert len(picked(PickRequest(n=99), shelf_of(offers=None)).ids) == 40


def test_an_empty_selection_gives_no_picks() -> None:
    ranked = picked(PickRequest(), shelf_of(offers=[]))
    assert (ranked.ids, dict(ranked.dropped)) == ((), {"not_offered": 40})


def test_what_the_household_must_not_eat_is_dropped_and_the_unknown_too() -> None:
    changes: dict[str, dict[str, Any]] = {
        "p01": {"foods": (Part(FoodId("peanut"), 0.1), Part(FoodId("cabbage"), 0.9))},
        "p02": {"allergens": ("peanut",)},
        "p03": {"foods": (Part(FoodId("mystery"), 1.0),)},
        "p04": {"foods": ()},
        "p05": {"foods": (), "craft": True},
        "p06": {"foods": (Part(FoodId("tofu"), 1.0),)},
    }
    shelf = shelf_of(changes)
    ranked = picked(PickRequest(n=99, allergies=frozenset({"peanut"})), shelf)
    assert set(IDS) - set(ranked.ids) == {"p01", "p02", "p03", "p04"}
    assert dict(ranked.dropped) == {"allergy": 2, "allergens_unknown": 2}
    assert len(picked(PickRequest(n=99), shelf).ids) == 40


def test_a_product_under_several_rules_is_counted_once() -> None:
    ids = frozenset({"p01"})
    ranked = picked(PickRequest(exclude_ids=ids, shown=ids, in_basket=ids))
    assert dict(ranked.dropped) == {"excluded": 1}


def test_sustainability_lifts_the_mean_score_of_what_is_shown() -> None:
    def mean(weight: float) -> float:
        request = PickRequest(n=10, weights=Weights(sustainability=weight))
        return float(np.mean([SHELF.sustainability[id_] for id_ in picked(request).ids]))

    assert mean(0.0) < mean(0.3) <= mean(1.0)


def test_a_product_whose_sustainability_is_not_known_gets_no_credit() -> None:
    ranked = picked(PickRequest(n=40, weights=Weights(sustainability=1)), shelf_of())
    assert not any("sustainability" in item.components for item in ranked.items)


def test_diversity_brings_the_other_category_up() -> None:
    def roots(weight: float) -> int:
        request = PickRequest(n=8, weights=Weights(diversity=weight))
        ids = picked(request, shelf).ids
        return sum(shelf.products[id_].category == "root" for id_ in ids)

    best = picked(PickRequest(n=8)).ids
    shelf = shelf_of({id_: {"category": "leaf"} for id_ in best})
    assert roots(0.0) == 0
    assert roots(1.0) >= 2


def test_variety_changes_with_the_seed_and_only_with_it() -> None:
    request = PickRequest(weights=Weights(variety=1))
    lists = {picked(replace(request, seed=seed)).ids for seed in (1, 2, 3)}
    assert len(lists) == 3
    plain = {picked(PickRequest(seed=seed)).ids for seed in (1, 2, 3)}
    assert len(plain) == 1


def test_a_show_serves_the_habits_of_who_is_watching() -> None:
    audience = ("n01", "n02", "n03")
    ranked = picked(PickRequest(audience=audience, n=12))
    wanted = set().union(*(habits(LINES, who) for who in audience))
    assert wanted <= set(ranked.ids)
    habit = next(r for item in ranked.items for r in item.reasons if r.code == "audience_habit")
    assert habit.params["watching"] == 3
    assert not any(who in str(ranked) for who in audience)


def test_fairness_serves_next_whoever_had_least_so_far() -> None:
    """Two want v, w and x; one wants only y."""
    lines = [(who, t, item) for who in ("a", "b") for item in "vwx" for t in range(6)]
    lines += [("c", t, "y") for t in range(6)]
    model = fit(baskets_of(lines, Clock.SHARED), WEEKLY)
    shelf = stock_shelf([product(i) for i in "vwxy"], None, month=1, food_allergens=FOODS)

    def order(weight: float, shown: str = "") -> str:
        request = PickRequest(
            audience=("a", "b", "c"), weights=Weights(fairness=weight), shown=frozenset(shown)
        )
        return "".join(pick(request, Stall(model, shelf)).ids)

    assert order(0.0)[3] == "y"
    assert order(1.0)[1] == "y"
    assert order(1.0, shown=order(1.0)[0])[0] == "y"


def test_a_show_does_not_lead_with_what_is_nearly_gone() -> None:
    everyone = tuple(sorted({who for who, _, _ in LINES}))
    first = picked(PickRequest(audience=everyone, n=1)).ids[0]
    scarce = shelf_of(offers=[offer(id_, 1 if id_ == first else None) for id_ in IDS])
    item = next(
        i for i in picked(PickRequest(audience=everyone, n=40), scarce).items if i.id == first
    )
    assert picked(PickRequest(audience=everyone, n=1), scarce).ids[0] != first
    assert item.components["stock"] < 0
    assert picked(PickRequest(neighbour_id="n01", n=40), scarce) == picked(
        PickRequest(neighbour_id="n01", n=40), shelf_of()
    )


def test_without_likeness_learnt_a_new_product_is_worth_the_mean_of_the_shelf() -> None:
    ids = [*IDS, "new-root"]
    shelf = shelf_of(more=[product("new-root", category="root")], offers=offers(ids))
    item = next(i for i in picked(PickRequest(n=99), shelf).items if i.id == "new-root")
    mean = float(np.mean([MODEL.popularity[MODEL.item_row[id_]] for id_ in IDS]))
    assert item.components == {"popularity": pytest.approx(mean)}
    assert item.reasons[0].code == "new"


@pytest.mark.parametrize("share", [0.0, 0.3, 0.5, 1.0])
def test_the_local_floor_is_kept_and_the_rest_is_the_best(share: float) -> None:
    near = set(picked(PickRequest(n=40)).ids[20:32])
    shelf = shelf_of(km={id_: 10.0 if id_ in near else 200.0 for id_ in IDS[1:]})
    ranked = picked(PickRequest(n=10, local=LocalFloor(within_km=50, share=share)), shelf)
    plain = picked(PickRequest(n=10), shelf).ids
    local = [id_ for id_ in ranked.ids if id_ in near]
    assert len(local) == round(share * 10)
    assert [id_ for id_ in ranked.ids if id_ not in near] == list(plain[: 10 - len(local)])
    assert [item.score for item in ranked.items] == sorted(
        (item.score for item in ranked.items), reverse=True
    )
    assert ranked.notes == ()


def test_a_floor_that_cannot_be_kept_shows_all_that_is_local_and_says_so() -> None:
    shelf = shelf_of(km={"p03": 10.0, "p04": 20.0})
    ranked = picked(PickRequest(n=10, local=LocalFloor(within_km=50, share=0.5)), shelf)
    assert len(ranked.ids) == 10
    assert {"p03", "p04"} <= set(ranked.ids)
    assert ranked.notes == (Reason("local_floor", {"wanted": 5, "found": 2, "km": 50}),)


def test_what_a_diet_leaves_out_and_what_is_disliked_is_dropped_and_the_unknown_too() -> None:
    changes: dict[str, dict[str, Any]] = {
        "p01": {"foods": (Part(FoodId("peanut"), 0.1), Part(FoodId("cabbage"), 0.9))},
        "p03": {"foods": (Part(FoodId("mystery"), 1.0),)},
        "p05": {"foods": (), "craft": True},
        "p06": {"foods": (Part(FoodId("tofu"), 1.0),)},
    }
    tags = {FoodId("cabbage"): (), FoodId("peanut"): (), FoodId("tofu"): ("soybean",)}
    shelf = shelf_of(changes, food_tags=tags)
    request = PickRequest(n=99, denied=frozenset({"soybean"}), disliked=frozenset({"peanut"}))
    ranked = picked(request, shelf)
    assert set(IDS) - set(ranked.ids) == {"p01", "p03", "p06"}
    assert dict(ranked.dropped) == {"diet": 1, "diet_unknown": 1, "disliked": 1}


def test_a_pack_too_big_for_the_household_is_worth_less_to_somebody_without_orders() -> None:
    best = picked(PickRequest(n=1)).ids[0]
    shelf = replace(shelf_of(), eaten={best: 0.1})
    items = {i.id: i for i in picked(PickRequest(neighbour_id="stranger", n=40), shelf).items}
    popularity = items[best].components["popularity"]
    assert items[best].components["household"] == pytest.approx(-0.25 * 0.9 * popularity)
    known = picked(PickRequest(neighbour_id="n05", n=40), shelf)
    assert not any("household" in item.components for item in known.items)


def test_true_facts_are_said_beside_the_taste() -> None:
    shelf = shelf_of(
        {"p01": {"months": (10, 11)}, "p02": {"months": (6,)}},
        km={"p01": 12.34, "p02": 80.0},
        sustainability={"p01": 85.0, "p02": 20.0},
    )
    ranked = picked(PickRequest(n=40, weights=Weights(sustainability=0.5)), shelf)
    facts = {"in_season", "local", "low_footprint"}
    assert codes(ranked, "p01") >= facts
    assert not codes(ranked, "p02") & facts
    assert "low_footprint" not in codes(picked(PickRequest(n=40), shelf), "p01")


@pytest.mark.parametrize(
    ("make", "pointer"),
    [
        (lambda: PickRequest(n=-1), "/n"),
        (lambda: PickRequest(seed=-1), "/seed"),
        (lambda: Weights(sustainability=1.5), "/weights/sustainability"),
        (lambda: Weights(diversity=float("nan")), "/weights/diversity"),
        (lambda: LocalFloor(within_km=50, share=1.1), "/local/share"),
        (lambda: LocalFloor(within_km=-1, share=0.5), "/local/within_km"),
    ],
)
def test_an_impossible_request_names_its_field(make: Any, pointer: str) -> None:
    with pytest.raises(InvalidField) as caught:
        make()
    assert caught.value.pointer == pointer
