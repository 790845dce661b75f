"""ISO weeks as the group's business calendar, written `2026-W48`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from community.errors import InvalidField

_PATTERN = re.compile(r"(\d{4})-W(\d{2})")


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """One ISO week; ordered in time, printed as `2026-W48`."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Week:
        """Return the week written as `2026-W48`; raises InvalidField for anything else."""
        match = _PATTERN.fullmatch(text)
        if match is None:
            raise InvalidField("/week", f"{text!r} is not an ISO week such as 2026-W48")
        year, number = int(match[1]), int(match[2])
        try:
            date.fromisocalendar(year, number, 1)
        except ValueError as error:
            raise InvalidField("/week", f"{text!r}: there is no such week") from error
        return cls(year, number)

    @classmethod
    def of(cls, day: date) -> Week:
        """Return the week that `day` lies in."""
        year, number, _ = day.isocalendar()
        return cls(year, number)

    @property
    def monday(self) -> date:
        """The week's first day."""
        return date.fromisocalendar(self.year, self.number, 1)

    def __add__(self, weeks: int) -> Week:
        return Week.of(self.monday + timedelta(weeks=weeks))

    def __sub__(self, other: Week) -> int:
        """Return how many weeks lie between, negative when `other` is later."""
        return (self.monday - other.monday).days // 7

    def __str__(self) -> str:
        return f"{self.year:04d}-W{self.number:02d}"


def local_day(now: datetime, timezone: str) -> date:
    """Return the calendar day of the moment `now` (aware) in the community's time zone."""
    return now.astimezone(ZoneInfo(timezone)).date()
