"""What training needs from an engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

import pyarrow as pa
from ibis.expr.types import Table

from recsys.training import Outcome

Work = Callable[[pa.Table], Outcome]
Executor = Callable[[Work, Iterable[pa.Table]], Iterator[Outcome]]


class Engine(Protocol):
    """Computes expressions over one snapshot; the same rows on each engine."""

    def table(self, expression: Table) -> pa.Table:
        """Return all rows of an expression."""
        ...

    def each(self, expression: Table, work: Work) -> Iterator[Outcome]:
        """Yield what `work` makes of each community's rows, in the order they get done.

        The expression must be ordered by `community_id`.
        """
        ...

    def close(self) -> None:
        """Give back what the engine holds."""
        ...


def by_community(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.Table]:
    """Yield the table of each community from rows that come ordered by `community_id`."""
    held: list[pa.RecordBatch] = []
    for batch in batches:
        for run in _runs(batch):
            if held and held[0]["community_id"][0] != run["community_id"][0]:
                yield pa.Table.from_batches(held)
                held = []
            held.append(run)
    if held:
        yield pa.Table.from_batches(held)


def _runs(batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
    """Yield the parts of a batch that are of one community each."""
    import pyarrow.compute as pc

    ids, begin = batch["community_id"], 0
    changes = pc.indices_nonzero(pc.not_equal(ids[1:], ids[:-1])) if len(ids) > 1 else pa.array([])
    for end in [*(place + 1 for place in changes.to_pylist()), len(ids)]:
        if end > begin:
            yield batch.slice(begin, end - begin)
        begin = end
