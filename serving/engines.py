"""Engines by name: where table steps and trainings run."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recsys.engines.ports import Engine


@dataclass(frozen=True, slots=True, kw_only=True)
class Power:
    """How much to train with: an engine's name, and how many processes on this machine."""

    engine: str = "duckdb"
    workers: int = 1
    spark_master: str = "local[*]"

    def open(self, snapshot: Path) -> Engine:
        """Return the engine over a snapshot; close it after use.

        Raises Unavailable where Spark or Java is missing.
        """
        return ENGINES[self.engine](snapshot, self)


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0))


def _duckdb(snapshot: Path, power: Power) -> Engine:
    from recsys.engines.duck import DuckDb
    from recsys.engines.executors import Pool, in_process

    return DuckDb(snapshot, Pool(power.workers) if power.workers > 1 else in_process)


def _spark(snapshot: Path, power: Power) -> Engine:
    from recsys.engines.spark import Spark

    return Spark(snapshot, master=power.spark_master)


ENGINES: Mapping[str, Callable[[Path, Power], Engine]] = {"duckdb": _duckdb, "spark": _spark}
