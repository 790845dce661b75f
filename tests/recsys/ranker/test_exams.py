from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recsys.baskets import Baskets, Clock
from recsys.ranker.exams import exams
from tests.recsys.shop import any_baskets, baskets_of


def told(baskets: Baskets) -> set[tuple[int, int, int]]:
    return set(
        zip(baskets.user.tolist(), baskets.time.tolist(), baskets.item.tolist(), strict=True)
    )


@given(st.sampled_from(list(Clock)).flatmap(any_baskets), st.integers(1, 3))
def test_no_answer_is_known_before_it_is_asked_for(baskets: Baskets, count: int) -> None:
    for exam in exams(baskets, None, count):
        known = told(exam.known)
        owner, item = np.divmod(exam.truth, baskets.items)
        asked = list(zip(exam.asked[owner].tolist(), item.tolist(), strict=True))
        times = {user: max(time for who, time, _ in known if who == user) for user, _ in asked}
        for user, thing in asked:
            later = [t for u, t, i in told(baskets) - known if (u, i) == (user, thing)]
            assert later
            assert min(later) > times[user]


@given(any_baskets(), st.integers(2, 3))
def test_folds_ask_everybody_with_a_past_once(baskets: Baskets, count: int) -> None:
    asked = [user for exam in exams(baskets, None, count) for user in exam.asked.tolist()]
    old = set(baskets.user[baskets.age > 0].tolist())
    assert asked == [] or sorted(asked) == sorted(old)


def test_only_those_who_answered_are_asked() -> None:
    shop = baskets_of([(user, time, "x") for user in "abcd" for time in range(2)])
    answered = np.array([True, False, True, False])
    assert sorted(u for exam in exams(shop, answered, 2) for u in exam.asked.tolist()) == [0, 2]


@pytest.mark.parametrize("clock", list(Clock))
def test_a_single_basket_makes_no_exam(clock: Clock) -> None:
    assert not list(exams(baskets_of([("a", 0, "x")], clock), None, 4))
