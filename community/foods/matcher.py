"""Finding names in folded text: the segmentation that explains most of it with fewest names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from community.foods.folding import WORD, singular
from community.ids import FoodId

# A name stands for a food, or for None: a word that only looks like one (鱼香, 厘米).
Meaning: TypeAlias = FoodId | None

# One covered character outweighs any number of names, one name any number of single characters.
_COVERED, _NAME, _SINGLE = 1 << 40, 1 << 20, 1


class Hit(NamedTuple):
    """A name at folded [start, end)."""

    start: int
    end: int
    meaning: Meaning


class ChineseMatcher:
    """Names indexed by their first two characters and their possible lengths."""

    def __init__(self, names: Mapping[str, Meaning]) -> None:
        self._names = dict(names)
        lengths: dict[str, set[int]] = {}
        for name in names:
            if len(name) > 1:
                lengths.setdefault(name[:2], set()).add(len(name))
        self._lengths = {head: sorted(found) for head, found in lengths.items()}

    def hits(self, text: str) -> list[Hit]:
        """Return non-overlapping names that cover most characters, then with fewest names.

        Ties go to fewer single characters (豆腐|皮蛋, not 豆腐皮|蛋), then to the longer first
        name. Linear in the text for names of bounded length.
        """
        best = [0] * (len(text) + 1)
        ends = [0] * len(text)
        for i in range(len(text) - 1, -1, -1):
            best[i] = best[i + 1]
            for end in self._ends(text, i):
                size = end - i
                score = best[end] + size * _COVERED - _NAME - (_SINGLE if size == 1 else 0)
                if score >= best[i]:
                    best[i], ends[i] = score, end
        return self._walk(text, ends)

    def _ends(self, text: str, start: int) -> list[int]:
        """Return where the names that start here end, the nearest first."""
        single = text[start] in self._names
        lengths = self._lengths.get(text[start : start + 2])
        if lengths is None:
            return [start + 1] if single and _latin_edges_free(text, start, start + 1) else []
        room = len(text) - start
        return [
            start + length
            for length in ((1, *lengths) if single else lengths)
            if length <= room
            and text[start : start + length] in self._names
            and _latin_edges_free(text, start, start + length)
        ]

    def _walk(self, text: str, ends: list[int]) -> list[Hit]:
        hits: list[Hit] = []
        i = 0
        while i < len(text):
            if ends[i]:
                hits.append(Hit(i, ends[i], self._names[text[i : ends[i]]]))
            i = ends[i] or i + 1
        return hits


def _latin_edges_free(text: str, start: int, end: int) -> bool:
    """A name that begins or ends in Latin letters must not continue into a longer word."""
    if text[start] > "z" and text[end - 1] > "z":
        return True
    before = start > 0 and _is_latin(text[start]) and _is_latin(text[start - 1])
    after = end < len(text) and _is_latin(text[end - 1]) and _is_latin(text[end])
    return not before and not after


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


class EnglishMatcher:
    """A table over English names as tuples of singular words, longest first."""

    def __init__(self, names: Iterable[tuple[tuple[str, ...], Meaning]]) -> None:
        self._meanings = dict(names)
        self._longest: dict[str, int] = {}
        for words in self._meanings:
            self._longest[words[0]] = max(self._longest.get(words[0], 0), len(words))

    def hits(self, text: str) -> list[Hit]:
        """Return non-overlapping names, leftmost first, the longest at each word."""
        words = [(m.start(), m.end(), singular(m.group())) for m in WORD.finditer(text)]
        hits: list[Hit] = []
        i = 0
        while i < len(words):
            size = self._match_size(text, words, i)
            if size:
                key = tuple(word for _, _, word in words[i : i + size])
                hits.append(Hit(words[i][0], words[i + size - 1][1], self._meanings[key]))
            i += size or 1
        return hits

    def _match_size(self, text: str, words: list[tuple[int, int, str]], first: int) -> int:
        limit = self._longest.get(words[first][2], 0)
        for size in range(min(limit, len(words) - first), 0, -1):
            key = tuple(word for _, _, word in words[first : first + size])
            if key in self._meanings and _words_adjoin(text, words[first : first + size]):
                return size
        return 0


def _words_adjoin(text: str, words: list[tuple[int, int, str]]) -> bool:
    """Only spaces and hyphens may stand between the words of one name."""
    return all(not text[a[1] : b[0]].strip(" -‐‑–\t") for a, b in pairwise(words))
