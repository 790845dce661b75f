"""The orders as an engine reads them: a folder with one Parquet file a community."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from community.ids import CommunityId
from community.ports import LineBatch

# No names, addresses, prices or times: what is not needed to learn is not written. The community
# is a column and not part of the path, because an id may hold what a path may not.
SCHEMA = pa.schema(
    [
        pa.field(name, kind, nullable=False)
        for name, kind in (
            ("community_id", pa.string()),
            ("neighbour_id", pa.string()),
            ("week", pa.date32()),  # its Monday
            ("status", pa.string()),
            ("product_id", pa.string()),
            ("quantity", pa.int64()),
        )
    ]
)


def write_snapshot(
    communities: Iterable[tuple[CommunityId, Iterable[LineBatch]]], folder: Path
) -> None:
    """Write the lines of every community, a batch in memory at a time.

    `folder` must not exist; it appears when everything is in it, or not at all.
    """
    with tempfile.TemporaryDirectory(prefix=".snapshot-", dir=folder.parent) as made:
        staging = Path(made, folder.name)
        staging.mkdir()
        for place, (community_id, batches) in enumerate(communities):
            with pq.ParquetWriter(staging / f"{place:06}.parquet", SCHEMA) as file:
                for batch in batches:
                    file.write_batch(_rows(community_id, batch))
        os.rename(staging, folder)


def _rows(community_id: CommunityId, batch: LineBatch) -> pa.RecordBatch:
    mondays = {week: week.monday for week in set(batch.weeks)}
    columns = (
        [community_id] * len(batch.weeks),
        batch.neighbour_ids,
        [mondays[week] for week in batch.weeks],
        batch.statuses,
        batch.product_ids,
        batch.quantities,
    )
    arrays = [pa.array(column, field.type) for column, field in zip(columns, SCHEMA, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=SCHEMA)
