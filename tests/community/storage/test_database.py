"""Opening, migrating and failing: what a database says when it cannot."""

from __future__ import annotations

import threading
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, exc, text

from community.errors import InvalidInput, LvlinError, Unavailable
from community.models import OrderLine
from community.ports import Database
from community.storage import SqlDatabase, open_database
from community.storage.failures import MEANING, meaning
from community.storage.schema import metadata
from tests.community.storage.conftest import new_database
from tests.contracts import samples as s
from tests.fakes import MemoryDatabase


@pytest.mark.parametrize("url", ["nonsense", "mysql://host/db", "sqlite://", "sqlite:///:memory:"])
def test_a_url_that_cannot_be_used_is_refused_in_words(url: str) -> None:
    with pytest.raises(InvalidInput, match=r"URL|file"):
        open_database(url)


def test_a_database_before_its_migration_says_so(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path}/new.db")
    assert "migrate" in database.ready()[0]
    with database.read() as store, pytest.raises(Unavailable, match="migrate"):
        store.communities.page("")
    database.migrate()
    assert database.ready() == ()
    database.close()


def test_migrating_twice_keeps_the_data(sqlite: SqlDatabase) -> None:
    with sqlite.transaction() as store:
        s.fill(store)
        store.commit()
    sqlite.migrate()
    with sqlite.read() as store:
        assert store.counts(s.HOME)["products"] == 2


def test_the_migrations_make_exactly_the_tables_of_the_models(sqlite: SqlDatabase) -> None:
    assert differences(sqlite) == []


@pytest.mark.postgres
def test_the_migrations_make_them_on_postgresql_too(postgres: SqlDatabase) -> None:
    assert differences(postgres) == []


def differences(database: SqlDatabase) -> list[Any]:
    with database.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found: list[Any] = compare_metadata(context, metadata)
    return found


@pytest.mark.postgres
def test_two_workers_may_migrate_at_once(postgres_server: str) -> None:
    url = new_database(postgres_server, "twice")
    databases = [open_database(url) for _ in range(3)]
    threads = [threading.Thread(target=database.migrate) for database in databases]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [database.ready() for database in databases] == [()] * 3
    for database in databases:
        database.close()


def test_sqlite_is_durable_and_strict(sqlite: SqlDatabase) -> None:
    with sqlite.connect() as connection:
        asked = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert asked == {
        "journal_mode": "wal",
        "synchronous": 2,  # FULL
        "foreign_keys": 1,
        "busy_timeout": 10_000,
    }


def test_writers_wait_for_each_other_and_none_is_lost(sqlite: SqlDatabase) -> None:
    assert_each_writer_saw_the_ones_before(sqlite)


@pytest.mark.postgres
def test_writers_who_ask_to_be_alone_wait_for_each_other(postgres: SqlDatabase) -> None:
    assert_each_writer_saw_the_ones_before(postgres)


