"""Sales files: one row per product and day, read into weeks and refused row by row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np

from community.errors import InvalidFile, RowProblem
from recsys.demand.history import Floats, History, Ints, groups, ratio

_REQUIRED = ("date", "sku", "name", "category", "quantity", "unit_price", "unit_cost")
_MONEY = ("unit_price", "unit_cost")
_SHARES = ("discounted_share", "loss_rate")
_SHOWN = 20
_LATE = 3  # days
_VARIANT = re.compile(r"\s*[(（\[【].*$")


@dataclass(frozen=True, slots=True)
class Sales:
    """The history of a sales file and the names of its products, in the order of its rows."""

    skus: tuple[str, ...]
    names: tuple[str, ...]
    history: History


def read_sales(path: Path) -> Sales:
    """Read a CSV with `date, sku, name, category, quantity, unit_price, unit_cost` and optionally
    `discounted_share, loss_rate`; other columns are not used.

    Raises InvalidFile naming the rows and columns that are wrong (at most 20).
    """
    table = _table(path)
    problems = sorted(_problems(table), key=lambda problem: problem.row)
    if problems:
        raise InvalidFile(str(path), problems[:_SHOWN])
    first = table.drop_duplicates("sku").sort_values("sku")
    names = tuple(first["name"].astype(str))
    return Sales(tuple(first["sku"].astype(str)), names, _history(table, first, names))


def _table(path: Path) -> Any:
    """Return the file with dates and numbers as such, NaN where a cell is none."""
    import pandas as pd

    try:
        table = pd.read_csv(path, dtype=str, keep_default_na=False)
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise InvalidFile(str(path), [RowProblem(0, "", "is not a readable CSV file")]) from error
    missing = [name for name in _REQUIRED if name not in table.columns]
    if missing:
        raise InvalidFile(str(path), [RowProblem(0, name, "column missing") for name in missing])
    if table.empty:
        raise InvalidFile(str(path), [RowProblem(0, "", "holds no rows")])
    table["date"] = pd.to_datetime(table["date"], format="%Y-%m-%d", errors="coerce")
    for name in ("quantity", *_MONEY, *_SHARES):
        if name in table.columns:
            table[name] = pd.to_numeric(table[name], errors="coerce").astype(float)
    return table


def _problems(table: Any) -> Iterator[RowProblem]:
    """Yield the first rows that break the format, column by column."""
    yield from _wrong(table, "date", table["date"].isna(), "is no day such as 2026-11-24")
    yield from _wrong(table, "sku", table["sku"] == "", "is empty")
    for name in ("quantity", *_MONEY):
        numbers = table[name]
        bad = ~(np.isfinite(numbers) & (numbers >= 0))
        yield from _wrong(table, name, bad, "must be a number of 0 or more")
    for name in _SHARES:
        if name in table.columns:
            bad = ~table[name].between(0, 1, inclusive="left" if name == "loss_rate" else "both")
            yield from _wrong(table, name, bad, "must be a share from 0 to 1")
    twice = table.duplicated(["date", "sku"])
    yield from _wrong(table, "sku", twice, "appears twice on this day")


def _wrong(table: Any, column: str, bad: Any, reason: str) -> Iterator[RowProblem]:
    for row in table.index[bad.to_numpy()][:_SHOWN]:
        yield RowProblem(int(row) + 2, column, reason)


def _history(table: Any, first: Any, names: tuple[str, ...]) -> History:
    start = table["date"].min().date()
    monday = start - timedelta(days=start.weekday())
    day = ((table["date"] - np.datetime64(monday)).dt.days).to_numpy(np.int64)
    weeks = int(day.max()) // 7 + 1
    row = np.searchsorted(first["sku"].to_numpy(), table["sku"].to_numpy())
    cells = _Cells(row, day, (len(first), weeks))
    quantity = table["quantity"].to_numpy()
    daily = cells.daily(quantity)
    trading = np.nan_to_num(daily).sum(axis=0) > 0
    open_days = trading.reshape(weeks, 7).sum(axis=1).astype(float)
    on_sale = np.isfinite(daily).reshape(-1, weeks, 7)
    late, last = _ends(daily.reshape(-1, weeks, 7), trading.reshape(weeks, 7))
    return History(
        monday=monday,
        rate=ratio(cells.sum(quantity), np.broadcast_to(open_days, (len(first), weeks))),
        price=cells.mean(table["unit_price"].to_numpy(), quantity),
        cost=cells.mean(table["unit_cost"].to_numpy()),
        discounted=cells.mean(_optional(table, "discounted_share"), quantity),
        presence=ratio(on_sale.sum(axis=2) * 1.0, np.maximum(open_days, 1.0)),
        late=late,
        last=last,
        open_days=open_days,
        loss=cells.mean(_optional(table, "loss_rate")),
        category=groups(first["category"].tolist()),
        family=groups([_VARIANT.sub("", name) or name for name in names]),
    )


@dataclass(frozen=True, slots=True)
class _Cells:
    """Where each row of the file lies in the tables of products by days and by weeks."""

    row: Ints
    day: Ints
    shape: tuple[int, int]

    def daily(self, values: Floats) -> Floats:
        table = np.full((self.shape[0], self.shape[1] * 7), np.nan)
        table[self.row, self.day] = values
        return table

    def sum(self, values: Floats) -> Floats:
        """Return sums by week, NaN where a product was not on sale."""
        cell = self.row * self.shape[1] + self.day // 7
        size = self.shape[0] * self.shape[1]
        total = np.bincount(cell, values, size).astype(np.float64)
        total[np.bincount(cell, minlength=size) == 0] = np.nan
        return np.asarray(total.reshape(self.shape), np.float64)

    def mean(self, values: Floats, weights: Floats | None = None) -> Floats:
        """Return means by week: of the days, or of what was sold where anything was."""
        plain = ratio(self.sum(values), self.sum(np.ones_like(values)))
        if weights is None:
            return plain
        weighted = ratio(self.sum(values * weights), self.sum(weights))
        return np.where(np.isfinite(weighted), weighted, plain)


def _ends(daily: Floats, trading: Any) -> tuple[Floats, Floats]:
    """Return the mean of every week's last three days and of its last day open, (S, W) each.

    A product that was on sale in the week counts with 0 on a day without it.
    """
    to_go = np.cumsum(trading[:, ::-1], axis=1)[:, ::-1]
    late, last = ((trading & (to_go <= days)) for days in (_LATE, 1))
    here = np.isfinite(daily).any(axis=2)
    sums = (np.where(days, np.nan_to_num(daily), 0.0).sum(axis=2) for days in (late, last))
    counts = (np.maximum(days.sum(axis=1), 1) for days in (late, last))
    first, second = (
        np.where(here, total / count, np.nan) for total, count in zip(sums, counts, strict=True)
    )
    return first, second


def _optional(table: Any, name: str) -> Floats:
    values = table[name] if name in table.columns else np.zeros(len(table))
    return np.asarray(values, np.float64)
