from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from community.ids import CommunityId
from community.ports import LineBatch
from recsys.tables.snapshot import SCHEMA, write_snapshot
from tests.recsys.tables.orders import IDS, batches, snapshot_of, some_rows


def test_every_line_is_written_under_the_community_it_is_of(tmp_path: Path) -> None:
    rows = some_rows()
    folder = snapshot_of(rows, tmp_path / "orders")
    read = [pq.read_table(path) for path in sorted(folder.iterdir())]
    assert [set(table["community_id"].to_pylist()) for table in read] == [{id_} for id_ in IDS]
    written = [tuple(row.values()) for table in read for row in table.to_pylist()]
    assert sorted(written) == sorted((c, n, w.monday, s, p, q) for c, n, w, s, p, q in rows)


def test_nothing_is_written_that_learning_does_not_need() -> None:
    names = ["community_id", "neighbour_id", "week", "status", "product_id", "quantity"]
    assert SCHEMA.names == names


def test_a_community_without_orders_has_a_file_without_rows(tmp_path: Path) -> None:
    write_snapshot([(CommunityId("new"), [])], tmp_path / "orders")
    (path,) = (tmp_path / "orders").iterdir()
    assert pq.read_table(path).num_rows == 0


def test_a_snapshot_that_fails_half_way_leaves_nothing(tmp_path: Path) -> None:
    def failing() -> Iterator[LineBatch]:
        yield from batches(some_rows(), IDS[0])
        raise OSError("no space left on device")

    with pytest.raises(OSError, match="no space"):
        write_snapshot([(IDS[0], failing())], tmp_path / "orders")
    assert list(tmp_path.iterdir()) == []
