"""Lengths of time as people write them."""

from __future__ import annotations

import pytest

from community.reference.durations import load_durations
from community.reference.terms import compact

DURATIONS = load_durations()


def hours(text: str) -> list[float]:
    return [span.of[0] for span in DURATIONS.find(compact(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5小时", 5),
        ("三个小时", 3),
        ("两个半小时", 2.5),
        ("半小时", 0.5),
        ("半个小时", 0.5),
        ("40分钟", 40 / 60),
        ("十二个小时", 12),
        ("二十四小时", 24),
        ("两天", 48),
        ("两三天", 72),
        ("三天三夜", 72),
        ("一周", 168),
        ("一夜", 10),
        ("两晚", 34),
        ("隔夜", 10),
        ("5 hours", 5),
        ("three days", 72),
        ("a week", 168),
        ("overnight", 10),
        ("8h", 8),
    ],
)
def test_a_length_of_time_is_read(text: str, expected: float) -> None:
    assert max(hours(text)) == pytest.approx(expected, abs=0.02)


@pytest.mark.parametrize(
    "text",
    ["不超过2小时", "保质期7天", "within 2 hours", "24小时内", "每3小时", "第二天"],
)
def test_limits_and_ordinals_are_no_lengths(text: str) -> None:
    assert hours(text) == []


@pytest.mark.parametrize("text", ["超过2小时", "2小时以上", "2个多小时", "more than 2 hours"])
def test_more_than_two_hours_is_more_than_two(text: str) -> None:
    assert max(hours(text)) > 2
