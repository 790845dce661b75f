"""One repository for every noun, over the noun's layout."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, CursorResult, Result, Table, Text, delete, func, literal, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.expression import ColumnElement, Executable

from community.errors import InvalidField, NotFound
from community.ids import CommunityId
from community.ports import Filter, Saved
from community.storage.failures import translated
from community.storage.nouns import NOUNS, Noun, Reference
from community.storage.schema import LAYOUTS, TABLES, Row

T = TypeVar("T")
Item = TypeVar("Item")
BATCH = 1000
_KINDS = ("kind", "type", "step")


class Sql:
    """An open connection whose failures arrive in our words."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def run(self, statement: Executable, rows: Sequence[Row] | None = None) -> Result[Any]:
        """Execute one statement, once or for each row."""
        with translated():
            return self._connection.execute(statement, rows)

    def stream(self, statement: Executable, size: int) -> Iterator[Sequence[Any]]:
        """Yield the rows in parts of at most `size`, as they come from the database."""
        found = self.run(statement.execution_options(yield_per=size))
        with translated():
            yield from found.partitions()

    def delete(self, table: Table, *conditions: ColumnElement[bool]) -> int:
        """Delete the rows that meet every condition; returns how many."""
        gone = self.run(delete(table).where(*conditions))
        return gone.rowcount if isinstance(gone, CursorResult) else 0

    def among(self, column: ColumnElement[str], ids: Sequence[str]) -> ColumnElement[bool]:
        """Return the condition that `column` is one of `ids`.

        PostgreSQL compares a long list one by one when it has not yet counted the rows, as in a
        first import; a list handed over as a table it hashes.
        """
        if self._connection.dialect.name == "sqlite":
            return column.in_(ids)
        return column.in_(select(func.unnest(literal(list(ids), postgresql.ARRAY(Text)))))

    def put(self, table: Table, rows: Sequence[Row]) -> None:
        """Insert rows, replacing those whose primary key is there."""
        if rows:
            on_sqlite = self._connection.dialect.name == "sqlite"
            insert = sqlite.insert(table) if on_sqlite else postgresql.insert(table)
            keys = [column.name for column in table.primary_key]
            rest = {c.name: insert.excluded[c.name] for c in table.c if c.name not in keys}
            self.run(insert.on_conflict_do_update(index_elements=keys, set_=rest), rows)

    def lock(self, name: str) -> None:
        """Wait for the lock of this name and hold it until commit; SQLite has one writer anyway."""
        if self._connection.dialect.name == "postgresql":
            self.run(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0))))

    def commit(self) -> None:
        """Make everything so far durable."""
        with translated():
            self._connection.commit()


