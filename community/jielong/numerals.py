"""How many: digits, Chinese numerals, halves and couples at one place of a text."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

_DIGITS = re.compile(r"\d+(?:\.\d+)?(?:/\d+)?")
_BETWEEN = re.compile(r"\d+(?:\.\d+)?\s*(?:-|~|到|至|或)\s*\d+(?:\.\d+)?")
_ONES = {c: i for i, c in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
    "壹": 1,
    "贰": 2,
    "叁": 3,
}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_CHINESE = re.compile(
    r"[一二两三四五六七八九壹贰叁]?十[一二三四五六七八九]?|[零一二两三四五六七八九壹贰叁〇]"
)
_LARGE = re.compile(
    r"[一二两三四五六七八九]百[零一二三四五六七八九十百]*|[一二两三四五六七八九]千[零一二三四五六七八九十百千]*"
)
_EITHER = re.compile(
    r"(?:一两|一二|两三|二三|三四|三五|四五|五六|六七|七八|八九|十来|十几|几十|几)"
)
_COUPLES = {"俩": 2, "仨": 3}
HALF = "半"


class Number(NamedTuple):
    """A number that ends before `end`; `value` is None when the words leave it open (两三)."""

    end: int
    value: Fraction | None
    chinese: bool = False
    couple: bool = False  # 俩, 仨: the unit is in the word


def number_at(text: str, start: int) -> Number | None:
    """Return the number that begins at `start`, the longest reading; None for no number."""
    if match := _DIGITS.match(text, start):
        return _arabic(match)
    char = text[start : start + 1]
    if char in _COUPLES:
        return Number(start + 1, Fraction(_COUPLES[char]), chinese=True, couple=True)
    if char == HALF:
        return Number(start + 1, Fraction(1, 2), chinese=True)
    if match := _EITHER.match(text, start):
        return Number(match.end(), None, chinese=True)
    if match := _LARGE.match(text, start) or _CHINESE.match(text, start):
        return Number(match.end(), Fraction(counted(match[0])), chinese=True)
    return None


def counted(word: str) -> int:
    """Return the value of 十二, 二十, 一百零五 or of digits."""
    if word.isdecimal():
        return int(word)
    total = digit = 0
    for char in word:
        if char in _PLACES:
            total += (digit or 1) * _PLACES[char]
            digit = 0
        else:
            digit = _ONES.get(char, 0)
    return total + digit


def between(text: str, start: int) -> int | None:
    """Return the end of "2-3", "2到3" at `start`; None when no such range begins there."""
    match = _BETWEEN.match(text, start)
    return match.end() if match else None


def _arabic(match: re.Match[str]) -> Number:
    written, end = match[0], match.end()
    top, _, bottom = written.partition("/")
    if bottom and (int(bottom) == 0 or len(bottom) > 2):
        return Number(match.start() + len(top), Fraction(top))
    value = Fraction(top) / Fraction(bottom or 1)
    return Number(end, value)
