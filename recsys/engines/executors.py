"""Executors on one machine: in this process, or in a pool of processes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context

import pyarrow as pa

from community.errors import Unavailable
from recsys.engines.ports import Work
from recsys.training import Outcome

_AHEAD = 2  # tables a worker that wait, so that none idles and few are held


def in_process(work: Work, tables: Iterable[pa.Table]) -> Iterator[Outcome]:
    """Work on one table after the other."""
    return map(work, tables)


@dataclass(frozen=True, slots=True)
class Pool:
    """Works on as many tables at a time as there are `workers`, each a process of one thread."""

    workers: int

    def __call__(self, work: Work, tables: Iterable[pa.Table]) -> Iterator[Outcome]:
        """Yield the outcomes as they come; raises Unavailable when a process is killed."""
        # Spawned, because a process that has run threads (Arrow, DuckDB) must not be forked.
        pool = ProcessPoolExecutor(self.workers, get_context("spawn"), initializer=_one_thread)
        with pool:
            try:
                yield from self._outcomes(pool, work, tables)
            except BrokenProcessPool as error:
                reason = "a training process was killed, often for want of memory: use fewer"
                raise Unavailable(f"{reason} --workers") from error

    def _outcomes(
        self, pool: ProcessPoolExecutor, work: Work, tables: Iterable[pa.Table]
    ) -> Iterator[Outcome]:
        waiting: set[Future[Outcome]] = set()
        for table in tables:
            waiting.add(pool.submit(work, table))
            if len(waiting) >= _AHEAD * self.workers:
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                yield from (one.result() for one in done)
        yield from (one.result() for one in waiting)


def _one_thread() -> None:
    """Keep numerical libraries from starting threads of their own beside the other processes."""
    from threadpoolctl import threadpool_limits

    os.environ["OMP_NUM_THREADS"] = "1"  # for libraries that are loaded later
    threadpool_limits(1)
