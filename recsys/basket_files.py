"""Basket and split files of the evaluation, read and refused."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from community.errors import InvalidField, InvalidFile, RowProblem
from recsys.baskets import Baskets, Clock, columns_to_baskets

PARTS = ("train", "val", "test")
_SHOWN = 20


def read_baskets(path: Path) -> Baskets:
    """Return the baskets of a Parquet file: `user`, `basket`, `item` and optionally `quantity`.

    Raises InvalidFile naming the column, or the first row, that breaks the format.
    """
    table = _table(path)
    user, basket, item = (_column(path, table, name, text=name != "basket") for name in _REQUIRED)
    quantity = None
    if "quantity" in table.column_names:
        quantity = _column(path, table, "quantity", text=False, whole=False)
    try:
        return columns_to_baskets(user, basket, item, quantity, clock=Clock.OWN)
    except InvalidField as error:
        column = error.pointer.rsplit("/", 1)[-1].replace("time", "basket")
        raise _refusal(path, column, error.reason) from error


_REQUIRED = ("user", "basket", "item")


def _table(path: Path) -> Any:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(path)
    except (OSError, pa.ArrowException) as error:
        raise _refusal(path, "", "is not a readable Parquet file") from error
    missing = [name for name in _REQUIRED if name not in table.column_names]
    if missing:
        raise InvalidFile(str(path), [RowProblem(0, name, "column missing") for name in missing])
    if not table.num_rows:
        raise _refusal(path, "", "holds no rows")
    return table


def _column(path: Path, table: Any, name: str, *, text: bool, whole: bool = True) -> Any:
    """Return one column as a numpy array, refused when it has gaps or another type."""
    import pyarrow as pa

    column = table.column(name)
    kind = column.type
    if pa.types.is_dictionary(kind):
        column = column.cast(kind.value_type)
        kind = column.type
    number = pa.types.is_integer(kind) or (not whole and pa.types.is_floating(kind))
    if not number and not (text and (pa.types.is_string(kind) or pa.types.is_large_string(kind))):
        raise _refusal(path, name, f"has type {kind}")
    if column.null_count:
        row = column.is_null().to_pylist().index(True)
        raise InvalidFile(str(path), [RowProblem(row + 2, name, "is empty")])
    return column.to_numpy() if number else column.to_pandas().to_numpy().astype("U")


def _refusal(path: Path, column: str, reason: str) -> InvalidFile:
    return InvalidFile(str(path), [RowProblem(0, column, reason)])


def read_split(path: Path, baskets: Baskets) -> Mapping[str, str]:
    """Return user id → part; raises InvalidFile with the rows that are wrong (at most 20)."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise _refusal(path, "", "is not a readable CSV file") from error
    if not rows or rows[0][:2] != ["user", "part"]:
        raise _refusal(path, "", "the header must be user,part")
    known = set(baskets.user_ids.tolist())
    problems = _split_problems(rows[1:], known)
    if problems:
        raise InvalidFile(str(path), problems[:_SHOWN])
    return {row[0]: row[1] for row in rows[1:]}


def _split_problems(rows: Sequence[Sequence[str]], known: set[str]) -> list[RowProblem]:
    problems = []
    seen: set[str] = set()
    for number, row in enumerate(rows, start=2):
        if len(row) < 2 or row[1] not in PARTS:
            problems.append(RowProblem(number, "part", "must be train, val or test"))
        elif row[0] not in known:
            problems.append(RowProblem(number, "user", f"{row[0]!r} has no basket"))
        elif row[0] in seen:
            problems.append(RowProblem(number, "user", f"{row[0]!r} appears twice"))
        seen.add(row[0] if row else "")
    return problems
