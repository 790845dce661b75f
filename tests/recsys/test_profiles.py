"""The vectorised history maths against loops that anyone can check."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recsys.baskets import Baskets, Clock
from recsys.popularity import recent_popularity
from recsys.profiles import on_sale, profile, session_profile
from tests.recsys.shop import any_baskets, baskets_of

CLOCKS = st.sampled_from(list(Clock)).flatmap(any_baskets)
DECAYS = st.sampled_from([0.5, 0.9, 1.0])


def by_basket(baskets: Baskets) -> dict[tuple[int, int], set[int]]:
    """Return the items of each (user, age)."""
    found = defaultdict(set)
    for user, age, item in zip(baskets.user, baskets.age, baskets.item, strict=True):
        found[int(user), int(age)].add(int(item))
    return found


def could_have(baskets: Baskets, age: int, item: int) -> bool:
    sold = {(int(a), int(i)) for a, i in zip(baskets.age, baskets.item, strict=True)}
    return baskets.clock is Clock.OWN or (age, item) in sold


@given(CLOCKS, DECAYS)
def test_profiles_are_what_a_loop_over_the_baskets_finds(baskets: Baskets, decay: float) -> None:
    found, content = profile(baskets, decay), by_basket(baskets)
    for user in range(baskets.users):
        mine = {age: items for (who, age), items in content.items() if who == user}
        own = slice(int(found.start[user]), int(found.start[user + 1]))
        assert found.item[own].tolist() == sorted(set().union(*mine.values()))
        for entry in range(own.start, own.stop):
            item = int(found.item[entry])
            ages = [age for age, items in mine.items() if item in items]
            open_ = [age for age in mine if could_have(baskets, age, item)]
            assert found.times[entry] == len(ages)
            assert bool(found.latest[entry]) == (item in mine[min(mine)])
            assert found.strength[entry] == pytest.approx(sum(decay**age for age in ages), rel=1e-5)
            assert found.exposure[entry] == pytest.approx(
                sum(decay**age for age in open_), rel=1e-5
            )


@given(CLOCKS, st.sampled_from([0.0, 0.5, 1.0]))
def test_popularity_is_the_share_of_baskets_that_could_have_held_it(
    baskets: Baskets, freshness: float
) -> None:
    popularity, content = recent_popularity(baskets, freshness), by_basket(baskets)
    for item in range(baskets.items):
        bought = possible = 0.0
        for (_, age), items in content.items():
            weight = freshness**age / len(items)
            bought += weight * (item in items)
            possible += weight * could_have(baskets, age, item)
        expected = bought / possible if possible else 0.0
        assert popularity[item] == pytest.approx(expected, rel=1e-5)
        assert 0 <= popularity[item] <= 1 + 1e-6


def test_what_was_not_on_sale_does_not_count_against_a_habit() -> None:
    lines = [("a", 0, "pear"), ("a", 1, "leek"), ("a", 2, "pear"), ("b", 0, "pear")]
    found = profile(baskets_of(lines, Clock.SHARED), 1.0)
    assert (found.strength[0], found.exposure[0]) == (1.0, 1.0)  # leek: sold in one week only
    assert (found.strength[1], found.exposure[1]) == (2.0, 2.0)  # pear: sold in two of three


def test_nothing_is_known_of_what_was_on_sale_on_users_own_clocks() -> None:
    assert on_sale(baskets_of([("a", 0, "x")])) is None


@given(any_baskets(), DECAYS)
def test_a_session_with_a_users_baskets_has_that_users_profile(
    baskets: Baskets, decay: float
) -> None:
    row_of = {id_: row for row, id_ in enumerate(baskets.item_ids.tolist())}
    for user in range(baskets.users):
        mine = baskets.user == user
        history = [
            baskets.item_ids[baskets.item[mine & (baskets.time == time)]].tolist()
            for time in range(int(baskets.last[user]) + 1)
        ]
        session = session_profile(history, row_of, decay)
        known = profile(baskets, decay).take([user])
        assert session.item.tolist() == known.item.tolist()
        assert np.allclose(session.strength, known.strength)
        assert np.allclose(session.exposure, known.exposure)
        assert session.latest.tolist() == known.latest.tolist()


def test_unknown_items_of_a_session_are_passed_over() -> None:
    session = session_profile([["x", "unheard-of"]], {"x": 0}, 0.9)
    assert session.item.tolist() == [0]


def test_strangers_have_empty_profiles() -> None:
    found = profile(baskets_of([("a", 0, "x")]), 0.9).with_strangers(2)
    assert np.diff(found.start).tolist() == [1, 0, 0]
