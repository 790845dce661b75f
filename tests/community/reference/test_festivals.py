from __future__ import annotations

from datetime import date

import pytest

from community.reference.festivals import MID_AUTUMN, NATIONAL_DAY, SPRING, days_from, festivals


# Days of the State Council's yearly holiday notices (国务院办公厅关于节假日安排的通知).
@pytest.mark.parametrize(
    ("year", "spring", "autumn"),
    [
        (2019, (2, 5), (9, 13)),
        (2020, (1, 25), (10, 1)),
        (2021, (2, 12), (9, 21)),
        (2022, (2, 1), (9, 10)),
        (2023, (1, 22), (9, 29)),
        (2024, (2, 10), (9, 17)),
        (2025, (1, 29), (10, 6)),
        (2026, (2, 17), (9, 25)),
    ],
)
def test_festivals_fall_on_the_days_the_state_council_gave(
    year: int, spring: tuple[int, int], autumn: tuple[int, int]
) -> None:
    found = festivals(year)
    assert found[SPRING] == date(year, *spring)
    assert found[MID_AUTUMN] == date(year, *autumn)
    assert found[NATIONAL_DAY] == date(year, 10, 1)


def test_days_are_counted_from_the_nearest_festival() -> None:
    assert days_from(SPRING, date(2022, 1, 25)) == -7
    assert days_from(SPRING, date(2022, 2, 3)) == 2
    assert days_from(SPRING, date(2022, 12, 31)) == -22
    assert days_from(NATIONAL_DAY, date(2021, 1, 1)) == 92
