"""Finding many words in a text at once, in the form that people and attackers write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from community.reference.script import fold

Label = TypeVar("Label")

_CJK = "\u3400-\u9fff"
# What may be slipped between two characters of a word without changing how it reads.
_BETWEEN_CJK = re.compile(rf"(?<=[{_CJK}])[ ·・•*_~-]+(?=[{_CJK}])")
_CLAUSE_END = re.compile(r"[。！？!?;；\n\r|]|\.(?=\s|$)")


def compact(text: str) -> str:
    """Return `text` folded, without spaces or marks between two Chinese characters."""
    return _BETWEEN_CJK.sub("", fold(text))


def clauses(text: str) -> list[str]:
    """Return the clauses of `text`, compacted; words never match across a clause's end."""
    return [clause for part in _CLAUSE_END.split(text) if (clause := compact(part))]


@dataclass(frozen=True, slots=True)
class Span(Generic[Label]):
    """A word found at `start`–`end` of a clause, and what it stands for."""

    start: int
    end: int
    of: tuple[Label, ...]

    def contains(self, other: Span[Label]) -> bool:
        """Return whether `other` lies inside this span, edges included."""
        return self.start <= other.start and other.end <= self.end

    def exceeds(self, other: Span[Label]) -> bool:
        """Return whether `other` lies inside this span and is shorter."""
        return self.contains(other) and other.end - other.start < self.end - self.start

    def meets(self, other: Span[Label]) -> bool:
        """Return whether the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class TermIndex(Generic[Label]):
    """Words by their first two characters, each with its labels."""

    by_start: Mapping[str, tuple[tuple[str, tuple[Label, ...]], ...]]

    @classmethod
    def build(cls, pairs: Iterable[tuple[str, Label]]) -> TermIndex[Label]:
        """Build from (word, label); a word may carry several labels."""
        labels: dict[str, dict[Label, None]] = {}
        for word, label in pairs:
            labels.setdefault(compact(word), {})[label] = None
        by_start: dict[str, list[tuple[str, tuple[Label, ...]]]] = {}
        for word in sorted(labels, key=len, reverse=True):
            by_start.setdefault(word[:2], []).append((word, tuple(labels[word])))
        return cls({start: tuple(words) for start, words in by_start.items()})

    def find(self, clause: str) -> list[Span[Label]]:
        """Return every occurrence in a compacted clause, overlapping ones included."""
        found = []
        for start, first in enumerate(clause):
            if start and _is_latin(first) and _is_latin(clause[start - 1]):
                continue
            pair = clause[start : start + 2]
            words = self.by_start.get(pair, ())
            if len(pair) == 2:
                words += self.by_start.get(first, ())
            for word, labels in words:
                end = _word_end(clause, word, start)
                if end:
                    found.append(Span(start, end, labels))
        return found


def _word_end(clause: str, word: str, start: int) -> int:
    """Return where `word` ends, an English plural included; 0 when it is not at `start`."""
    if not clause.startswith(word, start):
        return 0
    end = start + len(word)
    if not _is_latin(word[-1]):
        return end
    for plural in ("", "s", "es"):
        after = end + len(plural)
        if clause.startswith(plural, end) and not _is_latin(clause[after : after + 1]):
            return after
    return 0


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
