"""Table steps as Ibis expressions over `ORDERS`: written once, compiled for each engine."""

from __future__ import annotations

import ibis
from ibis.expr.types import Table

from community.models import OrderStatus
from recsys.tables.snapshot import SCHEMA

ORDERS: Table = ibis.table(ibis.Schema.from_pyarrow(SCHEMA), name="orders")


def placed(orders: Table) -> Table:
    """Return the lines of the orders that count."""
    return orders.filter(orders.status == OrderStatus.PLACED.value, orders.quantity > 0)


def merged(lines: Table) -> Table:
    """Return one line for each community, neighbour, week and product, with all the packs."""
    keys = ("community_id", "neighbour_id", "week", "product_id")
    return lines.group_by(*keys).agg(quantity=lines.quantity.sum())


def timed(lines: Table) -> Table:
    """Return the lines with `time`: weeks since the community's first order, from 0."""
    first = lines.week.min().over(ibis.window(group_by="community_id"))
    return lines.mutate(time=(lines.week.delta(first, unit="day") // 7).cast("int64"))


def training_lines(orders: Table = ORDERS) -> Table:
    """Return what a model learns from, each community's lines together."""
    return timed(merged(placed(orders))).order_by("community_id")
