"""Packaging materials with the published material score and the emission of making one kilogram."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources.abc import Traversable

from community.reference.aliases import AliasTable
from community.reference.tables import STATUSES, check_unique, read_table

FILE = "packaging.csv"
COLUMNS = ("id", "name_zh", "name_en", "aliases", "score", "kgco2e_per_kg", "source", "status")


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """A material; `score` 0–100 (100 best) and `kgco2e_per_kg` are None where none is published."""

    id: str
    name_zh: str
    name_en: str
    aliases: tuple[str, ...]
    score: float | None
    kgco2e_per_kg: float | None
    source: str
    status: str


@dataclass(frozen=True, slots=True)
class Materials:
    """All materials, and the resolution of their names."""

    all: tuple[Material, ...]
    names: AliasTable

    def get(self, id_: str) -> Material | None:
        """Return the material with this id, or None."""
        return next((m for m in self.all if m.id == id_), None)


def load_packaging(root: Traversable | None = None) -> Materials:
    """Return the materials. Raises ReferenceDataError on a broken table."""
    rows = read_table(FILE, COLUMNS, root)
    check_unique(rows, "id")
    found = tuple(
        Material(
            id=row.text("id"),
            name_zh=row.text("name_zh"),
            name_en=row.text("name_en"),
            aliases=row.words("aliases"),
            score=row.optional_number("score", 0, 100),
            kgco2e_per_kg=row.optional_number("kgco2e_per_kg", 0, 50),
            source=row.text("source"),
            status=row.choice("status", STATUSES),
        )
        for row in rows
    )
    names = AliasTable.build((m.id, (m.name_zh, m.name_en, *m.aliases)) for m in found)
    return Materials(found, names)
