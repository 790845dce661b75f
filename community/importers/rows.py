"""The rows of a CSV or NDJSON file, numbered as a person would find them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from community.errors import InvalidFile, RowProblem
from community.importers.files import cleaned, read_text

_TABLES = {".csv", ".tsv", ".txt"}


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number (from 1, a header counts) and its fields; empty cells are left out."""

    number: int
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Rows:
    """What a file holds, and what in it could not be read."""

    rows: tuple[Row, ...]
    problems: tuple[RowProblem, ...]
    flat: bool  # a table, whose cells are all text


def read_rows(path: Path, *, columns: Iterable[str], required: Iterable[str]) -> Rows:
    """Return the rows of a file; `columns` are those a table may have.

    Raises InvalidFile when the file as a whole cannot be used, a required column is missing or a
    column stands twice.
    """
    text = read_text(path)
    flat = path.suffix.lower() in _TABLES or not text.lstrip().startswith("{")
    problems: list[RowProblem] = []
    if flat:
        found = list(_table(path, text, frozenset(columns), frozenset(required), problems))
    else:
        found = list(_json_lines(text, problems))
    if not found and not problems:
        raise InvalidFile(path.name, [RowProblem(0, "", "holds no rows")])
    return Rows(tuple(found), tuple(problems), flat)


def _json_lines(text: str, problems: list[RowProblem]) -> Iterator[Row]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line, parse_constant=_no_constant)
        except (ValueError, RecursionError) as error:
            reason = str(error) if str(error).startswith("holds") else "is not JSON"
            problems.append(RowProblem(number, "", reason))
            continue
        if isinstance(value, dict):
            yield Row(number, cleaned(value))
        else:
            problems.append(RowProblem(number, "", "is no JSON object"))


def _no_constant(name: str) -> float:
    raise ValueError(f"holds {name}, which is no number")


def _table(
    path: Path,
    text: str,
    columns: frozenset[str],
    required: frozenset[str],
    problems: list[RowProblem],
) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    numbered = _numbered(reader, problems)
    header = [name.strip() for name in next(numbered, (1, []))[1]]
    _check_header(path, header, columns, required)
    unknown = [name for name in header if name not in columns]
    problems.extend(RowProblem(1, name or "(no name)", "is no known column") for name in unknown)
    for number, cells in numbered:
        if len(cells) > len(header):
            problems.append(RowProblem(number, "", f"has more than {len(header)} cells"))
        elif any(cell.strip() for cell in cells):
            pairs = zip(header, cells, strict=False)
            kept = {name: cleaned(c.strip()) for name, c in pairs if name in columns and c.strip()}
            yield Row(number, kept)


def _numbered(
    reader: Iterable[list[str]], problems: list[RowProblem]
) -> Iterator[tuple[int, list[str]]]:
    """Yield numbered records; a record that breaks the quoting ends the table."""
    number, rest = 0, iter(reader)
    while True:
        number += 1
        try:
            cells = next(rest)
        except StopIteration:
            return
        except csv.Error as error:
            words = "a cell is too long" if "limit" in str(error) else "the quotes do not match"
            problems.append(RowProblem(number, "", f"{words}; nothing after it was read"))
            return
        yield number, cells


def _delimiter(text: str) -> str:
    header = text.lstrip("\r\n").split("\n", 1)[0]
    return max(",\t;", key=header.count)


def _check_header(
    path: Path, header: list[str], columns: frozenset[str], required: frozenset[str]
) -> None:
    found = [RowProblem(1, name, "this column is missing") for name in sorted(required - {*header})]
    if len(found) == len(required) and not columns & {*header}:
        names = ", ".join(sorted(required))
        found = [RowProblem(1, "", f"is no header of this kind: it needs {names}")]
    found += [
        RowProblem(1, name, "this column stands twice")
        for name in dict.fromkeys(header)
        if name in columns and header.count(name) > 1
    ]
    if found:
        raise InvalidFile(path.name, found)
