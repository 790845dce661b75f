from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from community.errors import Unavailable
from community.ids import CommunityId
from recsys.engines.executors import Pool, in_process
from recsys.training import Outcome


def report(table: pa.Table) -> Outcome:
    facts: dict[str, Any] = {"rows": table.num_rows, "process": os.getpid()}
    facts["threads"] = os.environ.get("OMP_NUM_THREADS", "")
    return Outcome(community_id=CommunityId(table["community_id"][0].as_py()), facts=facts)


def die(table: pa.Table) -> Outcome:
    os._exit(9)


TABLES = [pa.table({"community_id": [f"c{size}"] * size}) for size in range(1, 12)]


def test_in_process_the_work_is_done_here_and_in_order() -> None:
    outcomes = list(in_process(report, TABLES))
    assert [o.facts["rows"] for o in outcomes] == list(range(1, 12))
    assert {o.facts["process"] for o in outcomes} == {os.getpid()}


def test_a_pool_does_all_the_work_elsewhere_with_one_thread_each() -> None:
    outcomes = list(Pool(2)(report, iter(TABLES)))
    assert sorted((o.community_id, o.facts["rows"]) for o in outcomes) == sorted(
        (f"c{size}", size) for size in range(1, 12)
    )
    assert os.getpid() not in {o.facts["process"] for o in outcomes}
    assert {o.facts["threads"] for o in outcomes} == {"1"}


def test_a_pool_holds_few_tables_at_a_time(tmp_path: Path) -> None:
    taken = []

    def tables() -> Any:
        for table in TABLES:
            taken.append(table)
            yield table

    outcomes = Pool(1)(report, tables())
    next(outcomes)
    assert len(taken) == 2
    assert len(list(outcomes)) == len(TABLES) - 1


def test_a_killed_process_is_explained() -> None:
    with pytest.raises(Unavailable, match="--workers"):
        list(Pool(1)(die, TABLES[:2]))
