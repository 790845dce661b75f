"""Allergen classes: GB 7718-2025's eight, sesame and molluscs, and the words people type."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from community.reference.aliases import AliasTable, Resolved
from community.reference.tables import STATUSES, check_unique, read_table

FILE = "allergens.csv"
COLUMNS = ("id", "name_zh", "name_en", "aliases", "mandatory", "source", "status")


@dataclass(frozen=True, slots=True, kw_only=True)
class Allergen:
    """One class; `mandatory` when the Chinese label standard lists it."""

    id: str
    name_zh: str
    name_en: str
    aliases: tuple[str, ...]
    mandatory: bool
    source: str
    status: str


@dataclass(frozen=True, slots=True)
class Allergens:
    """All classes, and the resolution of allergy words."""

    all: tuple[Allergen, ...]
    names: AliasTable

    def resolve(self, words: Iterable[str]) -> Resolved:
        """Return the classes meant; words in `unresolved` must be treated as a reason to refuse."""
        return self.names.resolve(words)

    def get(self, id_: str) -> Allergen | None:
        """Return the class with this id, or None."""
        return next((a for a in self.all if a.id == id_), None)


def load_allergens(root: Traversable | None = None) -> Allergens:
    """Return the allergen classes. Raises ReferenceDataError on a broken table."""
    rows = read_table(FILE, COLUMNS, root)
    check_unique(rows, "id")
    found = tuple(
        Allergen(
            id=row.text("id"),
            name_zh=row.text("name_zh"),
            name_en=row.text("name_en"),
            aliases=row.words("aliases"),
            mandatory=row.flag("mandatory"),
            source=row.text("source"),
            status=row.choice("status", STATUSES),
        )
        for row in rows
    )
    names = AliasTable.build((a.id, (a.name_zh, a.name_en, *a.aliases)) for a in found)
    return Allergens(found, names)
