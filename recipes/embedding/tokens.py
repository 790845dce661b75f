"""Words for matching: Chinese by characters and pairs of them, other scripts by words."""

from __future__ import annotations

import re
from functools import lru_cache
from operator import add

from community.text import normalise

_RUN = re.compile(r"(?P<han>[\u3400-\u4dbf\u4e00-\u9fff]+)|(?P<word>[^\W\d_]+)")
_LETTERS_MIN = 2


def tokens(text: str) -> list[str]:
    """Return the terms of `text` in order; numbers and punctuation give none.

    豆腐汤 gives 豆 腐 汤 豆腐 腐汤. Pairs stand in for words, so that no word list decides what can
    be found; single characters keep a one-character food such as 虾 findable.
    """
    found: list[str] = []
    for match in _RUN.finditer(normalise(text)):
        run = match["han"]
        if run is not None:
            found += run
            found += map(add, run, run[1:])
        elif len(match["word"]) >= _LETTERS_MIN:
            found.append(_stem(match["word"]))
    return found


@lru_cache(maxsize=65_536)
def _stem(word: str) -> str:
    """Return `word` without the plural and -ed/-ing endings that a cook's English varies most."""
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word
