"""Food myths: claims that must not be repeated, each with what is true."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources.abc import Traversable

from community.reference.tables import STATUSES, check_unique, read_table

FILE = "myths.csv"
COLUMNS = ("id", "claim_zh", "claim_en", "truth_zh", "truth_en", "source", "status")


@dataclass(frozen=True, slots=True, kw_only=True)
class Myth:
    """A widespread false claim and the truth about it."""

    id: str
    claim_zh: str
    claim_en: str
    truth_zh: str
    truth_en: str
    source: str
    status: str


def load_myths(root: Traversable | None = None) -> tuple[Myth, ...]:
    """Return all myths. Raises ReferenceDataError on a broken table."""
    rows = read_table(FILE, COLUMNS, root)
    check_unique(rows, "id")
    return tuple(
        Myth(
            id=row.text("id"),
            claim_zh=row.text("claim_zh"),
            claim_en=row.text("claim_en"),
            truth_zh=row.text("truth_zh"),
            truth_en=row.text("truth_en"),
            source=row.text("source"),
            status=row.choice("status", STATUSES),
        )
        for row in rows
    )
