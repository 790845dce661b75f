"""Small patterns of words that are dangerous together, written as data.

`@potato+@sprouted/6` means: a word of the class potato and a word of the class sprouted, at most
6 characters (or English words) between them, or 3 in the other order and then without a comma.
With three or more terms the order is free and the gaps together count. `(a|b)` are words given
in place, `hours>2` a length of time above 2 hours, `-@class` a word that must not occur in the
clause. Nothing here looks at negation: 没发霉的面包 matches, so that doubt fails closed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from community.reference.terms import Span

DEFAULT_WINDOW = 6
_TERM = re.compile(r"(?P<sign>[+-]?)(?P<body>@[a-z0-9_]+|\([^()]+\)|hours>\d+(?:\.\d+)?)")
_UNIT = re.compile(r"[a-z0-9]+|[^\sa-z0-9]")


@dataclass(frozen=True, slots=True)
class Term:
    """One part of a pattern: a label (class or words in place) or a length of time."""

    label: str
    words: tuple[str, ...] = ()
    more_than_hours: float | None = None

    def spans(self, view: ClauseView) -> Sequence[Span[str]]:
        """Return where this term occurs in a clause."""
        if self.more_than_hours is None:
            return view.labelled.get(self.label, ())
        return [
            Span(span.start, span.end, (self.label,))
            for span in view.hours
            if max(span.of) > self.more_than_hours
        ]


@dataclass(frozen=True, slots=True)
class ClauseView:
    """A clause with everything found in it: spans by label, and lengths of time."""

    text: str
    labelled: Mapping[str, Sequence[Span[str]]]
    hours: Sequence[Span[float]]


@dataclass(frozen=True, slots=True)
class Pattern:
    """Terms that must occur near each other, and terms that must not occur."""

    wanted: tuple[Term, ...]
    unwanted: tuple[Term, ...]
    window: int

    def matches(self, view: ClauseView) -> Iterator[tuple[int, int]]:
        """Yield (start, end) of every place where the pattern holds."""
        found = []
        for term in self.wanted:
            if not (spans := term.spans(view)):
                return
            found.append(spans)
        if any(term.spans(view) for term in self.unwanted):
            return
        for chosen in product(*found):
            if self._near(view.text, chosen):
                yield min(s.start for s in chosen), max(s.end for s in chosen)

    def _near(self, text: str, spans: Sequence[Span[str]]) -> bool:
        ordered = sorted(spans, key=lambda span: span.start)
        pairs = list(pairwise(ordered))
        if any(before.meets(after) for before, after in pairs):
            return False
        gaps = [text[before.end : after.start] for before, after in pairs]
        if len(spans) == 2 and ordered[0] is not spans[0]:
            return not re.search("[,、]", gaps[0]) and _units(gaps) <= self.window // 2
        return _units(gaps) <= self.window


def _units(gaps: Sequence[str]) -> int:
    return sum(len(_UNIT.findall(gap)) for gap in gaps)


def parse_pattern(text: str, classes: Mapping[str, object]) -> Pattern:
    """Parse one pattern. Raises ValueError with the reason when it is malformed."""
    body, slash, window = text.partition("/")
    if slash and not window.isdecimal():
        raise ValueError(f"{window!r} is no window")
    wanted: list[Term] = []
    unwanted: list[Term] = []
    end = 0
    for match in _TERM.finditer(body):
        if match.start() != end:
            break
        end = match.end()
        (unwanted if match["sign"] == "-" else wanted).append(_term(match["body"], classes))
    if end < len(body) or not wanted:
        raise ValueError(f"{text!r} cannot be read from {body[end:]!r} on")
    return Pattern(tuple(wanted), tuple(unwanted), int(window or DEFAULT_WINDOW))


def _term(body: str, classes: Mapping[str, object]) -> Term:
    if body.startswith("@"):
        if body[1:] not in classes:
            raise ValueError(f"no class {body}")
        return Term(body)
    if body.startswith("("):
        return Term(body, tuple(body[1:-1].split("|")))
    return Term(body, more_than_hours=float(body.removeprefix("hours>")))