def assert_each_writer_saw_the_ones_before(database: SqlDatabase) -> None:
    with database.transaction() as store:
        store.communities.save([s.community()])
        store.commit()

    def write(number: int) -> None:
        with database.transaction() as store:
            store.alone(s.HOME)
            seen = len(store.notes.page(s.HOME))
            store.notes.save([s.note(f"n{number}", title=f"after {seen}")])
            store.commit()

    threads = [threading.Thread(target=write, args=(i,)) for i in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.read() as store:
        titles = sorted(n.title for n in store.notes.page(s.HOME))
    assert titles == sorted(f"after {i}" for i in range(12))  # each saw all that went before


def test_a_full_disk_is_unavailable_and_keeps_nothing_half_written(sqlite: SqlDatabase) -> None:
    with sqlite.transaction() as store:
        s.fill(store)
        store.commit()
    with sqlite.connect() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
    limited = open_database(str(sqlite.url))
    long = s.note("long", text="水" * 100_000)
    with limited.transaction() as store:
        store._sql.run(text(f"PRAGMA max_page_count = {pages}"))
        with pytest.raises(Unavailable, match="disk is full"):
            store.notes.save([long])
    with sqlite.read() as store:
        assert store.notes.known(s.HOME, ["long"]) == frozenset()
    limited.close()


def test_a_read_only_database_is_unavailable(sqlite: SqlDatabase, tmp_path: Path) -> None:
    with sqlite.transaction() as store:
        s.fill(store)
        store.commit()
    sqlite.close()
    frozen = open_database(f"sqlite:///file:{tmp_path}/lvlin.db?mode=ro&uri=true")
    with frozen.read() as store:
        assert store.counts(s.HOME)["notes"] == 1
    with frozen.read() as store, pytest.raises(Unavailable, match="read-only"):
        store.notes.save([s.note("more")])
    frozen.close()


def test_a_file_that_is_no_database_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_bytes(b"PK\x03\x04 this is something else" * 200)
    database = open_database(f"sqlite:///{tmp_path}/x.db")
    assert database.ready() == ("the file is not a database",)
    database.close()


def test_a_missing_folder_is_unavailable(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path}/no/such/folder/x.db")
    assert database.ready() == ("the database file cannot be opened",)


def test_a_server_that_refuses_is_unavailable() -> None:
    database = open_database("postgresql://lvlin:secret@127.0.0.1:9/none")
    (problem,) = database.ready()
    assert "does not answer" in problem
    assert "secret" not in problem
    with pytest.raises(Unavailable), database.read():
        pass


def test_every_failure_of_the_library_has_a_meaning() -> None:
    unmapped = [c for c in subclasses(exc.SQLAlchemyError) if not issubclass(c, MEANING[-1][0])]
    assert unmapped == []
    for ours in (kind for _, kind, _ in MEANING):
        assert issubclass(ours, LvlinError)


def test_a_failure_never_shows_sql() -> None:
    cause = Exception('syntax error at "FROM"\nLINE 1: SELECT secret FROM keys')
    error = exc.ProgrammingError("SELECT secret FROM keys", {"id": "k1"}, cause)
    assert "SELECT" not in str(meaning(error))
    assert "k1" not in str(meaning(error))


def subclasses(cls: type[Exception]) -> set[type[Exception]]:
    found = set(cls.__subclasses__())
    return found.union(*(subclasses(c) for c in found)) if found else found


@pytest.mark.parametrize("kind", [SqlDatabase, MemoryDatabase])
def test_every_database_offers_the_port(kind: type) -> None:
    verbs = [name for name in vars(Database) if not name.startswith("_")]
    assert [name for name in verbs if not hasattr(kind, name)] == []


def test_sensitive_facts_stand_in_a_table_of_their_own(sqlite: SqlDatabase) -> None:
    with sqlite.transaction() as store:
        s.fill(store)
        store.commit()
    engine = create_engine(sqlite.url)
    with engine.connect() as connection:
        row = connection.execute(text("SELECT * FROM neighbours")).mappings().one()
    engine.dispose()
    assert "peanut" not in str(dict(row))
    assert "pregnant" not in str(dict(row))


@pytest.mark.slow
def test_a_hundred_thousand_order_lines_are_saved_within_fifteen_seconds(
    sqlite: SqlDatabase, benchmark: Any
) -> None:
    lines = tuple(OrderLine(s.product(f"p{i}").id, 1, Decimal("3.55")) for i in range(10))
    orders = [s.order(f"o{i:05d}", lines=lines) for i in range(10_000)]
    with sqlite.transaction() as store:
        s.fill(store)
        store.products.save([s.product(f"p{i}") for i in range(10)])

        def save() -> None:
            store.orders.save(orders)
            store.commit()

        benchmark.pedantic(save, rounds=1)
        assert sum(store.sales(s.HOME).quantities) == 100_000 + 3
    assert benchmark.stats["max"] < 15
