"""How much of one product of a category a person eats a day."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources.abc import Traversable

from community.reference.tables import STATUSES, check_unique, read_table

FILE = "portions.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """Grams of one product of a food category that a person eats on a day it is served."""

    category: str
    name_zh: str
    produce: bool  # grows in the field: has a season
    grams_per_day: float
    guideline: str
    source: str
    status: str


def load_portions(root: Traversable | None = None) -> dict[str, Portion]:
    """Return the portions by food category. Raises ReferenceDataError on a broken table."""
    columns = ("category", "name_zh", "produce", "grams_per_day", "guideline", "source", "status")
    rows = read_table(FILE, columns, root)
    check_unique(rows, "category")
    return {
        row.text("category"): Portion(
            category=row.text("category"),
            name_zh=row.text("name_zh"),
            produce=row.flag("produce"),
            grams_per_day=row.number_in("grams_per_day", 1, 1000),
            guideline=row.text("guideline"),
            source=row.text("source"),
            status=row.choice("status", STATUSES),
        )
        for row in rows
    }
