"""Many small communities trained in a pool, and how the cost grows when the work doubles."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.contender import timed
from benchmarks.shops import Shop, baskets_of, make_shop
from community.weeks import Week
from recsys.artifact import load
from recsys.batch import pick_for_all, prepare
from recsys.config import WEEKLY
from recsys.engines.duck import DuckDb
from recsys.engines.executors import Pool
from recsys.model import fit
from recsys.tables.lines import training_lines
from recsys.tables.snapshot import SCHEMA
from recsys.training import Outcome, Trainer

NOW = datetime(2026, 11, 24, tzinfo=UTC)
_USERS, _ITEMS, _LINES, _WORKERS = 300, 240, 15_000, 2
_TARGET = 100_000  # communities
_START = {"users": 5_000, "items": 1_000, "lines": 200_000}
_DOUBLINGS = 3
_COSTS = ("fit_cpu_s", "pick_cpu_s")


def communities(count: int = 1_000) -> Mapping[str, Any]:
    """Train `count` communities, map all of their models, and tell what 100,000 would take."""
    with tempfile.TemporaryDirectory() as folder:
        snapshot, models = Path(folder, "orders"), Path(folder, "models")
        lines = _write(snapshot, count)
        with closing(DuckDb(snapshot)) as engine:
            _, table_s, table_cpu_s = timed(lambda: list(engine.each(training_lines(), _nothing)))
        with closing(DuckDb(snapshot, Pool(_WORKERS))) as engine:
            trainer = Trainer(models=models, now=NOW)
            outcomes, train_s, train_cpu_s = timed(
                lambda: list(engine.each(training_lines(), trainer))
            )
        size = sum(path.stat().st_size for path in models.rglob("*") if path.is_file())
        folders = sorted(models.iterdir())
        _, load_s, _ = timed(lambda: [load(one) for one in folders])
    result = {
        "communities": count,
        "lines": lines,
        "failed": sum(bool(outcome.problem) for outcome in outcomes),
        "table_s": round(table_s, 1),
        "table_cpu_s": round(table_cpu_s, 1),
        "train_s": round(train_s, 1),
        "cpu_s_each": round(train_cpu_s / count, 3),
        "kilobytes_each": round(size / count / 1024),
        "load_ms_each": round(1e3 * load_s / count, 2),
    }
    result |= _arithmetic(result)
    print("\n".join(f"{name:18} {value}" for name, value in result.items()), flush=True)
    return result


def _arithmetic(measured: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what `_TARGET` communities take, in proportion: none needs another."""
    hours = measured["cpu_s_each"] * _TARGET / 3600
    return {
        f"at_{_TARGET}_cpu_hours": round(hours, 1),
        f"at_{_TARGET}_minutes_on_32_cores": round(hours * 60 / 32, 1),
        f"at_{_TARGET}_gigabytes": round(measured["kilobytes_each"] * _TARGET / 1024**2, 1),
    }


def _nothing(lines: pa.Table) -> Outcome:
    """Stand for training where only the table is measured."""
    return Outcome(community_id=lines["community_id"][0].as_py())


def _write(folder: Path, count: int) -> int:
    folder.mkdir()
    lines = 0
    for place in range(count):
        shop = make_shop(users=_USERS, items=_ITEMS, lines=_LINES, seed=place)
        lines += len(shop)
        pq.write_table(_orders(f"c{place:06}", shop), folder / f"{place:06}.parquet")
    return lines


def _orders(community: str, shop: Shop) -> pa.Table:
    mondays = np.array([(Week(2026, 1) + week).monday for week in range(53)], "datetime64[D]")
    columns = (
        np.full(len(shop), community),
        np.char.add("n", shop.user.astype(np.str_)),
        mondays[shop.week],
        np.full(len(shop), "placed"),
        np.char.add("p", shop.item.astype(np.str_)),
        shop.quantity,
    )
    arrays = [pa.array(column, field.type) for column, field in zip(columns, SCHEMA, strict=True)]
    return pa.Table.from_arrays(arrays, schema=SCHEMA)


def growth() -> Mapping[str, Any]:
    """Return the exponents of fitting and picking when lines, users, items or all three double.

    1 is in proportion; the slope of a line through the logarithms.
    """
    result: dict[str, Any] = {}
    for what in ("lines", "users", "items", "all"):
        rows = list(_doubled(what))
        exponents = {name: _slope([row[name] for row in rows]) for name in _COSTS}
        result[what] = {"sizes": rows, "exponents": exponents}
        print(f"{what:6} doubled {_DOUBLINGS} times: {exponents}", flush=True)
    return result


def _doubled(what: str) -> Iterator[Mapping[str, Any]]:
    for doubling in range(_DOUBLINGS + 1):
        factor = {name: 2**doubling if what in (name, "all") else 1 for name in _START}
        size = {name: start * factor[name] for name, start in _START.items()}
        shop = make_shop(**size)
        baskets = baskets_of(shop)
        model, _, fit_cpu_s = timed(lambda: fit(baskets, WEEKLY))  # noqa: B023
        everybody, offer = np.arange(len(model.user_ids)), prepare(model)
        _, _, pick_cpu_s = timed(lambda: pick_for_all(offer, everybody, 20))  # noqa: B023
        yield size | {"fit_cpu_s": round(fit_cpu_s, 3), "pick_cpu_s": round(pick_cpu_s, 3)}


def _slope(seconds: Sequence[float]) -> float:
    """Return the exponent with which the cost of doubled work grows."""
    return round(float(np.polyfit(range(len(seconds)), np.log2(seconds), 1)[0]), 2)
