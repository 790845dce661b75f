"""Classes of words that hazard patterns are made of (potato, sprouted, room temperature)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from community.reference.tables import check_unique, read_table

FILE = "hazard_words.csv"
# Everyday words in which a dangerous one only seems to stand: 花生|豆浆, 核桃仁.
EVERYDAY = "everyday"


@dataclass(frozen=True, slots=True)
class WordClasses:
    """Class → words; a word written `!word` is one in which the class does not count."""

    words: Mapping[str, tuple[str, ...]]


def load_word_classes(root: Traversable | None = None) -> WordClasses:
    """Return the classes. Raises ReferenceDataError on a broken table."""
    rows = read_table(FILE, ("class", "words"), root)
    check_unique(rows, "class")
    found = {row.text("class"): row.words("words") for row in rows}
    for row in rows:
        if not found[row.text("class")]:
            raise row.error("words", "must not be empty")
    return WordClasses(found)
