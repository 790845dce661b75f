"""Which solar term a day belongs to."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.reference.solar_terms import load_solar_terms, sun_longitude, term_instant
from community.reference.tables import read_table

TERMS = load_solar_terms()


@pytest.mark.parametrize(
    ("day", "name", "began"),
    [
        (date(2026, 2, 18), "雨水", date(2026, 2, 18)),
        (date(2026, 2, 17), "立春", date(2026, 2, 4)),
        (date(2026, 11, 24), "小雪", date(2026, 11, 22)),
        (date(2024, 1, 1), "冬至", date(2023, 12, 22)),
        (date(2033, 1, 1), "冬至", date(2032, 12, 21)),
        (date(2008, 8, 8), "立秋", date(2008, 8, 7)),
    ],
)
def test_a_day_lies_in_its_term(day: date, name: str, began: date) -> None:
    start = TERMS.on(day)
    assert (start.term.name_zh, start.day) == (name, began)


def test_the_next_term_begins_after_the_day() -> None:
    following = TERMS.next_after(date(2026, 11, 24))
    assert (following.term.name_zh, following.day) == ("大雪", date(2026, 12, 7))
    assert TERMS.next_after(date(2032, 12, 31)).term.name_zh == "小寒"


def test_the_computed_moment_agrees_with_the_table_within_a_quarter_of_an_hour() -> None:
    rows = read_table("solar_term_dates.csv", ("term", "at"))
    longitudes = {term.id: term.longitude_deg for term in TERMS.all}
    for row in rows:
        at = datetime.fromisoformat(row.text("at"))
        computed = term_instant(at.year, longitudes[row.text("term")])
        assert abs(computed - at) < timedelta(minutes=15), row.cells
        assert abs((sun_longitude(at) - longitudes[row.text("term")] + 180) % 360 - 180) < 0.011


@given(st.dates(date(1950, 1, 1), date(2100, 12, 31)))
def test_every_day_has_a_term_that_began_and_a_next_that_comes(day: date) -> None:
    now, following = TERMS.on(day), TERMS.next_after(day)
    assert now.day <= day < following.day
    assert (following.term.longitude_deg - now.term.longitude_deg) % 360 == 15


def test_a_term_is_found_by_its_id() -> None:
    assert TERMS.get("qingming") is not None
    assert TERMS.get("nobody") is None
