"""From one ingredient line to one food: take off amounts, notes and shapes, then read the head."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from community.foods.folding import WORD, chinese_key, english_key, has_cjk, singular
from community.foods.guess import Guesser
from community.foods.matcher import Hit, Meaning
from community.foods.wording import (
    CHOICES,
    CUTS_EN,
    ENGLISH_STOP,
    FILLERS_EN,
    LABEL,
    LEADING,
    LINK,
    NOTES,
    QUANTITY,
    TRAILING,
    TRANSFORMING,
)
from community.ids import FoodId

_EDGES = " *~-—."
EXACT, TRIMMED, QUALIFIED, LOOSE = 1.0, 0.95, 0.85, 0.6


@dataclass(frozen=True, slots=True)
class Resolution:
    """A food at folded [start, end) of the line, with how sure that is."""

    start: int
    end: int
    food_id: FoodId
    confidence: float


class Resolver:
    """Reads one ingredient line over the names of the lexicon."""

    def __init__(
        self,
        chinese: Mapping[str, Meaning],
        english: Mapping[tuple[str, ...], Meaning],
        hits: Callable[[str], list[Hit]],
        guesser: Guesser,
    ) -> None:
        self._chinese = chinese
        self._english = english
        self._hits = hits
        self._guesser = guesser

    def resolve(self, line: str) -> Resolution | None:
        """Return the food of a folded line, or None. The first choice named wins (A 或 B)."""
        whole = self._exact(line, 0, len(line), EXACT)
        if whole is not None:
            return whole
        bare = _blank_out(line)
        for start, end in _choices(bare):
            found = self._read(bare, start, end)
            if found is not None:
                return found
        return self._in_notes(line)

    def _in_notes(self, line: str) -> Resolution | None:
        """Return the food of a line that names it in brackets only: （色拉油）, at best LOOSE."""
        for note in NOTES.finditer(line):
            for start, end in _choices(line[: note.end() - 1]):
                found = self._read(line, start, end) if start > note.start() else None
                if found is not None:
                    return replace(found, confidence=min(found.confidence, LOOSE))
        return None

    def _read(self, line: str, start: int, end: int) -> Resolution | None:
        """Read one choice: as it stands, trimmed, by its head, or as a guess."""
        found = self._exact(line, start, end, TRIMMED)
        if found is not None:
            return found
        start, end = _without_amounts(line, start, end)
        for first, last in _trimmed(line, start, end):
            found = self._exact(line, first, last, TRIMMED)
            if found is not None:
                return found
        read_head = self._chinese_head if has_cjk(line[start:end]) else self._english_head
        head = read_head(line, start, end)
        if head is not None and head.confidence > LOOSE:
            return head
        return self._guess(line, start, end) or head

    def _exact(self, line: str, start: int, end: int, confidence: float) -> Resolution | None:
        text = line[start:end]
        lead = len(text) - len(text.lstrip())
        if not text.strip():
            return None
        meaning = self._chinese.get(chinese_key(text))
        if meaning is None and not has_cjk(text):
            meaning = self._english.get(english_key(text))
        if meaning is None:
            return None
        return Resolution(start + lead, start + len(text.rstrip()), meaning, confidence)

    def _chinese_head(self, line: str, start: int, end: int) -> Resolution | None:
        """Return the last food of the first run of names; what follows must be a mere shape."""
        hits = self._hits(line[start:end])
        run = _first_run(line[start:end], hits)
        head = run[-1] if run else None
        if head is None or head.meaning is None:
            return None
        tail = TRAILING.sub("", QUANTITY.sub("", line[start + head.end : end])).strip(_EDGES)
        if tail and tail[-1] in TRANSFORMING:
            return None
        before = LEADING.sub("", line[start : start + head.start]).strip()
        sure = TRIMMED if not before else QUALIFIED
        if tail:
            if head.end - head.start == 1 or 2 * (head.end - head.start) < len(tail):
                return None
            sure = LOOSE
        return Resolution(start + head.start, start + head.end, head.meaning, sure)

    def _english_head(self, line: str, start: int, end: int) -> Resolution | None:
        """Return the last food before a comma, `or`, `for` …; unknown words make it less sure."""
        text = line[start:end]
        hits = self._hits(text)
        if not hits:
            return None
        stop = ENGLISH_STOP.search(text, hits[0].end)
        limit = stop.start() if stop else len(text)
        at = _last_adjoining(text, [hit for hit in hits if hit.start < limit])
        head = hits[at]
        if head.meaning is None:
            return None
        if at + 1 < len(hits):
            limit = min(limit, hits[at + 1].start)
        sure = LOOSE if _unknown_words(text[head.end : limit]) else TRIMMED
        return Resolution(start + head.start, start + head.end, head.meaning, sure)

    def _guess(self, line: str, start: int, end: int) -> Resolution | None:
        """Guess over the span, in English without amounts and qualities."""
        text = line[start:end]
        if not has_cjk(text):
            words = [m.group() for m in WORD.finditer(text) if _unknown_words(m.group())]
            text = " ".join(words)
        guess = self._guesser.guess(text)
        if guess is None:
            return None
        return Resolution(start, end, guess.food_id, guess.confidence)


def _blank_out(line: str) -> str:
    """Replace notes, labels and links by spaces of the same length, so that offsets stay."""
    line = LINK.sub(lambda m: f" {m.group(1)} ".ljust(len(m.group())), line)
    for pattern in (NOTES, NOTES, LABEL):
        line = pattern.sub(lambda m: " " * len(m.group()), line)
    return line.translate(str.maketrans('`*_~“”"《》', " " * 9))


def _choices(line: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    start = 0
    for match in CHOICES.finditer(line):
        spans.append((start, match.start()))
        start = match.end()
    spans.append((start, len(line)))
    return [span for span in spans if line[span[0] : span[1]].strip()]


def _without_amounts(line: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without quantities and punctuation at both ends."""
    while start < end:
        text = line[start:end].rstrip(_EDGES)
        end = start + len(text)
        skip = len(text) - len(text.lstrip(_EDGES + "约"))
        head = QUANTITY.match(text, skip)
        tails = [m for m in QUANTITY.finditer(text) if m.end() == len(text) and m.start() > 0]
        if head and head.end() < len(text):
            start += head.end()
        elif tails:
            end = start + tails[0].start()
        else:
            return start + skip, end
    return start, end


