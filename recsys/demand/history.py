"""What one shop or community has sold, week by week, and what is known of the week to come.

Every table has a row per product and a column per week, oldest first, NaN where a product was not
on sale: a week without an offer says nothing about demand. What was sold is kept as a rate per day
open, so that a week with holidays compares with a full one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

_USUAL = 8  # weeks whose median tells how many days the next will be open


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """A shop's weeks: `rate` is sold per day open, prices and costs are per unit sold.

    `late` and `last` are the rates of a week's last three days and last day open, `presence` the
    share of days open on which a product was on sale; they are all NaN where only weeks are known.
    """

    monday: date  # of the first week
    rate: Floats  # (S, W)
    price: Floats
    cost: Floats
    discounted: Floats  # share of what was sold
    loss: Floats  # share of what is bought that spoils before it can be sold
    presence: Floats
    late: Floats
    last: Floats
    open_days: Floats  # (W,) 0–7
    category: Ints  # (S,)
    family: Ints  # (S,) products that stand in for each other: variants, or the same food
    planned: bool = False  # what is on sale is chosen by the forecast, at prices set before

    @property
    def weeks(self) -> int:
        """How many weeks are known."""
        return int(self.rate.shape[1])

    @property
    def sold(self) -> Floats:
        """What was sold in each week (S, W)."""
        return np.asarray(self.rate * self.open_days)

    def before(self, week: int) -> History:
        """Return what was known when week number `week` began."""
        tables = ("rate", "price", "cost", "discounted", "loss", "presence", "late", "last")
        past = {name: getattr(self, name)[:, :week] for name in tables}
        return replace(self, open_days=self.open_days[:week], **past)

    def coming(self, week: int) -> Coming:
        """Return what was known beforehand of week number `week`."""
        on_sale = np.isfinite(self.rate[:, week])
        return Coming(
            monday=self.monday + timedelta(weeks=week),
            on_sale=on_sale,
            cost=self.cost[:, week],
            price=self.price[:, week] if self.planned else np.full(len(on_sale), np.nan),
            settled=not self.planned,
        )

    def usual_days(self) -> float:
        """Return on how many days the coming week will be open: the median of the last ones."""
        known = self.open_days[self.open_days > 0][-_USUAL:]
        return float(np.median(known)) if len(known) else 7.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """What is known of a week before it begins; price and cost are NaN where they are not known.

    `settled` tells that just these products will be on sale; otherwise they are what may be chosen.
    """

    monday: date
    on_sale: Bools  # (S,)
    cost: Floats  # (S,)
    price: Floats  # (S,)
    settled: bool = True


def groups(names: Sequence[str]) -> Ints:
    """Return the same number (S,) for the same name."""
    return np.unique(np.array(names, str), return_inverse=True)[1].astype(np.int64).reshape(-1)


def group_sums(values: Floats, group: Ints) -> Floats:
    """Return the sum of `values` (S,) over each product's group (S,), NaN as nothing."""
    return np.asarray(np.bincount(group, np.nan_to_num(values))[group])


def group_means(values: Floats, group: Ints, otherwise: float = np.nan) -> Floats:
    """Return the mean of the known `values` (S,) over each product's group (S,)."""
    return ratio(group_sums(values, group), group_sums(np.isfinite(values) * 1.0, group), otherwise)


def ratio(part: Floats, whole: Floats | float, otherwise: float = np.nan) -> Floats:
    """Return part / whole, `otherwise` where the whole is not above 0."""
    bottom = np.broadcast_to(np.asarray(whole, np.float64), np.shape(part))
    answer = np.full(np.shape(part), otherwise)
    np.divide(part, bottom, out=answer, where=bottom > 0)
    return answer


def decayed(table: Floats, keep: float) -> Floats:
    """Return the mean (S,) of the known weeks of `table`, each further one weighing `keep` less."""
    seen = np.isfinite(table)
    later = np.cumsum(seen[:, ::-1], axis=1)[:, ::-1] - seen
    weight = seen * keep**later
    return ratio((np.nan_to_num(table) * weight).sum(axis=1), weight.sum(axis=1))


def newest(table: Floats) -> Floats:
    """Return the last known value (S,) of every row."""
    seen = np.isfinite(table)
    if not seen.shape[1]:
        return np.full(len(table), np.nan)
    column = table.shape[1] - 1 - np.argmax(seen[:, ::-1], axis=1)
    return np.asarray(table[np.arange(len(table)), column])


def known_mean(table: Floats) -> Floats:
    """Return the mean (S,) of the known values of every row, NaN where there are none."""
    seen = np.isfinite(table)
    return ratio(np.nansum(table, axis=1), seen.sum(axis=1) * 1.0)


def total(table: Floats) -> Floats:
    """Return the sum (S,) of the known values of every row."""
    return np.asarray(np.nansum(table, axis=1))
