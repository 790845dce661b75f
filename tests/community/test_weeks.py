"""Weeks are ISO weeks."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.errors import InvalidField
from community.weeks import Week, local_day


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_week_reads_back_as_it_was_written(day: date) -> None:
    week = Week.of(day)
    assert Week.parse(str(week)) == week
    assert 0 <= (day - week.monday).days < 7


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.integers(-200, 200))
def test_adding_weeks_and_taking_the_difference_agree(day: date, weeks: int) -> None:
    assert (Week.of(day) + weeks) - Week.of(day) == weeks


@pytest.mark.parametrize("text", ["", "2026-48", "2026-W54", "2026-W00", "2025-W53", "next week"])
def test_what_is_no_week_is_refused_with_the_field_named(text: str) -> None:
    with pytest.raises(InvalidField, match="/week"):
        Week.parse(text)


def test_the_business_day_is_the_communitys_own() -> None:
    late = datetime(2026, 11, 22, 17, 30, tzinfo=UTC)
    assert local_day(late, "Asia/Shanghai") == date(2026, 11, 23)
    assert local_day(late, "UTC") == date(2026, 11, 22)
