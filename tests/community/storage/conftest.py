"""Databases to test on: a SQLite file for each test, one PostgreSQL cluster for all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from community.ids import CommunityId
from community.storage import SqlDatabase, open_database
from tests.postgres import cluster


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, to be copied: migrating each test's own takes longer."""
    path = tmp_path_factory.mktemp("template") / "lvlin.db"
    database = open_database(f"sqlite:///{path}")
    database.migrate()
    database.close()
    return path


@pytest.fixture
def sqlite(tmp_path: Path, template: Path) -> Iterator[SqlDatabase]:
    path = shutil.copy(template, tmp_path / "lvlin.db")
    database = open_database(f"sqlite:///{path}")
    yield database
    database.close()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """URL of the cluster's maintenance database."""
    with cluster() as url:
        yield url


@pytest.fixture(scope="session")
def migrated(postgres_server: str) -> Iterator[SqlDatabase]:
    """A migrated PostgreSQL database, shared: what is opened once compiles its queries once."""
    database = open_database(new_database(postgres_server, "lvlin"))
    database.migrate()
    yield database
    database.close()


@pytest.fixture
def postgres(migrated: SqlDatabase) -> SqlDatabase:
    with migrated.transaction() as store:
        for community in store.communities.page(CommunityId("")):
            store.remove_community(community.id)
        store.commit()
    return migrated


def new_database(server: str, name: str) -> str:
    """Create an empty database and return its URL."""
    engine = create_engine(server.replace("://", "+psycopg://"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    engine.dispose()
    return server.rsplit("/", 1)[0] + "/" + name
