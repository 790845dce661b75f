"""A backup is whole, private, and restores into either database to the same hash."""

from __future__ import annotations

import json
import threading
import zipfile
from pathlib import Path

import pytest

from community.errors import Conflict, InvalidFile
from community.storage import SqlDatabase, open_database
from tests.community.storage.conftest import new_database
from tests.contracts import samples as s
from tests.contracts.store import ONE_OF_EACH


def fill(database: SqlDatabase) -> None:
    with database.transaction() as store:
        s.fill(store)
        store.commit()


def empty(path: Path) -> SqlDatabase:
    database = open_database(f"sqlite:///{path}")
    database.migrate()
    return database


def test_a_restored_backup_holds_one_of_everything_and_has_the_same_hash(
    sqlite: SqlDatabase, tmp_path: Path
) -> None:
    fill(sqlite)
    made = sqlite.backup(tmp_path / "all.zip")
    again = empty(tmp_path / "again.db")
    assert again.restore(tmp_path / "all.zip") == made
    assert again.backup(tmp_path / "twice.zip") == made
    with again.read() as store:
        for noun, thing in ONE_OF_EACH.items():
            assert getattr(store, noun).page("" if noun == "communities" else s.HOME)[0] == thing
    again.close()


@pytest.mark.postgres
def test_a_backup_of_sqlite_restores_into_postgresql_and_back(
    sqlite: SqlDatabase, postgres_server: str, tmp_path: Path
) -> None:
    fill(sqlite)
    made = sqlite.backup(tmp_path / "sqlite.zip")
    large = open_database(new_database(postgres_server, "restored"))
    large.migrate()
    large.restore(tmp_path / "sqlite.zip")
    assert large.backup(tmp_path / "postgres.zip") == made
    small = empty(tmp_path / "small.db")
    assert small.restore(tmp_path / "postgres.zip") == made
    large.close()
    small.close()


def test_a_backup_taken_while_others_write_is_one_moment(
    sqlite: SqlDatabase, tmp_path: Path
) -> None:
    fill(sqlite)
    stop = threading.Event()

    def write_pairs() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            with sqlite.transaction() as store:
                store.notes.save([s.note(f"left-{number}"), s.note(f"right-{number}")])
                store.commit()

    writer = threading.Thread(target=write_pairs)
    writer.start()
    try:
        for turn in range(5):
            sqlite.backup(tmp_path / f"{turn}.zip")
    finally:
        stop.set()
        writer.join()
    for turn in range(5):
        with zipfile.ZipFile(tmp_path / f"{turn}.zip") as archive:
            ids = [json.loads(line)["id"] for line in archive.open("notes.ndjson")]
        lefts = {id_[5:] for id_ in ids if id_.startswith("left-")}
        assert lefts == {id_[6:] for id_ in ids if id_.startswith("right-")}


def test_only_the_owner_may_read_a_backup(sqlite: SqlDatabase, tmp_path: Path) -> None:
    sqlite.backup(tmp_path / "all.zip")
    assert (tmp_path / "all.zip").stat().st_mode & 0o077 == 0
    assert not list(tmp_path.glob("*.part"))


def test_nothing_is_restored_over_what_is_there(sqlite: SqlDatabase, tmp_path: Path) -> None:
    fill(sqlite)
    sqlite.backup(tmp_path / "all.zip")
    with pytest.raises(Conflict, match="not empty"):
        sqlite.restore(tmp_path / "all.zip")


def test_a_changed_backup_is_refused_and_leaves_nothing(
    sqlite: SqlDatabase, tmp_path: Path
) -> None:
    fill(sqlite)
    sqlite.backup(tmp_path / "all.zip")
    with (
        zipfile.ZipFile(tmp_path / "all.zip") as good,
        zipfile.ZipFile(tmp_path / "bad.zip", "w") as bad,
    ):
        for name in good.namelist():
            bad.writestr(name, good.read(name).replace("白萝卜".encode(), "青萝卜".encode()))
    again = empty(tmp_path / "again.db")
    with pytest.raises(InvalidFile, match="not what was backed up"):
        again.restore(tmp_path / "bad.zip")
    with again.read() as store:
        assert store.communities.page("") == []
    again.close()


@pytest.mark.parametrize("content", [b"", b"PK no zip", b"{}"])
def test_a_file_that_is_no_backup_is_refused(
    sqlite: SqlDatabase, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "odd.zip").write_bytes(content)
    with pytest.raises(InvalidFile, match="no backup"):
        sqlite.restore(tmp_path / "odd.zip")


def test_a_backup_of_other_tables_is_refused(sqlite: SqlDatabase, tmp_path: Path) -> None:
    sqlite.backup(tmp_path / "all.zip")
    with zipfile.ZipFile(tmp_path / "all.zip") as good:
        said = json.loads(good.read("manifest.json"))
    with zipfile.ZipFile(tmp_path / "old.zip", "w") as old:
        old.writestr("manifest.json", json.dumps(said | {"revision": "0000"}))
    with pytest.raises(InvalidFile, match="version 0000"):
        sqlite.restore(tmp_path / "old.zip")
