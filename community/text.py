"""Text as it is compared: one width, no invisible characters, one spacing."""

from __future__ import annotations

import re
import unicodedata

# Zero-width and bidirectional controls: invisible to a reader, able to hide a word from a matcher.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)
_SPACES = re.compile(r"\s+")


def strip_invisible(text: str) -> str:
    """Return `text` without zero-width, bidirectional and variation-selector characters."""
    return _INVISIBLE.sub("", text)


def normalise(text: str) -> str:
    """Return `text` in the form used for matching: NFKC, lower case, visible, single spaces."""
    folded = unicodedata.normalize("NFKC", strip_invisible(text)).casefold()
    return _SPACES.sub(" ", strip_invisible(folded)).strip()
