from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from recsys.engines.duck import DuckDb
from recsys.tables.lines import training_lines
from tests.recsys.tables.orders import FIRST, Row, counted, expected, snapshot_of, some_rows


@pytest.fixture
def lines_of(tmp_path: Path) -> Iterator[Any]:
    """A function from rows of orders to training lines."""
    engines = []

    def compute(rows: list[Row]) -> Any:
        engines.append(DuckDb(snapshot_of(rows, tmp_path / "orders")))
        return engines[-1].table(training_lines())

    yield compute
    for engine in engines:
        engine.close()


def test_lines_are_counted_as_by_hand(lines_of: Any) -> None:
    rows = some_rows()
    table = lines_of(rows)
    assert counted(table) == expected(rows)
    assert set(table["community_id"].to_pylist()) == {row[0] for row in rows} - {"quiet"}


def test_repeated_lines_of_a_week_become_one(lines_of: Any) -> None:
    row = ("东村", "n1", FIRST, "placed", "p1", 2)
    assert counted(lines_of([row, row, row])) == {("东村", "n1", 0, "p1"): 6}


def test_weeks_count_from_the_first_order_that_was_not_cancelled(lines_of: Any) -> None:
    rows = [
        ("东村", "n1", FIRST, "cancelled", "p1", 1),
        ("东村", "n1", FIRST + 1, "placed", "p1", 1),
        ("东村", "n1", FIRST + 4, "placed", "p1", 1),  # in the next year
        ("007", "n1", FIRST + 7, "placed", "p1", 1),
    ]
    keys = counted(lines_of(rows))
    assert sorted((community, time) for community, _, time, _ in keys) == [
        ("007", 0),
        ("东村", 0),
        ("东村", 3),
    ]


def test_the_columns_have_the_types_that_the_expression_promises(lines_of: Any) -> None:
    table = lines_of(some_rows(lines=20))
    assert table.schema.equals(training_lines().schema().to_pyarrow())
    assert str(table.schema.field("quantity").type) == "int64"


def test_without_any_order_there_are_no_lines(lines_of: Any) -> None:
    assert lines_of([]).num_rows == 0
