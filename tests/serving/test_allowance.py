"""A key and a community ask as often as they may, and no more."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.errors import TooMany
from serving.allowance import Allowance, Allowances, scarcest


class Watch:
    """Seconds that pass when a test says so."""

    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_a_full_bucket_allows_a_minutes_requests_at_once_and_says_when_the_next_may_come() -> None:
    bucket = Allowances(3, Watch())
    lefts = [bucket.take("a") for _ in range(3)]
    assert [each.left for each in lefts if each] == [2, 1, 0]
    with pytest.raises(TooMany, match="20 s") as refused:
        bucket.take("a")
    assert refused.value.wait == 20


def test_after_the_wait_it_said_the_next_request_passes() -> None:
    watch = Watch()
    bucket = Allowances(7, watch)
    for _ in range(7):
        bucket.take("a")
    with pytest.raises(TooMany) as refused:
        bucket.take("a")
    watch.seconds += refused.value.wait
    assert bucket.take("a") is not None


def test_one_name_does_not_spend_anothers() -> None:
    bucket = Allowances(1, Watch())
    bucket.take("a")
    assert bucket.take("b") == Allowance(1, 0, 60)


def test_nothing_is_limited_by_nothing() -> None:
    free = Allowances(0)
    assert [free.take("a") for _ in range(3)] == [None] * 3
    assert scarcest([None, None]) is None


@given(st.lists(st.floats(0, 30), max_size=60), st.integers(1, 20))
def test_no_minute_sees_more_than_a_full_bucket_and_what_flows_in(
    pauses: list[float], per_minute: int
) -> None:
    watch, passed = Watch(), []
    bucket = Allowances(per_minute, watch)
    for pause in pauses:
        watch.seconds += pause
        try:
            bucket.take("a")
        except TooMany:
            continue
        passed.append(watch.seconds)
    for start in passed:
        within = sum(start <= moment <= start + 60 for moment in passed)
        assert within <= 2 * per_minute + 1
