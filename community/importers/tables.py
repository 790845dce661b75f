"""Catalogue, neighbours, orders, trace events and events from rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from community.ids import CommunityId, FoodId
from community.importers.finds import Findings
from community.importers.lexicon import Lexicon
from community.importers.rows import Row
from community.models import Product
from community.records import (
    EventRecord,
    NeighbourRecord,
    OrderRecord,
    OrderRow,
    ProductRecord,
    SupplierRecord,
    TraceRecord,
)

SUPPLIER = "supplier_"  # prefix of a supplier's columns beside its products
_OF_PRODUCTS = frozenset({"supplier_id", "price", "cost", "category"})


def find_catalogue(
    rows: Iterable[Row], findings: Findings, community_id: CommunityId, lexicon: Lexicon
) -> None:
    """Find products, their suppliers beside them, or (without price and category) suppliers."""
    for row in rows:
        if not _OF_PRODUCTS.intersection(row.values):
            supplier = findings.record(SupplierRecord, row)
            if supplier is not None:
                findings.add("suppliers", supplier.to_model(community_id), row.number)
            continue
        beside = {n: v for n, v in row.values.items() if n.startswith(SUPPLIER)}
        own = {n: v for n, v in row.values.items() if n == "supplier_id" or n not in beside}
        product = findings.record(ProductRecord, Row(row.number, own))
        if len(beside) > 1:
            seller = findings.record(SupplierRecord, Row(row.number, beside), prefix=SUPPLIER)
            if seller is not None:
                model = seller.to_model(community_id)
                findings.add("suppliers", model, row.number, shared=True)
        if product is not None:
            model_ = _with_known_foods(product.to_model(community_id), row, findings, lexicon)
            findings.add("products", model_, row.number)


def _with_known_foods(product: Product, row: Row, findings: Findings, lexicon: Lexicon) -> Product:
    """Return the product with food ids; a food may be written by any of its names."""
    parts = []
    for part in product.foods:
        food_id: FoodId | None = part.food_id if part.food_id in lexicon.foods else None
        if food_id is None and (mention := lexicon.resolve(part.food_id)) is not None:
            food_id = mention.food.id
        if food_id is None:
            findings.wrong(row.number, "foods", f"there is no food {part.food_id!r}")
        else:
            parts.append(replace(part, food_id=food_id))
    return replace(product, foods=tuple(parts))


def find_neighbours(
    rows: Iterable[Row], findings: Findings, community_id: CommunityId, _: Lexicon
) -> None:
    """Find neighbours, and apart from them what needs care."""
    for row in rows:
        record = findings.record(NeighbourRecord, row)
        if record is not None:
            findings.add("neighbours", record.to_model(community_id), row.number)
            if (care := record.to_care(community_id)) is not None:
                findings.add("care", care, row.number)


def find_orders(
    rows: Iterable[Row], findings: Findings, community_id: CommunityId, _: Lexicon
) -> None:
    """Find orders, whole in a row or spread over rows of one order_id.

    An order with a bad line is left out as a whole: a part of a basket would be another order.
    """
    spread: dict[str, list[tuple[int, OrderRow | None]]] = {}
    for row in rows:
        if "lines" in row.values:
            whole = findings.record(OrderRecord, row)
            if whole is not None:
                findings.add("orders", whole.to_model(community_id), row.number)
            continue
        line = findings.record(OrderRow, row)
        order_id = line.order_id if line else str(row.values.get("order_id", ""))
        spread.setdefault(order_id, []).append((row.number, line))
    for lines in spread.values():
        _join(lines, findings, community_id)


def _join(
    lines: list[tuple[int, OrderRow | None]], findings: Findings, community_id: CommunityId
) -> None:
    first_row, first = lines[0]
    seen: dict[str, int] = {}
    for number, line in lines:
        if first is None or line is None:
            continue
        for name in ("neighbour_id", "week", "placed_at", "status"):
            if getattr(line, name) != getattr(first, name):
                findings.wrong(number, name, f"differs from row {first_row} of the same order")
        if seen.setdefault(line.product_id, number) != number:
            findings.wrong(number, "product_id", f"repeats row {seen[line.product_id]}")
    good = [line for _, line in lines if line is not None]
    if first is not None and len(good) == len(lines):
        order = first.order(community_id, tuple(line.line() for line in good))
        findings.add("orders", order, *(number for number, _ in lines))
    else:
        bad = next(number for number, line in lines if line is None)
        for number, line in lines:
            if line is not None:
                findings.wrong(number, "order_id", f"left out with row {bad} of the same order")


def find_trace(
    rows: Iterable[Row], findings: Findings, community_id: CommunityId, _: Lexicon
) -> None:
    """Find trace events."""
    for row in rows:
        record = findings.record(TraceRecord, row)
        if record is not None:
            findings.add("trace", record.to_model(community_id), row.number)


def find_events(
    rows: Iterable[Row], findings: Findings, community_id: CommunityId, _: Lexicon
) -> None:
    """Find events."""
    for row in rows:
        record = findings.record(EventRecord, row)
        if record is not None:
            findings.add("events", record.to_model(community_id), row.number)
