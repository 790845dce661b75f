"""The kinds of files that can be imported: their columns and how their rows are read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pydantic import BaseModel

from community.ids import CommunityId
from community.importers.finds import Findings
from community.importers.lexicon import Lexicon
from community.importers.notes import RECIPE_COLUMNS, find_notes
from community.importers.rows import Row
from community.importers.tables import (
    SUPPLIER,
    find_catalogue,
    find_events,
    find_neighbours,
    find_orders,
    find_trace,
)
from community.records import (
    EventRecord,
    NeighbourRecord,
    NoteRecord,
    OrderRow,
    ProductRecord,
    RecipeBodyRecord,
    SupplierRecord,
    TraceRecord,
)

Find = Callable[[Iterable[Row], Findings, CommunityId, Lexicon], None]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its name, and the record's field it fills."""

    name: str
    record: type[BaseModel]
    field: str

    @property
    def example(self) -> object:
        """The field's example, or its default."""
        info = self.record.model_fields[self.field]
        return info.examples[0] if info.examples else info.get_default(call_default_factory=True)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: the columns of its table in order, those it cannot do without, its reader."""

    columns: tuple[Column, ...]
    required: frozenset[str]
    find: Find


def _columns(record: type[BaseModel], *, prefix: str = "", but: str = "") -> tuple[Column, ...]:
    names = [name for name in record.model_fields if name not in but.split()]
    return tuple(Column(prefix + name, record, name) for name in names)


def _required(record: type[BaseModel]) -> frozenset[str]:
    return frozenset(n for n, info in record.model_fields.items() if info.is_required())


def _plain(record: type[BaseModel], find: Find) -> Kind:
    return Kind(_columns(record), _required(record), find)


_SELLERS = _columns(SupplierRecord, prefix=SUPPLIER, but="id")
_RECIPES = tuple(Column(name, RecipeBodyRecord, name) for name in RECIPE_COLUMNS)

KINDS: dict[str, Kind] = {
    # What a table of suppliers needs, one of products has too: the row tells which it is.
    "catalogue": Kind(
        (*_columns(ProductRecord), *_SELLERS), frozenset({"id", "name"}), find_catalogue
    ),
    "neighbours": _plain(NeighbourRecord, find_neighbours),
    "orders": _plain(OrderRow, find_orders),
    "notes": Kind(
        (*_columns(NoteRecord, but="recipe"), *_RECIPES), _required(NoteRecord), find_notes
    ),
    "trace": _plain(TraceRecord, find_trace),
    "events": _plain(EventRecord, find_events),
}
EXTRA_COLUMNS: dict[str, frozenset[str]] = {
    "catalogue": frozenset(SupplierRecord.model_fields),  # a table of suppliers alone
    "notes": frozenset({"recipe"}),
}