def _trimmed(line: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield ever shorter spans, taking one quality off the front at a time."""
    yield start, end
    match = LEADING.match(line, start, end)
    while match and match.end() < end:
        start = match.end()
        yield start, end
        match = LEADING.match(line, start, end)


def _first_run(text: str, hits: list[Hit]) -> list[Hit]:
    """Return the first names that stand directly next to each other."""
    run: list[Hit] = []
    for hit in hits:
        gap = text[run[-1].end : hit.start] if run else ""
        if run and gap.strip() and gap != "的":
            break
        if run and gap and not gap.strip():
            break
        run.append(hit)
    return run


def _last_adjoining(text: str, hits: list[Hit]) -> int:
    """Return the index of the last name joined by fillers only: `juice of 1 lemon` → lemon.

    A cut says nothing that the animal before it does not: `pork shoulder steaks` is pork.
    """
    last = 0
    for i, hit in enumerate(hits[1:], start=1):
        gap = text[hits[last].end : hit.start]
        joined = _unknown_words(gap) or re.search(r"\band\b|[&+]", gap)
        if joined or singular(text[hit.start : hit.end]) in CUTS_EN:
            break
        last = i
    return last


def _unknown_words(text: str) -> set[str]:
    words = {singular(match.group()) for match in WORD.finditer(text)}
    return {word for word in words if not word.isdigit()} - FILLERS_EN
