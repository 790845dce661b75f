"""States found next to a food name: 发芽的土豆, 隔夜饭, leftover rice."""

from __future__ import annotations

import re
from bisect import bisect_left

from community.foods.wording import SPOILAGE_ZH, STATES_EN, STATES_ZH

_WINDOW = 14
_TELLING = frozenset("剩霉烂馊")
# English words that in a name tell a kind (green lentils, sour cream), not a state.
_KINDS = frozenset(("green", "wild", "sour", "fresh", "raw", "dead"))
_NEGATED = r"(?<![没未不无])(?<!没有)(?<!\bnot )(?<!\bno )"
_ZH = "|".join(sorted(STATES_ZH, key=len, reverse=True))
_EN = "|".join(STATES_EN)
_STATE = re.compile(rf"{_NEGATED}(?:{_ZH}|\b(?:{_EN})\b)")
_FILLER = r"(?:的|了|过|很|有点|有些|好|掉|一|个|颗|根|块|片|只|碗|袋|盒|把|棵|\s)"
_BEFORE = re.compile(rf"{_NEGATED}(?:(?:(?:{_ZH}){_FILLER}*)+|(?:\b(?:{_EN})\b[\s,-]*)+)$")
_AFTER = re.compile(
    rf"(?:\s|已经|已|都|有点|有些|表面|上面|上|皮|开始|稍微|快|要|被|它|是|不小心|了|,)*(?:{_ZH})"
    rf"|(?:\s|is|are|has|have|gone|already|went|that|,)*\b(?:{_EN})\b"
    rf"|.{{0,8}}?{_NEGATED}(?:{'|'.join(SPOILAGE_ZH)})"
)
_BOUNDARY = re.compile(r"[、，,。；;！!？?\n和与及跟/+]|\band\b|\bor\b")


class StateFinder:
    """Finds the states of names within one folded text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._spots = [match.start() for match in _STATE.finditer(text)]

    def around(self, start: int, end: int, *, low: int, high: int) -> tuple[str, ...]:
        """Return the states that belong to the name at [start, end).

        `low` and `high` bound the search: the end of the name before and the start of the next.
        A state between two names belongs to the later one when it leads up to it.
        """
        low, last = max(low, start - _WINDOW), min(high, end + _WINDOW)
        spot = bisect_left(self._spots, low)
        if spot == len(self._spots) or self._spots[spot] >= last:
            return ()
        before = _BOUNDARY.split(self._text[low:start])[-1]
        after = _BOUNDARY.split(self._text[end:last], maxsplit=1)[0]
        found = _states_in(_BEFORE.search(before))
        if not self._leads_to_next(end, after, high):
            found += _states_in(_AFTER.match(after))
        return tuple(dict.fromkeys(found))

    def _leads_to_next(self, end: int, after: str, high: int) -> bool:
        """Say whether all that stands between two names is a state of the second."""
        adjoins = end + len(after) == high and high < len(self._text)
        return adjoins and bool(_BEFORE.search(after))


def states_within(name: str, canonical: str) -> tuple[str, ...]:
    """Return the states a folded name says beyond the food's own name (隔夜饭, 干香菇).

    One-character words inside a name are mostly no state (生抽, 鲜味): only some count.
    """
    said = [
        state
        for state in _STATE.findall(name)
        if len(state) > 1 or state in _TELLING or name[0] == state == "干"
    ]
    return tuple(state for state in said if state not in canonical and state not in _KINDS)


def _states_in(match: re.Match[str] | None) -> list[str]:
    return _STATE.findall(match.group()) if match else []
