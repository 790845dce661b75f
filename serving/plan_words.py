"""Limits and essentials as people write them on one line."""

from __future__ import annotations

import re

_LIMIT = re.compile(
    r"(?P<name>.+?)\s*[:：=＝ ]\s*(?P<low>\d{0,4})\s*[-–—~至到]\s*(?P<high>\d{0,4})"
)
_ESSENTIAL = re.compile(
    r"(?P<name>[^=＝]+)[=＝](?P<any_of>.+?)(?:[:：×* ]\s*(?P<packs>\d{1,6})\s*份?)?"
)
_BETWEEN = re.compile("[,，、;；\n]")
Limit = tuple[int | None, int | None]


def read_limit(words: str) -> tuple[str, Limit]:
    """Read `叶菜:2-5`, `叶菜 2-` or `叶菜 -5`; raises ValueError for anything else."""
    found = _LIMIT.fullmatch(words.strip())
    if found is None or not (found["low"] or found["high"]):
        raise ValueError(words)
    low, high = (int(n) if n else None for n in (found["low"], found["high"]))
    return found["name"], (low, high)


def read_essential(words: str) -> tuple[str, tuple[str, ...], int]:
    """Read `豆腐=p-laodoufu,p-nen:40` as name, products and packs; without a number one will do.

    Raises ValueError for anything else.
    """
    found = _ESSENTIAL.fullmatch(words.strip())
    any_of = tuple(split_words(found["any_of"])) if found else ()
    if found is None or not any_of or not found["name"].strip():
        raise ValueError(words)
    return found["name"].strip(), any_of, int(found["packs"] or 1)


def split_words(text: str) -> list[str]:
    """Return what stands between commas, semicolons and line ends."""
    return [word.strip() for word in _BETWEEN.split(text) if word.strip()]
