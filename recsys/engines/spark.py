"""Spark: the same table steps, and the trainings, on as many machines as there are."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ibis
import pyarrow as pa
from ibis.expr.types import Table

from community.errors import Unavailable
from recsys.engines.ports import Work, by_community
from recsys.tables.lines import ORDERS
from recsys.training import Outcome

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_PARTS_A_CORE = 3  # so that a large community does not keep the others waiting
_HERE = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.ui.enabled": "false",
}
_QUIET = {"spark.ui.showConsoleProgress": "false", "spark.log.level": "ERROR"}


class Spark:
    """Reads a snapshot with Spark and trains where the rows are.

    Snapshot and models must lie where every machine can reach them. A session that is running is
    used and left running.
    """

    def __init__(
        self, snapshot: Path, *, master: str = "local[*]", options: Mapping[str, str] | None = None
    ) -> None:
        self._session, self._started = _session(master, dict(options or {}))
        files = self._session.read.parquet(str(snapshot.resolve()))
        files.createOrReplaceTempView(ORDERS.get_name())

    def table(self, expression: Table) -> pa.Table:
        """Return all rows of an expression."""
        return self._rows(expression).toArrow().cast(expression.schema().to_pyarrow())

    def each(self, expression: Table, work: Work) -> Iterator[Outcome]:
        """Yield what `work` makes of each community's rows, once all are done."""

        def train(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
            for outcome in map(work, by_community(batches)):
                yield pa.RecordBatch.from_pydict({"outcome": [json.dumps(asdict(outcome))]})

        parts = _PARTS_A_CORE * self._session.sparkContext.defaultParallelism
        spread = self._rows(expression).repartition(parts, "community_id")
        together = spread.sortWithinPartitions("community_id")
        done = together.mapInArrow(train, "outcome string").toArrow()
        return (Outcome(**json.loads(text)) for text in done["outcome"].to_pylist())

    def close(self) -> None:
        """Stop the session, if it was started here."""
        if self._started:
            self._session.stop()

    def _rows(self, expression: Table) -> DataFrame:
        return self._session.sql(ibis.to_sql(expression, dialect="pyspark"))


def _session(master: str, options: Mapping[str, str]) -> tuple[SparkSession, bool]:
    """Return a session, and whether it was started now."""
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise Unavailable("Spark is not installed: pip install 'lvlin[spark]'") from error
    if running := SparkSession.getActiveSession():
        return running, False
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # the only way to tell the workers
    builder: Any = SparkSession.builder.appName("lvlin").master(master)
    local = _HERE if master.startswith("local") else {}
    for name, value in (_QUIET | local | dict(options)).items():
        builder = builder.config(name, value)
    try:
        return builder.getOrCreate(), True
    except PySparkException as error:
        raise Unavailable("Spark does not start: it needs a Java runtime, 17 or newer") from error
