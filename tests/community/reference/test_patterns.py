"""The small pattern language of the hazard table."""

from __future__ import annotations

import pytest

from community.reference.patterns import ClauseView, parse_pattern
from community.reference.terms import Span, TermIndex, compact

INDEX = TermIndex.build([("土豆", "@food"), ("发芽", "@state"), ("绿", "@state"), ("汤", "@no")])
CLASSES = {"food": (), "state": (), "no": ()}


def matches(pattern: str, text: str) -> bool:
    clause = compact(text)
    labelled: dict[str, list[Span[str]]] = {}
    for span in INDEX.find(clause):
        for label in span.of:
            labelled.setdefault(label, []).append(span)
    return any(parse_pattern(pattern, CLASSES).matches(ClauseView(clause, labelled, ())))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("土豆发芽", True),
        ("土豆已经有些发芽", True),
        ("土豆,发芽了", True),
        ("发芽的土豆", True),
        ("发芽,土豆", False),
        ("发芽的洋葱和土豆", False),
        ("土豆和洋葱和大蒜都已经发芽", False),
        ("土豆", False),
        ("土豆发芽汤", False),
    ],
)
def test_two_words_match_near_each_other_and_closer_in_reverse(text: str, expected: bool) -> None:
    assert matches("@food+@state-@no/6", text) is expected


@pytest.mark.parametrize("pattern", ["", "@nobody", "@food/x", "@food @state", "-@no", "hours>"])
def test_a_malformed_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"class|read|window"):
        parse_pattern(pattern, CLASSES)
