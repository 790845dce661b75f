"""Diets: what each leaves out, and the words people type for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from community.reference.aliases import AliasTable, Resolved
from community.reference.tables import STATUSES, check_unique, read_table

FILE = "diets.csv"
COLUMNS = (
    "id",
    "name_zh",
    "name_en",
    "aliases",
    "deny_tags",
    "hidden",
    "certified",
    "note_zh",
    "note_en",
    "source",
    "status",
)
# The diet tags a food may carry; `gluten` is the allergen class of that name.
DIET_TAGS = frozenset(
    [
        "meat",
        "poultry",
        "fish",
        "seafood",
        "egg",
        "dairy",
        "honey",
        "gelatin",
        "animal_fat",
        "blood",
        "pork",
        "beef",
        "mutton",
        "alcohol",
        "pungent5",
        "sugar_high",
        "purine_high",
        "gluten",
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Diet:
    """One way of eating.

    `deny_tags` are food tags it excludes; `hidden` are words that must not occur either:
    seasonings that often carry such a tag, and foods that no tag covers; `certified` means the
    word itself may only be claimed with a certificate (清真).
    """

    id: str
    name_zh: str
    name_en: str
    aliases: tuple[str, ...]
    deny_tags: tuple[str, ...]
    hidden: tuple[str, ...]
    certified: bool
    note_zh: str
    note_en: str
    source: str
    status: str


@dataclass(frozen=True, slots=True)
class Diets:
    """All diets, and the resolution of the words people type."""

    all: tuple[Diet, ...]
    names: AliasTable

    def resolve(self, words: Iterable[str]) -> Resolved:
        """Return the diets meant, and the words nobody knows."""
        return self.names.resolve(words)

    def get(self, id_: str) -> Diet | None:
        """Return the diet with this id, or None."""
        return next((d for d in self.all if d.id == id_), None)

    def denied_tags(self, ids: Iterable[str]) -> frozenset[str]:
        """Return every tag that at least one of these diets excludes; unknown ids add nothing."""
        wanted = set(ids)
        return frozenset(tag for d in self.all if d.id in wanted for tag in d.deny_tags)


def load_diets(root: Traversable | None = None) -> Diets:
    """Return the diets. Raises ReferenceDataError on a broken table."""
    rows = read_table(FILE, COLUMNS, root)
    check_unique(rows, "id")
    found = tuple(
        Diet(
            id=row.text("id"),
            name_zh=row.text("name_zh"),
            name_en=row.text("name_en"),
            aliases=row.words("aliases"),
            deny_tags=row.choices("deny_tags", DIET_TAGS),
            hidden=row.words("hidden"),
            certified=row.flag("certified"),
            note_zh=row.optional("note_zh"),
            note_en=row.optional("note_en"),
            source=row.text("source"),
            status=row.choice("status", STATUSES),
        )
        for row in rows
    )
    return Diets(found, AliasTable.build((d.id, (d.name_zh, d.name_en, *d.aliases)) for d in found))
