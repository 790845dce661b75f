"""Chinese festivals by date, from the moon and the sun instead of a table.

Spring Festival is the first day of the month that holds the term Yushui, Mid-Autumn the fifteenth
of the month that holds Qiufen; a month begins on the day, Beijing time, of a new moon. New moons
after Meeus, Astronomical Algorithms, ch. 49 (largest terms, within a quarter of an hour). The
leap-month exception of 2033 lies outside the years this is right for: 1985 to 2032.
"""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta
from functools import cache

from community.reference.solar_terms import BEIJING, term_instant

SPRING, MID_AUTUMN, NATIONAL_DAY = "spring_festival", "mid_autumn", "national_day"
_SYNODIC = 29.530588861  # days
_FIRST = datetime(2000, 1, 6, 18, 14, tzinfo=UTC)  # Meeus' new moon number 0
_EPOCH = 2451550.09766
_JULIAN_2000 = 2451545.0
_DYNAMICAL = 69.0  # seconds that clocks run behind the tables, nearly so for 1985 to 2032


def festivals(year: int) -> dict[str, date]:
    """Return the day of each festival in a year of the common calendar."""
    return {
        SPRING: _month_holding(year, 330),
        MID_AUTUMN: _month_holding(year, 180) + timedelta(days=14),
        NATIONAL_DAY: date(year, 10, 1),
    }


@cache
def days_from(festival: str, day: date) -> int:
    """Return days from the nearest occurrence of a festival to `day`, below 0 before it."""
    years = (day.year - 1, day.year, day.year + 1)
    return min(((day - festivals(year)[festival]).days for year in years), key=abs)


@cache
def _month_holding(year: int, longitude_deg: int) -> date:
    """Return the first day of the lunar month in which the sun reaches a longitude."""
    term = term_instant(year, longitude_deg).date()
    number = round((datetime(term.year, term.month, term.day, tzinfo=UTC) - _FIRST).days / _SYNODIC)
    starts = [new_moon(number + step).astimezone(BEIJING).date() for step in (-1, 0, 1)]
    return max(start for start in starts if start <= term)


def new_moon(number: int) -> datetime:
    """Return the moment of a new moon, counted from the one of 6 January 2000."""
    century = number / 1236.85
    sun = math.radians(2.5534 + 29.10535670 * number - 1.4e-6 * century**2)
    moon = math.radians(201.5643 + 385.81693528 * number + 0.0107582 * century**2)
    latitude = math.radians(160.7108 + 390.67050284 * number - 0.0016118 * century**2)
    shape = 1 - 0.002516 * century - 7.4e-6 * century**2
    days = (
        _EPOCH
        + _SYNODIC * number
        + 0.00015437 * century**2
        - 0.40720 * math.sin(moon)
        + 0.17241 * shape * math.sin(sun)
        + 0.01608 * math.sin(2 * moon)
        + 0.01039 * math.sin(2 * latitude)
        + 0.00739 * shape * math.sin(moon - sun)
        - 0.00514 * shape * math.sin(moon + sun)
        + 0.00208 * shape**2 * math.sin(2 * sun)
    )
    noon = datetime(2000, 1, 1, 12, tzinfo=UTC)
    return noon + timedelta(days=days - _JULIAN_2000, seconds=-_DYNAMICAL)
