"""What is known of every product on sale in a week before it begins, as numbers without a unit.

Amounts are ratios to the product's own recent level, so that what is learnt in one week, product or
shop holds for another. Unknown is NaN.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from community.reference.festivals import MID_AUTUMN, NATIONAL_DAY, SPRING, days_from
from recsys.demand.history import (
    Coming,
    Floats,
    History,
    Ints,
    decayed,
    group_means,
    group_sums,
    known_mean,
    newest,
    ratio,
    total,
)

FEWEST = 5  # weeks that must be known
_KEEP = 0.5  # weight a week keeps per further week on sale
_RECENT, _MONTH, _YEAR = 8, 4, 52  # weeks
_LEAST = 0.02  # of the mean product: no level is smaller
_MOST = 20.0  # no ratio is larger
_REACH = {SPRING: 45, MID_AUTUMN: 20, NATIONAL_DAY: 20}  # days around a festival


@dataclass(frozen=True, slots=True)
class Rows:
    """The products on sale in one week: their rows in the history, level and features."""

    products: Ints  # (R,)
    level: Floats  # (R,) expected sales per day open
    table: Floats  # (R, F)
    names: tuple[str, ...]


def describe(history: History, coming: Coming) -> Rows:
    """Return the features of a week from the `FEWEST` or more weeks before it."""
    level = levels(history)
    columns: dict[str, Floats] = {}
    for part in (_own, _ends, _shop, _supply, _last_year, _prices):
        columns |= part(history, coming, level)
    columns |= {name: np.full(len(level), value) for name, value in _calendar(coming).items()}
    products = np.flatnonzero(coming.on_sale)
    table = np.column_stack(list(columns.values()))[products]
    return Rows(products, level[products], table, tuple(columns))


def levels(history: History) -> Floats:
    """Return the recent sales per day open (S,); a new product starts at its kin's.

    Kin sell as much as the geometric mean of the category: few products sell most of it.
    """
    own = decayed(history.rate, _KEEP)
    recent = known_mean(history.rate[:, -_RECENT:])
    typical = float(np.nan_to_num(known_mean(recent[None, :])[0]))
    least = max(_LEAST * typical, 1e-9)
    kin = np.exp(group_means(np.log(np.maximum(recent, least)), history.category, np.log(least)))
    return np.asarray(np.maximum(np.where(np.isfinite(own), own, kin), least))


def _own(history: History, _coming: Coming, level: Floats) -> Mapping[str, Floats]:
    """How a product has sold lately against its level, and how long ago."""
    rate, weeks = history.rate, history.weeks
    seen = np.isfinite(rate)
    recent = rate[:, -_RECENT:]
    known = seen.any(axis=1)
    ago = np.where(known, np.argmax(seen[:, ::-1], axis=1) + 1.0, np.nan)
    lags = {f"lag_{back}": rate[:, -back] / level for back in range(1, _MONTH + 1)}
    mean = known_mean(recent)
    spread = np.sqrt(known_mean((recent - mean[:, None]) ** 2))
    return lags | {
        "ago": np.minimum(ago, _YEAR),
        "seen": np.minimum(seen.sum(axis=1) * 1.0, min(weeks, _YEAR)),
        "fast": decayed(rate, 0.35) / level,
        "slow": decayed(rate, 0.85) / level,
        "month": known_mean(rate[:, -_MONTH:]) / level,
        "most": np.fmax.reduce(recent, axis=1) / level,
        "least": np.fmin.reduce(recent, axis=1) / level,
        "spread": spread / level,
        "size": np.log(ratio(level, known_mean(recent.reshape(1, -1)))),
    }


def _ends(history: History, _coming: Coming, level: Floats) -> Mapping[str, Floats]:
    """How the last days went, and on how many of them the product was there."""
    return {
        "late": history.late[:, -1] / level,
        "last": history.last[:, -1] / level,
        "presence": history.presence[:, -1],
        "presence_month": np.nan_to_num(history.presence[:, -_MONTH:]).mean(axis=1),
    }


def _shop(history: History, _coming: Coming, _level: Floats) -> Mapping[str, Floats]:
    """How the whole shop, the category and the family have moved."""
    found = {}
    for name, group in _groupings(history).items():
        week, fortnight, month, before = (
            group_sums(part, group)
            for part in (
                history.rate[:, -1],
                total(history.rate[:, -2:]) / 2,
                total(history.rate[:, -_MONTH:]) / _MONTH,
                total(history.rate[:, -_RECENT:]) / _RECENT,
            )
        )
        late = group_sums(history.late[:, -1], group)
        found[f"{name}_week"] = ratio(week, month)
        found[f"{name}_fortnight"] = ratio(fortnight, before)
        found[f"{name}_late"] = ratio(late, month)
    return found


def _groupings(history: History) -> Mapping[str, Ints]:
    everyone = np.zeros(len(history.rate), np.int64)
    return {"shop": everyone, "category": history.category, "family": history.family}


def _supply(history: History, coming: Coming, level: Floats) -> Mapping[str, Floats]:
    """What else is on sale: more of a kind share the same demand."""
    here = coming.on_sale.astype(np.float64)
    offered = np.where(coming.on_sale, level, 0.0)
    found = {"share": ratio(level, group_sums(offered, history.category))}
    for name, group in _groupings(history).items():
        was = total(np.where(np.isfinite(history.rate[:, -_MONTH:]), 1 / _MONTH, 0.0))
        before = total(history.rate[:, -2:]) / 2
        found[f"{name}_offers"] = (group_sums(here, group) + 1) / (group_sums(was, group) + 1)
        found[f"{name}_gap"] = ratio(group_sums(offered, group), group_sums(before, group))
    if not coming.settled:
        return dict.fromkeys(found, np.full(len(level), np.nan))
    return {name: np.minimum(values, _MOST) for name, values in found.items()}


def _last_year(history: History, _coming: Coming, level: Floats) -> Mapping[str, Floats]:
    """How the same week went a year ago, against the weeks before it and today's level."""
    start = history.weeks - _YEAR
    if start < _MONTH:
        unknown = np.full(len(level), np.nan)
        names = ("own", "category", "shop", "step", "level")
        return {f"year_{name}": unknown for name in names}
    then, month = history.rate[:, start], history.rate[:, start - _MONTH : start]
    everyone = np.zeros(len(level), np.int64)
    before = total(month) / _MONTH
    return {
        "year_own": np.minimum(ratio(then, known_mean(month)), _MOST),
        "year_category": _grown(then, before, history.category),
        "year_shop": _grown(then, before, everyone),
        "year_step": _grown(then, month[:, -1], everyone),
        "year_level": np.minimum(known_mean(history.rate[:, start - 1 : start + 2]) / level, _MOST),
    }


