"""The store contract on the fake, on SQLite and on PostgreSQL."""

from __future__ import annotations

import pytest

from community.storage import SqlDatabase
from tests.contracts.store import StoreContract
from tests.fakes import MemoryDatabase


class TestMemory(StoreContract):
    @pytest.fixture
    def database(self) -> MemoryDatabase:
        return MemoryDatabase()


class TestSqlite(StoreContract):
    @pytest.fixture
    def database(self, sqlite: SqlDatabase) -> SqlDatabase:
        return sqlite


@pytest.mark.postgres
class TestPostgres(StoreContract):
    @pytest.fixture
    def database(self, postgres: SqlDatabase) -> SqlDatabase:
        return postgres
