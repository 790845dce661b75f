"""The database behind the stores: SQLite in a file, or PostgreSQL by URL."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError

from community.errors import InvalidInput, LvlinError
from community.ports import Backup
from community.storage.backup import dump, restore
from community.storage.failures import translated
from community.storage.repository import Sql
from community.storage.store import SqlStore

if TYPE_CHECKING:
    from alembic.config import Config

_BUSY_SECONDS = 10
_MIGRATION_LOCK = 7_102_026  # any number that only Lvlin's migrations take


class SqlDatabase:
    """Opens transactions, one writer at a time on SQLite; safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writing = engine.execution_options(lvlin_writes=True)
        reading: dict[str, Any] = {}
        if engine.dialect.name == "postgresql":
            reading = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        self._reading = engine.execution_options(**reading)

    @property
    def url(self) -> URL:
        """Where the database is; prints without its password."""
        return self._engine.url

    @contextmanager
    def connect(self, *, writing: bool = False) -> Iterator[Connection]:
        """Open a bare connection; on leaving, what was not committed is undone."""
        with translated():
            connection = (self._writing if writing else self._reading).connect()
        try:
            yield connection
        finally:
            with translated():
                connection.close()

    @contextmanager
    def transaction(self) -> Iterator[SqlStore]:
        """Open a store for writing; leaving without `commit` undoes everything."""
        with self.connect(writing=True) as connection:
            yield SqlStore(Sql(connection))

    @contextmanager
    def read(self) -> Iterator[SqlStore]:
        """Open a consistent view; whatever is saved in it is undone on leaving."""
        with self.connect() as connection:
            yield SqlStore(Sql(connection))

    def migrate(self) -> None:
        """Bring the tables to the newest shape, alone; nothing happens when they are."""
        from alembic import command

        with self.connect(writing=True) as connection, translated():
            if connection.dialect.name == "postgresql":
                connection.execute(text(f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})"))
            config = _migrations()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            connection.commit()

    def ready(self) -> tuple[str, ...]:
        """Return what keeps the database from working, in words; empty when all is well."""
        from alembic.script import ScriptDirectory

        try:
            with self.connect() as connection:
                stands = _revision(connection)
        except LvlinError as error:
            return (str(error),)
        newest = ScriptDirectory.from_config(_migrations()).get_current_head()
        if stands != newest:
            return (
                f"the tables are of version {stands or None}, not {newest}: migrate the database",
            )
        return ()

    def backup(self, path: Path) -> Backup:
        """Write everything to a file, in one consistent view, while others go on writing."""
        with self.connect() as connection:
            return dump(connection, _revision(connection), path)

    def restore(self, path: Path) -> Backup:
        """Fill an empty database from a backup, wholly or not at all."""
        with self.connect(writing=True) as connection:
            done = restore(connection, _revision(connection), path)
            with translated():
                connection.commit()
        return done

    def scrub(self) -> None:
        """Leave nothing of deleted rows behind in the files, as far as nobody still reads them.

        SQLite overwrites what it deletes; here its log is emptied into the file and cut off.
        """
        statement = "PRAGMA wal_checkpoint(TRUNCATE)"
        if self._engine.dialect.name == "postgresql":
            statement = "VACUUM"
        with translated(), self._engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql(statement)

    def close(self) -> None:
        """Give back every connection."""
        self._engine.dispose()


def _revision(connection: Connection) -> str:
    """Return which version the tables have, empty before the first migration."""
    from alembic.migration import MigrationContext

    with translated():
        return MigrationContext.configure(connection).get_current_revision() or ""


def open_database(url: str) -> SqlDatabase:
    """Return the database at `url`: `sqlite:///path/to/file` or `postgresql://…`.

    Nothing is connected yet; raises InvalidInput for a URL of another kind.
    """
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise InvalidInput("the database URL cannot be read") from error
    engine = {"sqlite": _sqlite, "postgresql": _postgres, "postgres": _postgres}.get(
        address.get_backend_name()
    )
    if engine is None:
        raise InvalidInput("the database URL must start with sqlite:/// or postgresql://")
    return SqlDatabase(engine(address))


def _sqlite(address: URL) -> Engine:
    if address.database in (None, "", ":memory:"):
        raise InvalidInput("SQLite needs a file: sqlite:///path/to/file")
    engine = create_engine(
        address,
        connect_args={"timeout": _BUSY_SECONDS, "isolation_level": None},
        pool_timeout=_BUSY_SECONDS,
        json_serializer=_json,
    )
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: Any, _: Any) -> None:
    """Durable and strict: what was committed survives a power cut, references are checked."""
    for setting in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
    ):
        connection.execute(f"PRAGMA {setting}")


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at once, so that a writer never fails half-way for another."""
    writes = connection.get_execution_options().get("lvlin_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgres(address: URL) -> Engine:
    return create_engine(
        address.set(drivername="postgresql+psycopg"),
        connect_args={"connect_timeout": _BUSY_SECONDS},
        pool_pre_ping=True,
        pool_timeout=_BUSY_SECONDS,
        json_serializer=_json,
    )


_json = partial(json.dumps, ensure_ascii=False)


def _migrations() -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    config.set_main_option("path_separator", "os")
    return config
