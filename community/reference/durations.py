"""Lengths of time as people write them: 放了两天, 一夜, 5小时, overnight, three hours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from community.reference.tables import check_unique, read_table
from community.reference.terms import Span, TermIndex

FILE = "durations.csv"
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "几": 3, "数": 3}
_ENGLISH = [
    "a",
    "an",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
_ENGLISH_NUMBERS = {word: max(1, i - 1) for i, word in enumerate(_ENGLISH)} | {
    "few": 3,
    "several": 3,
    "couple of": 2,
}
_UNIT_HOURS = {
    "分钟": 1 / 60,
    "minute": 1 / 60,
    "min": 1 / 60,
    "小时": 1.0,
    "钟头": 1.0,
    "hour": 1.0,
    "hr": 1.0,
    "h": 1.0,
    "天": 24.0,
    "day": 24.0,
    "晚": 24.0,
    "夜": 24.0,
    "宿": 24.0,
    "night": 24.0,
    "星期": 168.0,
    "礼拜": 168.0,
    "周": 168.0,
    "week": 168.0,
    "个月": 720.0,
    "month": 720.0,
}
_NIGHTS = frozenset({"晚", "夜", "宿", "night"})
_NIGHT_HOURS = 10.0
_NUMBER = rf"\d+(?:\.\d+)?|[零一二两三四五六七八九十几数半]+|{'|'.join(_ENGLISH_NUMBERS)}"
_PATTERN = re.compile(
    r"(?P<over>(?<![不别要])(?<!no )(?:超过|大于|多于|more than |over ))?"
    rf"(?<![a-z0-9.第])(?P<number>{_NUMBER})(?:个(?=[多来余]))?(?P<more>[多来余])?"
    rf"[ -]?(?P<half>个半)?个?(?P<unit>{'|'.join(_UNIT_HOURS)})(?:s\b|(?![a-z]))"
    r"(?P<above>以上)?(?!以?之?内|以下)"
)
# A limit is no length: 不超过2小时, 保质期7天, within 2 hours.
_LIMIT = re.compile(
    r"(?:不超过|不要超过|别超过|少于|不到|小于|低于|最多|至多|保质期|每|≤|<|within|up to|under"
    r"|at most|less than|no more than|every) ?(?:约|about)? ?$"
)


@dataclass(frozen=True, slots=True)
class Durations:
    """Finds lengths of time; `words` are fixed expressions (隔夜, overnight) with their hours."""

    words: TermIndex[float]

    def find(self, clause: str) -> list[Span[float]]:
        """Return the spans of a compacted clause that name a length of time, in hours."""
        return [*self.words.find(clause), *_numbered(clause)]


def _numbered(clause: str) -> Iterator[Span[float]]:
    for match in _PATTERN.finditer(clause):
        if _LIMIT.search(clause[: match.start()]):
            continue
        number = _number(match["number"]) + (0.5 if match["half"] else 0.0)
        hours = number * _UNIT_HOURS[match["unit"]]
        if match["unit"] in _NIGHTS:
            hours -= 24.0 - _NIGHT_HOURS
        # "超过2小时", "2个多小时" is more than two hours, however little.
        beyond = 0.01 if match["over"] or match["above"] or match["more"] else 0.0
        yield Span(match.start(), match.end(), (hours + beyond,))


def _number(text: str) -> float:
    if text in _ENGLISH_NUMBERS:
        return float(_ENGLISH_NUMBERS[text])
    if text[0].isdigit():
        return float(text)
    return _chinese_number(text)


def _chinese_number(text: str) -> float:
    half = 0.5 if "半" in text else 0.0
    tens, ten, ones = text.replace("半", "").rpartition("十")
    # 两三天 is up to three days: the last digit counts.
    unit = float(_DIGITS[ones[-1]]) if ones else 0.0
    return (_DIGITS[tens[-1]] * 10.0 if tens else 10.0 if ten else 0.0) + unit + half


def load_durations(root: Traversable | None = None) -> Durations:
    """Return the finder. Raises ReferenceDataError on a broken table."""
    rows = read_table(FILE, ("word", "hours"), root)
    check_unique(rows, "word")
    hours: Mapping[str, float] = {
        row.text("word"): row.number_in("hours", 0, 100_000) for row in rows
    }
    return Durations(TermIndex.build(hours.items()))
