from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recsys.baskets import Baskets, Clock
from recsys.config import WEEKLY, Config
from recsys.model import Model, fit
from tests.recsys.shop import any_baskets, baskets_of, habits, habitual_shop

LINES = habitual_shop()
IDS = st.sets(st.sampled_from([*(f"i{n}" for n in range(8)), "unheard-of"]))


@pytest.fixture(scope="module")
def model() -> Model:
    return fit(baskets_of(LINES, Clock.SHARED), WEEKLY)


def test_habits_are_found(model: Model) -> None:
    """Each neighbour buys three things every week: they are the first three picks."""
    found = [
        set(model.recommend(f"n{u:02}", 3).ids) == habits(LINES, f"n{u:02}") for u in range(60)
    ]
    assert sum(found) >= 57


def test_a_habit_says_so(model: Model) -> None:
    best = model.recommend("n07", 1).items[0]
    assert best.reasons[0].code == "bought_often"
    assert best.reasons[0].params["times"] == 12


def test_somebody_unknown_gets_what_is_popular(model: Model) -> None:
    order = np.argsort(-model.popularity, kind="stable")[:5]
    for who in (None, "stranger"):
        ranked = model.recommend(who, 5)
        assert ranked.ids == tuple(model.item_ids[order].tolist())
        assert {reason.code for item in ranked.items for reason in item.reasons} == {"popular_now"}


def test_a_session_is_answered_like_the_neighbour_with_that_history() -> None:
    lines = [("a", t, item) for t in range(3) for item in ("x", "y")] + [("b", 0, "z")]
    model = fit(baskets_of(lines))
    session = model.recommend(None, 3, history=[["x", "y"]] * 3)
    assert session.ids == model.recommend("a", 3).ids
    assert session.items[0].score == pytest.approx(model.recommend("a", 3).items[0].score, rel=1e-5)


@given(
    st.sampled_from(list(Clock)).flatmap(any_baskets),
    st.sampled_from(["u0", "u1", "u5", "stranger", None]),
    st.integers(0, 12),
    st.none() | IDS,
    IDS,
)
def test_a_list_keeps_its_promises(
    baskets: Baskets, who: str | None, n: int, candidates: set[str] | None, exclude: set[str]
) -> None:
    model = fit(baskets, Config(depth=2, freshness=0.5))
    ranked = model.recommend(who, n, candidates=candidates, exclude=exclude)
    known = set(model.item_ids.tolist())
    possible = (known if candidates is None else known & candidates) - exclude
    assert len(ranked.items) == len(set(ranked.ids)) == min(n, len(possible))
    assert set(ranked.ids) <= possible
    scores = [item.score for item in ranked.items]
    assert scores == sorted(scores, reverse=True)
    for item in ranked.items:
        assert item.score == pytest.approx(sum(item.components.values()), abs=1e-12)
        assert np.isfinite(item.score)
    assert ranked == model.recommend(who, n, candidates=candidates, exclude=exclude)


@given(any_baskets(), st.integers(1, 9))
def test_the_batch_gives_everyone_the_list_they_get_alone(baskets: Baskets, n: int) -> None:
    model = fit(baskets)
    batch = model.rank(np.arange(baskets.users), n)
    for user, rows in zip(baskets.user_ids.tolist(), batch, strict=True):
        alone = model.recommend(user, n)
        assert tuple(model.item_ids[rows].tolist()) == alone.ids


def test_the_batch_keeps_to_the_candidates(model: Model) -> None:
    ranked = model.rank(np.arange(5), 10, np.array([3, 1, 8]))
    assert {tuple(sorted(row)) for row in ranked.tolist()} == {(1, 3, 8)}


def test_the_order_in_which_candidates_are_given_changes_nothing(model: Model) -> None:
    rows = np.arange(len(model.item_ids))
    who = model.profile_of("n07")
    backwards = model.parts(who, rows[::-1]).total[:, ::-1]
    assert backwards == pytest.approx(model.parts(who, rows).total)


def test_excluded_things_are_counted_where_they_were_candidates(model: Model) -> None:
    ranked = model.recommend("n01", 3, candidates=["p01", "p02"], exclude=["p01", "p30", "zz"])
    assert (ranked.ids, dict(ranked.dropped)) == (("p02",), {"excluded": 1})


@given(any_baskets())
def test_the_same_baskets_give_the_same_model(baskets: Baskets) -> None:
    one, two = fit(baskets), fit(baskets)
    assert np.array_equal(one.affinity.weight, two.affinity.weight)
    assert np.array_equal(one.habit, two.habit)


@pytest.mark.parametrize(
    "change", [lambda baskets: baskets.keep(np.zeros(len(baskets), bool)), lambda baskets: baskets]
)
def test_one_basket_or_none_at_all_still_makes_a_model(
    change: Callable[[Baskets], Baskets],
) -> None:
    model = fit(change(baskets_of([("a", 0, "x"), ("a", 0, "y")])))
    assert model.recommend("a", 5).ids == ("x", "y")


def test_neighbours_who_buy_alike_explain_a_pick() -> None:
    """Whoever has tea buys a cup next; nobody has the cup yet who is asked."""
    lines = [(f"u{u}", t, i) for u in range(40) for t, i in enumerate(("tea", "cup"))]
    lines += [(f"v{u}", t, i) for u in range(60) for t, i in enumerate(("rice", "bowl"))]
    model = fit(baskets_of([*lines, ("new", 0, "tea")]), Config(penalty=1.0))
    best = model.recommend("new", 1).items[0]
    assert best.id == "cup"
    assert best.reasons[0].code == "neighbours_like"
    assert dict(best.reasons[0].params) == {"because": "tea"}
