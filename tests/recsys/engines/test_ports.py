from __future__ import annotations

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from recsys.engines.ports import by_community

SIZES = st.lists(st.integers(1, 7), max_size=6)


@given(SIZES, SIZES)
def test_every_community_comes_once_and_whole_however_rows_are_batched(
    sizes: list[int], cuts: list[int]
) -> None:
    ids = [f"c{place}" for place, size in enumerate(sizes) for _ in range(size)]
    rows = pa.table({"community_id": pa.array(ids, pa.string()), "row": range(len(ids))})
    batches, begin = [], 0
    for cut in [*cuts, 0, len(ids)]:
        batches += rows.slice(begin, cut).combine_chunks().to_batches()
        begin += cut
    tables = list(by_community(batches))
    assert [table.num_rows for table in tables] == sizes
    assert [row for table in tables for row in table["row"].to_pylist()] == list(range(len(ids)))
    assert all(len(set(table["community_id"].to_pylist())) == 1 for table in tables)


def test_an_empty_batch_is_no_community() -> None:
    empty = pa.RecordBatch.from_pydict({"community_id": pa.array([], pa.string())})
    assert list(by_community([empty])) == []
    assert list(by_community([])) == []
