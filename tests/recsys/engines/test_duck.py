from __future__ import annotations

from contextlib import closing
from pathlib import Path

from recsys.engines.duck import DuckDb
from recsys.tables.lines import training_lines
from recsys.training import Outcome
from tests.recsys.tables.orders import IDS, expected, snapshot_of, some_rows


def test_each_community_is_worked_on_once_with_all_its_lines(tmp_path: Path) -> None:
    rows = some_rows()
    with closing(DuckDb(snapshot_of(rows, tmp_path / "orders"))) as engine:
        outcomes = list(
            engine.each(
                training_lines(),
                lambda lines: Outcome(
                    community_id=lines["community_id"][0].as_py(), facts={"lines": len(lines)}
                ),
            )
        )
    assert sorted(o.community_id for o in outcomes) == sorted(IDS[:3])
    assert sum(int(o.facts["lines"]) for o in outcomes) == len(expected(rows))


def test_nothing_is_printed_among_results_and_memory_has_a_limit(tmp_path: Path) -> None:
    with closing(DuckDb(snapshot_of(some_rows(), tmp_path / "orders"))) as engine:
        settings = "current_setting('enable_progress_bar'), current_setting('memory_limit')"
        (row,) = engine._connection.sql(f"SELECT {settings}").fetchall()
        assert row == (False, "1.8 GiB")
