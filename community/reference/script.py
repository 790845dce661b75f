"""Folding of text for matching: normalised and in simplified characters."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from community.reference.tables import check_unique, read_table
from community.text import normalise

FILE = "traditional.csv"


def load_traditional(root: Traversable | None = None) -> dict[str, str]:
    """Return traditional → simplified character. Raises ReferenceDataError on a broken table."""
    rows = read_table(FILE, ("traditional", "simplified"), root)
    check_unique(rows, "traditional")
    pairs = {}
    for row in rows:
        for column in ("traditional", "simplified"):
            if len(row.text(column)) != 1:
                raise row.error(column, "must be one character")
        pairs[row.text("traditional")] = row.text("simplified")
    return pairs


@cache
def _translation() -> dict[int, str]:
    return str.maketrans(load_traditional(files("data")))


def simplify(text: str) -> str:
    """Return `text` with every traditional character replaced by its simplified form."""
    return text.translate(_translation())


def fold(text: str) -> str:
    """Return `text` in the one form used for matching: normalised and simplified."""
    return simplify(normalise(text))
