"""The same table steps and the same models on Spark as on this machine.

Needs the extra `spark` and a Java runtime; CI has both, elsewhere the tests are skipped.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from community.errors import Unavailable
from community.ids import CommunityId
from recsys.artifact import load
from recsys.engines.duck import DuckDb
from recsys.engines.executors import Pool
from recsys.engines.spark import Spark
from recsys.tables.lines import training_lines
from recsys.training import Outcome, Trainer
from tests.recsys.tables.orders import IDS, Row, expected, snapshot_of, some_rows
from tests.serving.command_line import CommandLine
from tests.serving.twins import AWAY, HOME, two_communities

# PySpark leaves the sockets of its answers to the garbage collector.
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")]
NOW = datetime(2026, 11, 24, tzinfo=UTC)
QUICK = {  # a small job spends its time in starting, planning and compiling
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.default.parallelism": "1",
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.adaptive.enabled": "false",
}


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return some_rows(seed=4)


@pytest.fixture(scope="module")
def snapshot(rows: list[Row], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return snapshot_of(rows, tmp_path_factory.mktemp("spark") / "orders")


@pytest.fixture(scope="module")
def spark(snapshot: Path) -> Iterator[Spark]:
    """Spark with two threads on this machine, and nothing of it left behind."""
    if os.environ.get("CI") != "true":  # there both must be there
        pytest.importorskip("pyspark")
        if shutil.which("java") is None:
            pytest.skip("no Java runtime: apt-get install openjdk-17-jre-headless")
    import pyspark

    engine = Spark(snapshot, master="local[2]", options=QUICK)
    yield engine
    engine.close()
    gateway = pyspark.SparkContext._gateway
    pyspark.SparkContext._gateway = pyspark.SparkContext._jvm = None
    gateway.shutdown()
    gateway.proc.stdin.close()
    assert gateway.proc.wait(timeout=60) is not None


@pytest.fixture
def here(snapshot: Path) -> Iterator[DuckDb]:
    """DuckDB with the executor that, like Spark's workers, has one thread a process."""
    engine = DuckDb(snapshot, Pool(1))
    yield engine
    engine.close()


def test_rows_and_sums_are_the_same_on_both_engines(
    spark: Spark, here: DuckDb, rows: list[Row]
) -> None:
    order = [(name, "ascending") for name in training_lines().columns]
    tables = [engine.table(training_lines()).sort_by(order) for engine in (here, spark)]
    assert tables[0].num_rows == len(expected(rows))
    assert tables[0].equals(tables[1])
    sums = [[sum(table[name].to_pylist()) for name in ("time", "quantity")] for table in tables]
    assert sums[0] == sums[1]
    assert sums[0][1] == sum(packs for *_, status, _, packs in rows if status == "placed")


def test_models_are_the_same_on_both_engines(spark: Spark, here: DuckDb, tmp_path: Path) -> None:
    made = {}
    for name, engine in (("here", here), ("spark", spark)):
        trainer = Trainer(models=tmp_path / name, now=NOW)
        outcomes = sorted(engine.each(training_lines(), trainer), key=lambda o: o.community_id)
        made[name] = [(o.community_id, o.version, dict(o.facts), o.problem) for o in outcomes]
    assert [(id_, bool(version)) for id_, version, *_ in made["here"]] == [
        ("007", True),
        ("a b%c=1*?[x]{y}'", True),
        ("东村", True),
    ]
    assert made["spark"] == made["here"]  # a version is a digest of every array
    for id_ in IDS[:3]:
        ours, theirs = (load(tmp_path / name / id_) for name in ("here", "spark"))
        assert theirs.recommend("n1", 5) == ours.recommend("n1", 5)


def half_failing(lines: pa.Table) -> Outcome:
    """Say which Python works, and fail for one community."""
    id_ = CommunityId(lines["community_id"][0].as_py())
    facts: dict[str, str | int] = {"python": sys.executable, "process": os.getpid()}
    return Outcome(community_id=id_, facts=facts, problem="broken" if id_ == "007" else "")


def test_workers_run_the_same_python_elsewhere_and_one_failure_stops_nobody(spark: Spark) -> None:
    outcomes = list(spark.each(training_lines(), half_failing))
    assert {o.community_id: o.problem for o in outcomes} == {
        id_: "broken" if id_ == "007" else "" for id_ in IDS[:3]
    }
    assert {o.facts["python"] for o in outcomes} == {sys.executable}
    assert os.getpid() not in {o.facts["process"] for o in outcomes}


def test_the_command_trains_on_spark_what_it_trains_here(
    spark: Spark, fresh_cli: CommandLine
) -> None:
    with two_communities(fresh_cli.home):
        there = fresh_cli.json("train", "--all", "--engine", "spark")
    assert there == fresh_cli.json("train", "--all", "--workers", "1")
    assert [model["community"] for model in there["models"]] == [HOME, AWAY]


def test_without_pyspark_it_says_what_to_install(
    snapshot: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.errors", None)
    with pytest.raises(Unavailable, match=r"pip install 'lvlin\[spark\]'"):
        Spark(snapshot)


def test_without_java_it_says_so_in_one_line(snapshot: Path) -> None:
    pytest.importorskip("pyspark")
    code = "import sys, pathlib, recsys.engines.spark as s; s.Spark(pathlib.Path(sys.argv[1]))"
    environment = os.environ | {"JAVA_HOME": str(snapshot)}
    command = [sys.executable, "-c", code, str(snapshot)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert "Unavailable: Spark does not start: it needs a Java runtime" in done.stderr
