"""A small community to import into, and files to import from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from community.foods import FoodLexicon, load_foods
from community.importers import ImportReport, import_file
from tests.contracts import samples as s
from tests.fakes import MemoryDatabase


@pytest.fixture(scope="session")
def lexicon() -> FoodLexicon:
    return load_foods()


@pytest.fixture
def database() -> MemoryDatabase:
    """One community with a neighbour, a supplier and two products."""
    made = MemoryDatabase()
    with made.transaction() as store:
        store.communities.save([s.community()])
        store.neighbours.save([s.neighbour()])
        store.suppliers.save([s.supplier()])
        store.products.save([s.product("p1"), s.product("p2")])
        store.commit()
    return made


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    """Write a file and return its path."""

    def make(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return make


@pytest.fixture
def bring(database: MemoryDatabase, lexicon: FoodLexicon) -> Callable[..., ImportReport]:
    """Import a file into the community and commit."""

    def run(kind: str, path: Path, **options: Any) -> ImportReport:
        with database.transaction() as store:
            report = import_file(kind, path, s.HOME, store, lexicon=lexicon, **options)
            store.commit()
        return report

    return run