def _grown(then: Floats, before: Floats, group: Ints) -> Floats:
    return ratio(group_sums(then, group), group_sums(before, group))


def _prices(history: History, coming: Coming, _level: Floats) -> Mapping[str, Floats]:
    """What the product costs and brings against before and against its kind."""
    price, cost = newest(history.price), newest(history.cost)
    usual_price, usual_cost = decayed(history.price, _KEEP), decayed(history.cost, _KEEP)
    step = ratio(coming.cost, usual_cost)
    kind_step = group_means(np.where(coming.on_sale, step, np.nan), history.category)
    kind_price = group_means(np.where(coming.on_sale, price, np.nan), history.category)
    return {
        "cost_step": ratio(coming.cost, cost),
        "cost_change": step,
        "cost_of_kind": kind_step,
        "cost_alone": ratio(step, kind_step),
        "price_step": ratio(coming.price, price),
        "price_change": ratio(price, usual_price),
        "price_in_kind": ratio(price, kind_price),
        "markup": ratio(price, coming.cost),
        "markup_before": ratio(price, cost),
        "discounted": history.discounted[:, -1],
        "discounted_usual": decayed(history.discounted, _KEEP),
        "loss": newest(history.loss),
    }


def _calendar(coming: Coming) -> Mapping[str, float]:
    """The time of the year, and days from the festivals."""
    middle = coming.monday + timedelta(days=3)
    angle = 2 * math.pi * middle.timetuple().tm_yday / 365.25
    festivals = {
        name: float(np.clip(days_from(name, middle), -reach, reach))
        for name, reach in _REACH.items()
    }
    return {"year_sin": math.sin(angle), "year_cos": math.cos(angle), **festivals}
