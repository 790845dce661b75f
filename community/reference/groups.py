"""Groups of people whom a food may harm: infants, pregnancy, G6PD deficiency, medicines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from community.reference.aliases import AliasTable, Resolved
from community.reference.tables import STATUSES, check_unique, read_table
from community.reference.terms import TermIndex, clauses

FILE = "groups.csv"
COLUMNS = ("id", "name_zh", "name_en", "aliases", "implies", "phrases", "source", "status")


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group; who is in it is also in every group of `implies` (an infant is a child)."""

    id: str
    name_zh: str
    name_en: str
    aliases: tuple[str, ...]
    implies: tuple[str, ...]
    phrases: tuple[str, ...]
    source: str
    status: str


@dataclass(frozen=True, slots=True)
class Groups:
    """All groups, the resolution of their names, and their mention in free text."""

    all: tuple[Group, ...]
    names: AliasTable
    phrases: TermIndex[str]

    def resolve(self, words: Iterable[str]) -> Resolved:
        """Return the groups meant, implied ones included, and the words nobody knows."""
        found = self.names.resolve(words)
        return Resolved(self.expand(found.ids), found.unresolved)

    def expand(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Return `ids` with the groups they imply, in table order; unknown ids are left out."""
        wanted = set(ids)
        wanted.update(i for g in self.all if g.id in wanted for i in g.implies)
        return tuple(g.id for g in self.all if g.id in wanted)

    def mentioned(self, text: str) -> tuple[str, ...]:
        """Return the groups that free text speaks of ("给八个月宝宝做辅食")."""
        found = {id_ for clause in clauses(text) for s in self.phrases.find(clause) for id_ in s.of}
        return self.expand(found)


def load_groups(root: Traversable | None = None) -> Groups:
    """Return the groups. Raises ReferenceDataError on a broken table."""
    rows = read_table(FILE, COLUMNS, root)
    check_unique(rows, "id")
    ids = frozenset(row.text("id") for row in rows)
    found = tuple(
        Group(
            id=row.text("id"),
            name_zh=row.text("name_zh"),
            name_en=row.text("name_en"),
            aliases=row.words("aliases"),
            implies=row.choices("implies", ids),
            phrases=row.words("phrases"),
            source=row.text("source"),
            status=row.choice("status", STATUSES),
        )
        for row in rows
    )
    names = AliasTable.build((g.id, (g.name_zh, g.name_en, *g.aliases)) for g in found)
    phrases = TermIndex.build((phrase, g.id) for g in found for phrase in g.phrases)
    return Groups(found, names, phrases)
