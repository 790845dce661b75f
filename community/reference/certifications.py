"""Certification schemes and the points their evidence is worth."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources.abc import Traversable

from community.reference.aliases import AliasTable
from community.reference.tables import STATUSES, check_unique, read_table

FILE = "certifications.csv"
COLUMNS = ("id", "name_zh", "name_en", "aliases", "points", "note_zh", "source", "status")
MAX_POINTS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """A certification scheme; `points` 0–20 as in the published production-system scale."""

    id: str
    name_zh: str
    name_en: str
    aliases: tuple[str, ...]
    points: float
    note_zh: str
    source: str
    status: str


@dataclass(frozen=True, slots=True)
class Schemes:
    """All schemes, and the resolution of their names."""

    all: tuple[Scheme, ...]
    names: AliasTable

    def find(self, name: str) -> Scheme | None:
        """Return the scheme with this id or name, or None."""
        exact = next((s for s in self.all if s.id == name), None)
        if exact is not None:
            return exact
        ids = self.names.resolve([name]).ids
        return next((s for s in self.all if s.id in ids), None)


def load_certifications(root: Traversable | None = None) -> Schemes:
    """Return the schemes. Raises ReferenceDataError on a broken table."""
    rows = read_table(FILE, COLUMNS, root)
    check_unique(rows, "id")
    found = tuple(
        Scheme(
            id=row.text("id"),
            name_zh=row.text("name_zh"),
            name_en=row.text("name_en"),
            aliases=row.words("aliases"),
            points=row.number_in("points", 0, MAX_POINTS),
            note_zh=row.optional("note_zh"),
            source=row.text("source"),
            status=row.choice("status", STATUSES),
        )
        for row in rows
    )
    return Schemes(
        found, AliasTable.build((s.id, (s.name_zh, s.name_en, *s.aliases)) for s in found)
    )
