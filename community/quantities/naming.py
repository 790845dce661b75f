"""The name in an ingredient line, once its measure is found."""

from __future__ import annotations

import re

from community.quantities.scan import measures
from community.quantities.units import Kind, pattern

_BRACKET = re.compile(r"[(\[【]([^()\[\]【】]*)[)\]】]")
_EDGE = " \t:;,.=-*·、,。/+>"
_BEFORE = re.compile(
    r"(?:的?用量(?:为|是)?|总?量|大约|大概|约|需要|可选|准备|共|各|取|加入|为|是|a|an|about|approx\.?"
    r"|approximately|around|roughly|plus|optional|\s|[:=,、*·.-])+$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"^(?:\s|[-,.:=*]|左右|以上|以内|大小的?|中等|适中|的|多"
    r"|(?:or\s+so|of|the|large|small|medium|big|whole)(?![a-z-]))+",
    re.IGNORECASE,
)
_ALTERNATIVE = re.compile(r"^\s*(?:or|/|\+|plus|或|,)\s*", re.IGNORECASE)
_SPICE = re.compile(r"cloves?\b", re.IGNORECASE)  # a unit of garlic, and a spice
_PARTS = re.compile(
    r"\s+(?:cloves?|slices?|stalks?|sprigs?|rashers?|pieces?|sticks?|ribs?|heads?|bulbs?)$",
    re.IGNORECASE,
)
_CONTAINER = re.compile(rf"^\s*{pattern(Kind.COUNT)}\s+(?:of\s+)?(?=\S)", re.IGNORECASE)


def name_and_note(text: str, span: tuple[int, int] | None) -> tuple[str, str]:
    """Return the name and the rest; `span` is where the measure stands outside brackets."""
    notes = [note.strip(_EDGE) for note in _BRACKET.findall(text)]
    before, after = _without_brackets(text), ""
    if span is not None:
        before = _without_brackets(text[: span[0]])
        after = _without_brackets(text[span[1] :])
    before = _BEFORE.sub("", before).strip(_EDGE)
    if before.endswith((" from", " of")):  # "juice from 1 lime"
        name, rest = f"{before} {_trimmed(after)}".strip(), ""
    elif before:
        name, rest = _last_part(before), after
    else:
        name, rest = _first_part(_trimmed(after))
    notes.insert(0, rest.strip(_EDGE))
    if not name and span is not None and (clove := _SPICE.search(text)):
        name = clove[0]
    return name or before, "; ".join(dict.fromkeys(note for note in notes if note))


def _without_brackets(text: str) -> str:
    # A bracket cut in two by the measure is no name either.
    closed = _BRACKET.sub(" ", text)
    return re.sub(r"\s+", " ", re.sub(r"[(\[【].*$|^[^(\[【]*[)\]】]", " ", closed))


def _trimmed(after: str) -> str:
    """Drop what is between measure and name: "or 1/2 lb of", a packet, 的, 左右."""
    if (start := _ALTERNATIVE.match(after)) and (
        other := next((m for m in measures(after) if m.start == start.end()), None)
    ):
        after = after[other.end :]
    return _AFTER.sub("", _CONTAINER.sub("", _AFTER.sub("", after)))


def _last_part(before: str) -> str:
    """Return what is measured: of "蘸料：辣椒油" the last part, of "味精，看口味" the first."""
    named = re.split(r"[=,](?=.*[\u4e00-\u9fff])", before)[0] or before
    parts = [part.strip(_EDGE) for part in re.split(r"[:、]", named)]
    return _BEFORE.sub("", next((part for part in reversed(parts) if part), ""))


def _first_part(after: str) -> tuple[str, str]:
    """Of "onions, chopped" the name is the first, the rest a note."""
    name, _, rest = after.partition(",")
    return _PARTS.sub("", name.strip(_EDGE)), rest
