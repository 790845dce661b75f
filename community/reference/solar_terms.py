"""The 24 solar terms, and which one a day belongs to.

Dates 2024–2032 come from the table; other years from the apparent longitude of the sun (Meeus,
Astronomical Algorithms, ch. 25, low precision), which differs from it by minutes.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from importlib.resources.abc import Traversable

from community.reference.tables import Row, check_unique, read_table

FILE = "solar_terms.csv"
DATES_FILE = "solar_term_dates.csv"
BEIJING = timezone(timedelta(hours=8))
_J2000 = datetime(2000, 1, 1, 12, tzinfo=UTC)
_DEGREES_PER_DAY = 360 / 365.2422


@dataclass(frozen=True, slots=True, kw_only=True)
class SolarTerm:
    """One of the 24 terms; it begins when the sun reaches `longitude_deg`."""

    id: str
    name_zh: str
    pinyin: str
    name_en: str
    longitude_deg: int


@dataclass(frozen=True, slots=True)
class TermStart:
    """A term and the day (Beijing time) it begins."""

    term: SolarTerm
    day: date


@dataclass(frozen=True, slots=True)
class SolarTerms:
    """The terms in order of the year, and every tabled start in order of time."""

    all: tuple[SolarTerm, ...]
    starts: tuple[TermStart, ...]

    def on(self, day: date) -> TermStart:
        """Return the term that `day` lies in and when it began."""
        around = self._around(day)
        return around[bisect_right([s.day for s in around], day) - 1]

    def next_after(self, day: date) -> TermStart:
        """Return the first term that begins after `day`."""
        around = self._around(day)
        return around[bisect_right([s.day for s in around], day)]

    def get(self, id_: str) -> SolarTerm | None:
        """Return the term with this id, or None."""
        return next((t for t in self.all if t.id == id_), None)

    def _around(self, day: date) -> tuple[TermStart, ...]:
        if self.starts[0].day <= day < self.starts[-1].day:
            return self.starts
        return tuple(
            sorted(
                (
                    TermStart(term, term_instant(year, term.longitude_deg).date())
                    for year in (day.year - 1, day.year, day.year + 1)
                    for term in self.all
                ),
                key=lambda start: start.day,
            )
        )


def sun_longitude(moment: datetime) -> float:
    """Return the apparent longitude of the sun in degrees (Meeus ch. 25, error below 0.01°)."""
    t = (moment - _J2000).total_seconds() / 86_400 / 36_525
    anomaly = math.radians(357.52911 + 35999.05029 * t - 0.0001537 * t * t)
    centre = (
        (1.914602 - 0.004817 * t) * math.sin(anomaly)
        + (0.019993 - 0.000101 * t) * math.sin(2 * anomaly)
        + 0.000289 * math.sin(3 * anomaly)
    )
    node = math.radians(125.04 - 1934.136 * t)
    mean = 280.46646 + 36000.76983 * t + 0.0003032 * t * t
    return (mean + centre - 0.00569 - 0.00478 * math.sin(node)) % 360


def term_instant(year: int, longitude_deg: int) -> datetime:
    """Return the moment in `year`, Beijing time, when the sun reaches `longitude_deg`."""
    # The sun stands at about 280° on 1 January; the guess is within two days of the answer.
    offset = ((longitude_deg - 280) % 360) / _DEGREES_PER_DAY
    moment = datetime(year, 1, 1, tzinfo=UTC) + timedelta(days=offset)
    for _ in range(6):
        error = (longitude_deg - sun_longitude(moment) + 180) % 360 - 180
        moment += timedelta(days=error / _DEGREES_PER_DAY)
    return moment.astimezone(BEIJING)


def load_solar_terms(root: Traversable | None = None) -> SolarTerms:
    """Return terms and starts. Raises ReferenceDataError on a broken table."""
    rows = read_table(FILE, ("id", "name_zh", "pinyin", "name_en", "longitude_deg"), root)
    check_unique(rows, "id")
    terms = {
        row.text("id"): SolarTerm(
            id=row.text("id"),
            name_zh=row.text("name_zh"),
            pinyin=row.text("pinyin"),
            name_en=row.text("name_en"),
            longitude_deg=int(row.number_in("longitude_deg", 0, 345)),
        )
        for row in rows
    }
    dates = read_table(DATES_FILE, ("term", "at"), root)
    starts = tuple(
        TermStart(terms[row.choice("term", terms)], _moment(row).date()) for row in dates
    )
    for row, before, after in zip(dates[1:], starts, starts[1:], strict=False):
        if not timedelta(days=13) < after.day - before.day < timedelta(days=18):
            raise row.error("at", "does not follow the row before by 14 to 17 days")
    return SolarTerms(tuple(terms.values()), starts)


def _moment(row: Row) -> datetime:
    try:
        moment = datetime.fromisoformat(row.text("at"))
    except ValueError:
        raise row.error("at", "is no ISO date and time") from None
    if moment.tzinfo is None:
        raise row.error("at", "has no time zone")
    return moment.astimezone(BEIJING)
