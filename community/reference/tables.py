"""Reading a reference table: a CSV whose every cell is checked when it is read."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from community.errors import ReferenceDataError, RowProblem

STATUSES = frozenset({"excerpt-seen", "dataset", "common-advice", "unverified"})


def table_error(file: str, row: int, column: str, reason: str) -> ReferenceDataError:
    """Return the error that names one bad cell."""
    return ReferenceDataError(file, [RowProblem(row, column, reason)])


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table; every getter raises ReferenceDataError naming file, row and column."""

    file: str
    number: int
    cells: Mapping[str, str]

    def error(self, column: str, reason: str) -> ReferenceDataError:
        """Return the error for one cell of this row."""
        return table_error(self.file, self.number, column, reason)

    def optional(self, column: str) -> str:
        """Return the trimmed cell, possibly empty."""
        return self.cells[column].strip()

    def text(self, column: str) -> str:
        """Return the trimmed cell, which must not be empty."""
        value = self.optional(column)
        if not value:
            raise self.error(column, "must not be empty")
        return value

    def words(self, column: str) -> tuple[str, ...]:
        """Return the `;`-separated words of a cell; an empty or repeated word is an error."""
        value = self.optional(column)
        if not value:
            return ()
        found = tuple(word.strip() for word in value.split(";"))
        if not all(found):
            raise self.error(column, "has an empty word")
        if len(set(found)) < len(found):
            raise self.error(column, "repeats a word")
        return found

    def choice(self, column: str, allowed: Collection[str]) -> str:
        """Return the cell, which must be one of `allowed`."""
        value = self.text(column)
        if value not in allowed:
            raise self.error(column, f"{value!r} is none of {', '.join(sorted(allowed))}")
        return value

    def choices(self, column: str, allowed: Collection[str]) -> tuple[str, ...]:
        """Return the words of a cell, each of which must be one of `allowed`."""
        found = self.words(column)
        for word in found:
            if word not in allowed:
                raise self.error(column, f"{word!r} is none of {', '.join(sorted(allowed))}")
        return found

    def number_in(self, column: str, low: float, high: float) -> float:
        """Return the cell as a number between `low` and `high`, both included."""
        value = self.text(column)
        try:
            number = float(value)
        except ValueError:
            raise self.error(column, f"{value!r} is no number") from None
        if not low <= number <= high:
            raise self.error(column, f"{value} is not between {low:g} and {high:g}")
        return number

    def optional_number(self, column: str, low: float, high: float) -> float | None:
        """Return the cell as a number between `low` and `high`, or None when it is empty."""
        return self.number_in(column, low, high) if self.optional(column) else None

    def flag(self, column: str) -> bool:
        """Return the cell as a truth value, written `yes` or `no`."""
        return self.choice(column, ("yes", "no")) == "yes"

    def pattern(self, column: str) -> re.Pattern[str]:
        """Return the cell as a regular expression that ignores case."""
        try:
            return re.compile(self.text(column), re.IGNORECASE)
        except re.error as problem:
            raise self.error(column, str(problem)) from None

    def mapping(self, column: str) -> dict[str, str]:
        """Return the cell as a flat JSON object of texts; empty means no entries."""
        value = self.optional(column)
        try:
            parsed: Any = json.loads(value) if value else {}
        except ValueError:
            raise self.error(column, "is no JSON") from None
        if not isinstance(parsed, dict) or not all(isinstance(v, str) for v in parsed.values()):
            raise self.error(column, "is no JSON object of texts")
        return parsed


def read_table(file: str, columns: Iterable[str], root: Traversable | None = None) -> list[Row]:
    """Return the rows of `file` under `root` (the package `data` by default).

    Raises ReferenceDataError when the file is missing, a column is missing or unknown, or a row
    has another number of cells than the header (row 1).
    """
    try:
        content = (root or files("data")).joinpath(file).read_text(encoding="utf-8-sig")
    except OSError:
        raise table_error(file, 0, "", "cannot be read") from None
    reader = csv.reader(io.StringIO(content))
    header = next(reader, [])
    if set(header) != set(columns) or len(set(header)) < len(header):
        odd = sorted(set(header) ^ set(columns))
        raise table_error(file, 1, ", ".join(odd), "columns are missing, repeated or unknown")
    rows = []
    for number, cells in enumerate(reader, start=2):
        if len(cells) != len(header):
            raise table_error(file, number, "", f"has {len(cells)} cells, not {len(header)}")
        rows.append(Row(file, number, dict(zip(header, cells, strict=True))))
    return rows


def check_unique(rows: Iterable[Row], column: str) -> None:
    """Raise ReferenceDataError when two rows share a value in `column`."""
    seen: dict[str, int] = {}
    for row in rows:
        value = row.text(column)
        if value in seen:
            raise row.error(column, f"{value!r} is already in row {seen[value]}")
        seen[value] = row.number
