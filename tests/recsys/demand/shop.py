"""A made-up shop whose demand is known: a year's wave, a trend a product, noise, and gaps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from recsys.demand.history import Floats, History

MONDAY = date(2024, 1, 1)
HEADER = "date,sku,name,category,quantity,unit_price,unit_cost,discounted_share,loss_rate"


def make_history(products: int = 24, weeks: int = 70, seed: int = 5) -> History:
    """Return a shop open all week, where each product is away about one week in eight."""
    draw = np.random.default_rng(seed)
    size = draw.uniform(3, 40, products)[:, None]
    wave = 1 + 0.3 * np.sin(
        2 * np.pi * np.arange(weeks) / 26 + draw.uniform(0, 6, products)[:, None]
    )
    rate = size * wave * draw.lognormal(0, 0.3, (products, weeks))
    rate[draw.random(rate.shape) < 1 / 8] = np.nan
    cost = np.where(np.isfinite(rate), 4 * draw.lognormal(0, 0.1, rate.shape), np.nan)
    return history_of(rate, cost)


def history_of(rate: Floats, cost: Floats) -> History:
    here = np.where(np.isfinite(rate), 1.0, np.nan)
    return History(
        monday=MONDAY,
        rate=rate,
        price=cost + 3,
        cost=cost,
        discounted=0 * here,
        loss=0.1 * here,
        presence=here,
        late=rate,
        last=rate,
        open_days=np.full(rate.shape[1], 7.0),
        category=np.arange(len(rate)) % 3,
        family=np.arange(len(rate)),
    )


def changed_from(history: History, week: int) -> History:
    """Return the same past with a wholly different future, the set on sale and its cost kept."""
    tables = {}
    for name in ("rate", "price", "discounted", "late", "last", "presence"):
        table = getattr(history, name).copy()
        table[:, week:] *= 3.7
        tables[name] = table
    open_days = history.open_days.copy()
    open_days[week:] = 3.0
    return replace(history, open_days=open_days, **tables)


def write_sales(path: Path, history: History) -> Path:
    """Write a history as daily rows, the week's sales spread over the days it was open."""
    lines = [HEADER]
    for product in range(len(history.rate)):
        for week in np.flatnonzero(np.isfinite(history.rate[product])):
            monday = history.monday + timedelta(weeks=int(week))
            money = f"{history.price[product, week]:.2f},{history.cost[product, week]:.2f}"
            for day in range(int(history.open_days[week])):
                row = f"{monday + timedelta(days=day)},s{product:03},菜{product},类{product % 3}"
                lines.append(f"{row},{history.rate[product, week]:.4f},{money},0,0.1")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