class SqlRepository(Generic[T]):
    """All things of one noun in one open transaction."""

    def __init__(self, sql: Sql, noun: Noun) -> None:
        self.sql = sql
        self.noun = noun
        self.layout = LAYOUTS[noun.name]
        self.table = TABLES[noun.name]
        self._key = self.table.c[noun.key]

    def get(self, community_id: CommunityId, id_: str) -> T:
        """Return one thing; raises NotFound."""
        rows = self._rows([*self._scope(community_id), self._key == id_])
        if not rows:
            raise NotFound(self.noun.word, id_)
        return self._thing(rows[0])

    def known(self, community_id: CommunityId, ids: Iterable[str]) -> frozenset[str]:
        """Return those of `ids` that are stored."""
        found: set[str] = set()
        for some in batches(sorted(set(ids)), BATCH):
            here = [*self._scope(community_id), self.sql.among(self._key, some)]
            found.update(self.sql.run(select(self._key).where(*here)).scalars())
        return frozenset(found)

    def save(self, things: Iterable[T]) -> Saved:
        """Create or replace by id; saving the same thing again changes nothing."""
        return sum((self._save(batch) for batch in batches(things, BATCH)), Saved())

    def page(
        self,
        community_id: CommunityId,
        *,
        after: str = "",
        limit: int = 100,
        where: Filter | None = None,
    ) -> Sequence[T]:
        """Return at most `limit` things with id > `after`, in id order."""
        conditions = [*self._scope(community_id), self._key > after]
        conditions += self._narrowed(where or Filter())
        return [self._thing(row) for row in self._rows(conditions, limit=max(limit, 0))]

    def remove(self, community_id: CommunityId, id_: str) -> None:
        """Delete one thing; deleting what is not there is no error."""
        self.sql.delete(self.table, *self._scope(community_id), self._key == id_)

    def _save(self, batch: Sequence[T]) -> Saved:
        rows = {self._name(row): row for row in map(self._row, batch)}
        self._refuse_unknown(batch)
        stored = self._stored(rows)
        created = [row for name, row in rows.items() if name not in stored]
        updated = [row for name, row in rows.items() if name in stored and row != stored[name]]
        self._write(created, updated)
        return Saved(len(created), len(updated), len(rows) - len(created) - len(updated))

    def _refuse_unknown(self, batch: Sequence[T]) -> None:
        for reference in self.noun.references:
            for community_id, ids in _named(reference, batch).items():
                target: SqlRepository[Any] = SqlRepository(self.sql, NOUNS[reference.noun])
                if unknown := ids - target.known(community_id, ids):
                    reason = f"there is no {target.noun.word} {min(unknown)!r}"
                    raise InvalidField(f"/{reference.field}", reason)

    def _stored(self, rows: Mapping[tuple[str, str], Row]) -> dict[tuple[str, str], Row]:
        found = {}
        for community_id in {community for community, _ in rows}:
            ids = [id_ for community, id_ in rows if community == community_id]
            here = [self.table.c[self.noun.scope] == community_id, self.sql.among(self._key, ids)]
            found.update({self._name(row): row for row in self._rows(here)})
        return found

    def _name(self, row: Row) -> tuple[str, str]:
        return row[self.noun.scope], row[self.noun.key]

    def _scope(self, community_id: CommunityId) -> list[ColumnElement[bool]]:
        if self.noun.scope == "id" and not community_id:
            return []
        return [self.table.c[self.noun.scope] == community_id]

    def _narrowed(self, where: Filter) -> Iterator[ColumnElement[bool]]:
        columns = self.table.c
        for name in ("neighbour_id", "product_id", "supplier_id", "poll_id", "status"):
            value = getattr(where, name)
            if value is not None and name in columns:
                yield columns[name] == value
        if where.kind is not None:
            yield from (columns[name] == where.kind for name in _KINDS if name in columns)
        if "week" in columns:
            if where.week is not None:
                yield columns["week"] == str(where.week)
            if where.since is not None:
                yield columns["week"] >= str(where.since)

    def _rows(
        self, conditions: Sequence[ColumnElement[bool]], *, limit: int | None = None
    ) -> list[Row]:
        query = select(self.table).where(*conditions).order_by(self._key).limit(limit)
        return [dict(row) for row in self.sql.run(query).mappings()]

    def _row(self, thing: T) -> Row:
        return self.layout.dump(thing)

    def _thing(self, row: Row) -> T:
        made: T = self.noun.model(**self.layout.load(row))
        return made

    def _write(self, created: Sequence[Row], updated: Sequence[Row]) -> None:
        self.sql.put(self.table, [*created, *updated])


def batches(things: Iterable[Item], size: int) -> Iterator[Sequence[Item]]:
    """Yield `things` in lists of at most `size`."""
    rest = iter(things)
    while batch := list(islice(rest, size)):
        yield batch


def _named(reference: Reference, batch: Sequence[Any]) -> dict[CommunityId, set[str]]:
    """Return the ids that a batch names, by the community in which they must exist."""
    found: dict[CommunityId, set[str]] = {}
    for thing in batch:
        found.setdefault(thing.community_id, set()).update(reference.ids(thing))
    return found
