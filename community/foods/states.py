"""States found next to a food name: 发芽的土豆, 隔夜饭, leftover rice."""

from __future__ import annotations

import re

from community.foods.wording import STATES_EN, STATES_ZH

_WINDOW = 14
_TELLING = frozenset("剩霉烂馊")
# English words that in a name tell a kind (green lentils, sour cream), not a state.
_KINDS = frozenset(("green", "wild", "sour", "fresh", "raw", "dead"))
_ZH = "|".join(sorted(STATES_ZH, key=len, reverse=True))
_EN = "|".join(STATES_EN)
_FILLER = r"(?:的|了的|了|过的|过|很|有点|有些|好|掉|一|个|颗|根|块|片|只|碗|袋|盒|把|棵|\s)"
_BEFORE = re.compile(rf"((?:(?:{_ZH}){_FILLER}*)+|(?:\b(?:{_EN})\b[\s,-]*)+)$")
_AFTER = re.compile(
    rf"^(?:\s|已经|已|都|有点|有些|表面|上面|上|皮|开始|稍微|快|要|被|它|是|不小心|了|,)*({_ZH})"
    rf"|^(?:\s|is|are|has|have|gone|already|went|that|,)*\b({_EN})\b"
)
_BOUNDARY = re.compile(r"[、，,。；;！!？?\n和与及跟/+]|\band\b|\bor\b")
_STATE = re.compile(rf"{_ZH}|\b(?:{_EN})\b")


def states_around(text: str, start: int, end: int, *, low: int, high: int) -> tuple[str, ...]:
    """Return the states that belong to the name at [start, end) of a folded text.

    `low` and `high` bound the search: the end of the name before and the start of the next.
    A state between two names belongs to the later one when it leads up to it.
    """
    before = _after_last_boundary(text[max(low, start - _WINDOW) : start])
    after = _BOUNDARY.split(text[end : min(high, end + _WINDOW)], maxsplit=1)[0]
    found = _states_in(_BEFORE.search(before))
    if not _leads_to_next(text, end, after, high):
        found += _states_in(_AFTER.search(after))
    return tuple(dict.fromkeys(found))


def states_within(name: str, canonical: str) -> tuple[str, ...]:
    """Return the states a folded name says beyond the food's own name (隔夜饭, 干香菇).

    One-character words inside a name are mostly no state (生抽, 鲜味): only some count.
    """
    found = _STATE.findall(name)
    said = [
        state for state in found if len(state) > 1 or state in _TELLING or name[0] == state == "干"
    ]
    return tuple(state for state in said if state not in canonical and state not in _KINDS)


def _leads_to_next(text: str, end: int, after: str, high: int) -> bool:
    """Say whether all that stands between two names is a state of the second."""
    adjoins = end + len(after) == high and high < len(text)
    return adjoins and bool(_BEFORE.search(after))


def _after_last_boundary(window: str) -> str:
    return _BOUNDARY.split(window)[-1]


def _states_in(match: re.Match[str] | None) -> list[str]:
    return _STATE.findall(match.group()) if match else []
