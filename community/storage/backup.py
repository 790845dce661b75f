"""A backup: one consistent view of every table in a file that any of the databases can restore.

A zip with `manifest.json` and one NDJSON file a table, rows in key order. Ids, money (fen) and
moments (ISO 8601, UTC) are as stored, so a backup of SQLite restores into PostgreSQL and back.
"""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Connection, Date, Table, insert, select

from community.errors import Conflict, InvalidFile, RowProblem
from community.ports import Backup
from community.storage.columns import Moment
from community.storage.failures import translated
from community.storage.schema import metadata

_FORMAT = 1
_MANIFEST = "manifest.json"
_AT_ONCE = 1000  # rows in memory


def dump(connection: Connection, revision: str, path: Path) -> Backup:
    """Write everything that `connection` sees to `path`, which appears only when it is whole.

    The file holds personal data: only its owner may read it.
    """
    partial = path.with_name(path.name + ".part")
    with _private(partial) as target, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        rows, digest = {}, hashlib.sha256()
        for table in metadata.sorted_tables:
            with archive.open(f"{table.name}.ndjson", "w", force_zip64=True) as lines:
                rows[table.name] = _write(_rows(connection, table), lines, digest)
        done = Backup(revision, rows, digest.hexdigest())
        archive.writestr(_MANIFEST, json.dumps({"format": _FORMAT} | asdict(done), indent=1))
    partial.replace(path)
    return done


def restore(connection: Connection, revision: str, path: Path) -> Backup:
    """Fill empty tables from a backup; the caller commits.

    Raises Conflict when something is there already, InvalidFile for a file that is no backup of
    this version of the tables, or was changed.
    """
    for table in metadata.sorted_tables:
        with translated():
            if connection.execute(select(table).limit(1)).first() is not None:
                raise Conflict(f"the database is not empty ({table.name}): restore into a new one")
    try:
        with zipfile.ZipFile(path) as archive:
            return _restored(connection, revision, path, archive)
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError) as error:
        raise _unusable(path, "this is no backup of Lvlin, or it is damaged") from error


def _restored(
    connection: Connection, revision: str, path: Path, archive: zipfile.ZipFile
) -> Backup:
    said = json.loads(archive.read(_MANIFEST))
    backup = Backup(said["revision"], said["rows"], said["sha256"])
    if said["format"] != _FORMAT or backup.revision != revision:
        raise _unusable(path, f"it was made with tables of version {backup.revision}")
    digest = hashlib.sha256()
    for table in metadata.sorted_tables:
        with archive.open(f"{table.name}.ndjson") as lines:
            while batch := list(islice(lines, _AT_ONCE)):
                for line in batch:
                    digest.update(line)
                with translated():
                    connection.execute(insert(table), [_loaded(table, line) for line in batch])
    if digest.hexdigest() != backup.sha256:
        raise _unusable(path, "its content is not what was backed up")
    return backup


def _rows(connection: Connection, table: Table) -> Iterator[dict[str, Any]]:
    query = select(table).order_by(*table.primary_key).execution_options(yield_per=_AT_ONCE)
    with translated():
        for row in connection.execute(query).mappings():
            yield dict(row)


def _write(rows: Iterator[dict[str, Any]], lines: IO[bytes], digest: Any) -> int:
    count = 0
    for row in rows:
        line = json.dumps(row, ensure_ascii=False, default=_plain) + "\n"
        lines.write(line.encode())
        digest.update(line.encode())
        count += 1
    return count


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is never stored")


def _loaded(table: Table, line: bytes) -> dict[str, Any]:
    """Return a row as its columns take it."""
    row: dict[str, Any] = json.loads(line)
    for column in table.columns:
        value = row[column.name]
        if value is not None and isinstance(column.type, Moment):
            row[column.name] = datetime.fromisoformat(value)
        elif value is not None and isinstance(column.type, Date):
            row[column.name] = date.fromisoformat(value)
    return row


@contextmanager
def _private(path: Path) -> Iterator[IO[bytes]]:
    """Open a new file for its owner alone, on disk when left; nothing stays after a failure."""
    try:
        with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as target:
            yield target
            target.flush()
            os.fsync(target.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _unusable(path: Path, why: str) -> InvalidFile:
    return InvalidFile(path.name, [RowProblem(0, "", why)])
