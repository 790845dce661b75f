"""DuckDB: table steps on this machine, on disk where memory does not suffice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import duckdb
import ibis
import pyarrow as pa
from ibis.expr.types import Table

from recsys.engines.executors import in_process
from recsys.engines.ports import Executor, Work, by_community
from recsys.tables.lines import ORDERS
from recsys.training import Outcome

_ROWS_AT_ONCE = 100_000
_MEMORY = "2GB"  # beyond that it works on disk


class DuckDb:
    """Reads a snapshot with DuckDB and hands each community's rows to an executor."""

    def __init__(self, snapshot: Path, executor: Executor = in_process) -> None:
        self._executor = executor
        spill = str(snapshot.with_name(f".{snapshot.name}-spill"))
        limits = {"temp_directory": spill, "memory_limit": _MEMORY}
        self._connection = duckdb.connect(config=limits)
        with suppress(duckdb.InvalidInputException):  # a notebook that cannot draw one refuses
            self._connection.execute("SET enable_progress_bar = false")  # not among results
        files = self._connection.read_parquet(str(snapshot / "*.parquet"))
        files.create_view(ORDERS.get_name())

    def table(self, expression: Table) -> pa.Table:
        """Return all rows of an expression."""
        return self._reader(expression).read_all()

    def each(self, expression: Table, work: Work) -> Iterator[Outcome]:
        """Yield what `work` makes of each community's rows."""
        return self._executor(work, by_community(self._reader(expression)))

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def _reader(self, expression: Table) -> pa.RecordBatchReader:
        found = self._connection.sql(ibis.to_sql(expression, dialect="duckdb"))
        rows = found.to_arrow_reader(_ROWS_AT_ONCE)
        return rows.cast(expression.schema().to_pyarrow())  # DuckDB sums to wider numbers
