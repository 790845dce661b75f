"""Text folded for matching, with the way back to where each character came from."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from community.reference.script import simplify
from community.text import strip_invisible

WORD = re.compile(r"[a-z\u00df-\u024f]+(?:['’][a-z]+)?|\d+")
_CJK = re.compile(r"[\u3400-\u9fff\U00020000-\U0002fa1f]")

_IRREGULAR = {
    "leaves": "leaf",
    "loaves": "loaf",
    "halves": "half",
    "calves": "calf",
    "knives": "knife",
    "feet": "foot",
    "geese": "goose",
    "flakes": "flake",
    "molasses": "molasses",
    "hummus": "hummus",
    "asparagus": "asparagus",
    "couscous": "couscous",
    "chilies": "chili",
    "chillies": "chilli",
    "chiles": "chile",
    "anis": "anis",
    "cassis": "cassis",
}
_IE_NOUNS = frozenset(("cookie", "brownie", "pie", "veggie", "smoothie", "hoagie", "weenie"))


# Cyrillic and Greek letters that look Latin: they must not hide a word (Сrab).
_LOOKALIKES = str.maketrans("аеосрхуіјѕкмтвнαοεικρτυχ", "aeocpxyijskmtbhaoeikptux")


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text; `origins[i]` is the index in the original of folded character i."""

    text: str
    origins: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the original (start, end) of a folded, non-empty span."""
        return self.origins[start], self.origins[end - 1] + 1


@lru_cache(maxsize=65536)
def _fold_character(character: str) -> str:
    folded = unicodedata.normalize("NFKC", strip_invisible(character)).casefold()
    plain = strip_invisible(unicodedata.normalize("NFKC", folded))
    return simplify(plain).translate(_LOOKALIKES)


def fold_text(text: str) -> Folded:
    """Fold width, case, script and invisible characters, character by character."""
    pieces = [_fold_character(character) for character in text]
    folded = "".join(pieces)
    if len(folded) == len(text) and "" not in pieces:
        return Folded(folded, tuple(range(len(text))))
    origins = tuple(i for i, piece in enumerate(pieces) for _ in piece)
    return Folded(folded, origins)


def is_cjk(character: str) -> bool:
    """Say whether `character` is a Han character."""
    return bool(_CJK.match(character))


def has_cjk(text: str) -> bool:
    """Say whether any character of `text` is a Han character."""
    return bool(_CJK.search(text))


@lru_cache(maxsize=65536)
def singular(word: str) -> str:
    """Return a folded English word without accents, possessive and plural ending."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    plain = re.sub("['’]", "", re.sub("['’]s$", "", plain))
    if plain in _IRREGULAR:
        return _IRREGULAR[plain]
    if len(plain) <= 3 or not plain.endswith("s") or plain.endswith(("ss", "us")):
        return plain
    if plain.endswith("ies"):
        return plain[:-1] if plain[:-1] in _IE_NOUNS else plain[:-3] + "y"
    if plain.endswith(("oes", "shes", "ches", "sses", "xes")):
        return plain[:-2]
    return plain[:-1]


def english_key(name: str) -> tuple[str, ...]:
    """Return the singular words of an English name, its key for matching."""
    return tuple(singular(match.group()) for match in WORD.finditer(fold_text(name).text))


def chinese_key(name: str) -> str:
    """Return a Chinese name folded and without spaces, its key for matching."""
    return "".join(fold_text(name).text.split())
