"""Every measure in a line, where it stands, and what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from community.quantities.numerals import NUMBER, number
from community.quantities.units import Kind, Unit, pattern, unit_of

_UNIT = pattern(*Kind)
_SIZE = (
    r"(?:大|小|整|满|平|尖|薄|厚|中|多|余|来|-|\s)*?"  # lazy: 大勺 is a unit of its own
    r"(?:(?:large|small|medium|big|heaping|heaped|level|whole|full|generous|rounded|scant|good"
    r"|thin|thick|medium-sized|fresh)\s+)*?(?:of\s+an?\s+)?"
)
_TO = r"\s*(?:-|到|至|或者|或|(?<![a-z])(?:or|to)(?![a-z]))\s*"
_TIMES = r"\s*[*x×]\s*"
_MEASURE = re.compile(
    rf"(?<![\d./第])(?:(?P<times>\d+){_TIMES}(?=\d))?(?P<low>{NUMBER})"
    rf"(?:\s*(?P<lowunit>{_UNIT})?{_TO}(?P<high>{NUMBER}))?"
    rf"{_SIZE}(?P<unit>{_UNIT})(?P<half>半(?!{_UNIT}))?"
    rf"(?:{_TIMES}(?P<factor>\d+)(?!\s*/|\d|\.\d|\s*(?:{_UNIT}))(?:\s*人(?!数))?)?",
    re.IGNORECASE,
)
_BARE = re.compile(
    rf"(?<![\d./a-z°#])(?P<low>{NUMBER})(?:{_TO}(?P<high>{NUMBER}))?"
    r"(?!\d|[./]\d|\s*(?:%|°|℃|度|分钟|小时|秒|天|年|成|元|号|次|倍|种|mm|min|hour|day|second))",
    re.IGNORECASE,
)
# "6 bacon slices", "3 garlic cloves": the unit after the name.
_LATE = re.compile(
    rf"(?<![\d./a-z])(?P<low>{NUMBER})(?:{_TO}(?P<high>{NUMBER}))?\s+"
    rf"(?P<name>(?:[a-z-]+\s+){{1,2}}?)(?P<unit>{pattern(Kind.COUNT)})",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"(?<![a-z])(?P<unit>pinch|dash|handful|bunch|drop)\s+of(?![a-z])", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure found: ends of its range, unit (None: a bare number) and place in the text."""

    low: float
    high: float
    unit: Unit | None
    start: int
    end: int

    @property
    def amount(self) -> float:
        """The middle of the range."""
        return (self.low + self.high) / 2

    def is_a(self, *kinds: Kind) -> bool:
        """Whether the unit is of one of these kinds."""
        return self.unit is not None and self.unit.kind in kinds


def measures(text: str) -> Iterator[Measure]:
    """Yield the measures with a unit, in the order in which they stand."""
    found = [m for match in _MEASURE.finditer(text) if (m := _measure(match))]
    taken = [range(m.start, m.end) for m in found]
    for match in (*_LATE.finditer(text), *_ALONE.finditer(text)):
        if not any(match.start() in span for span in taken) and (m := _measure(match)):
            end = match.start("name") if "name" in match.groupdict() else m.end
            found.append(Measure(m.low, m.high, m.unit, m.start, end))
    yield from sorted(found, key=lambda m: m.start)


def bare_number(text: str) -> Measure | None:
    """Return the first number without a unit; degrees, minutes and the like do not count.

    Among Chinese words only one in digits that opens or ends the text: 鸡蛋 2, but not 3 : 2 : 2.
    """
    chinese = re.search(r"[\u4e00-\u9fff]", text) is not None
    for match in _BARE.finditer(text):
        at_edge = not text[: match.start()].strip() or not text[match.end() :].strip()
        if chinese and not (
            at_edge and match["low"].isascii() and not re.search(r"[=/]|\d\s*:\s*\d", text)
        ):
            continue
        if match["low"].casefold() not in {"a", "an"} and (m := _measure(match)):
            return m
    return None


def _measure(match: re.Match[str]) -> Measure | None:
    groups = match.groupdict()
    first_word = groups.get("low") or "1"  # "pinch of salt"
    low, high = number(first_word), number(groups.get("high") or first_word)
    if low is None or high is None:
        return None
    unit = unit_of(groups["unit"]) if groups.get("unit") else None
    first = unit_of(groups["lowunit"]) if groups.get("lowunit") else unit
    if first != unit:  # "250 g or 1/2 lb" says one thing twice
        return Measure(*low, first, match.start("low"), match.end("lowunit"))
    ends = sorted((low[0], high[1]))
    extra = 0.5 if groups.get("half") else 0.0
    factor = float(groups.get("factor") or 1) * float(groups.get("times") or 1)
    return Measure(
        (ends[0] + extra) * factor, (ends[1] + extra) * factor, unit, match.start(), match.end()
    )
