"""Orders with their lines, which have a table of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache

from sqlalchemy import func, select
from sqlalchemy.sql.expression import ColumnElement

from community.errors import InvalidField
from community.ids import CommunityId
from community.models import Order, OrderLine, OrderStatus
from community.ports import Filter, LineBatch, SalesColumns
from community.storage.columns import codec_of
from community.storage.repository import BATCH, Sql, SqlRepository, batches
from community.storage.schema import TABLES, Row, order_lines
from community.weeks import Week

_MONEY = codec_of(Decimal, "unit_price")
_WHOLE = codec_of(int, "quantity")
_orders = TABLES["orders"]
_same = (order_lines.c.community_id == _orders.c.community_id) & (
    order_lines.c.order_id == _orders.c.id
)
_lines_of_orders = order_lines.join(_orders, _same)
_placed = _orders.c.status == str(OrderStatus.PLACED)
Line = tuple[str, int, int]  # product, packs, fen


class OrderRepository(SqlRepository[Order]):
    """Orders; their rows carry the lines as `lines` beside the columns of the table."""

    def _row(self, thing: Order) -> Row:
        return {**super()._row(thing), "lines": [_line(line) for line in thing.lines]}

    def _thing(self, row: Row) -> Order:
        lines = tuple(OrderLine(p, q, _MONEY.load(fen)) for p, q, fen in row["lines"])
        return Order(**self.layout.load(row), lines=lines)

    def _rows(
        self, conditions: Sequence[ColumnElement[bool]], *, limit: int | None = None
    ) -> list[Row]:
        rows = super()._rows(conditions, limit=limit)
        lines: dict[tuple[str, str], list[Line]] = {self._name(row): [] for row in rows}
        for some in batches(lines, BATCH):
            communities, ids = {name[0] for name in some}, [name[1] for name in some]
            here = order_lines.c.community_id.in_(communities)
            query = select(order_lines).where(here, self.sql.among(order_lines.c.order_id, ids))
            query = query.order_by(order_lines.c.position)
            for line in self.sql.run(query):
                name = line.community_id, line.order_id
                lines[name].append((line.product_id, line.quantity, line.unit_price))
        return [{**row, "lines": lines[self._name(row)]} for row in rows]

    def _narrowed(self, where: Filter) -> Iterator[ColumnElement[bool]]:
        yield from super()._narrowed(where)
        if where.product_id is not None:
            with_it = select(order_lines.c.order_id).where(
                order_lines.c.community_id == _orders.c.community_id,
                order_lines.c.product_id == where.product_id,
            )
            yield _orders.c.id.in_(with_it)

    def _write(self, created: Sequence[Row], updated: Sequence[Row]) -> None:
        for row in updated:
            here = order_lines.c.community_id == row["community_id"]
            self.sql.delete(order_lines, here, order_lines.c.order_id == row["id"])
        rows = [*created, *updated]
        self.sql.put(_orders, [{k: v for k, v in row.items() if k != "lines"} for row in rows])
        self.sql.put(order_lines, [line for row in rows for line in _line_rows(row)])


def line_batches(sql: Sql, community_id: CommunityId, size: int) -> Iterator[LineBatch]:
    """Yield every line of every order, at most `size` at a time."""
    query = (
        select(
            _orders.c.neighbour_id,
            _orders.c.week,
            _orders.c.status,
            order_lines.c.product_id,
            order_lines.c.quantity,
        )
        .select_from(_lines_of_orders)
        .where(_orders.c.community_id == community_id)
    )
    parse = cache(Week.parse)
    for rows in sql.stream(query, size):
        neighbours, weeks, statuses, products, quantities = zip(*rows, strict=True)
        yield LineBatch(
            neighbour_ids=neighbours,
            weeks=tuple(map(parse, weeks)),
            statuses=statuses,
            product_ids=products,
            quantities=quantities,
        )


def sales_columns(sql: Sql, community_id: CommunityId) -> SalesColumns:
    """Return the packs of each product by week, summed by the database."""
    keys = (_orders.c.week, order_lines.c.product_id)
    query = (
        select(*keys, func.sum(order_lines.c.quantity))
        .select_from(_lines_of_orders)
        .where(_orders.c.community_id == community_id, _placed)
        .group_by(*keys)
        .order_by(*keys)
    )
    weeks, products, packs = list(zip(*sql.run(query).all(), strict=True)) or [()] * 3
    return SalesColumns(
        weeks=tuple(map(Week.parse, weeks)),
        product_ids=products,
        quantities=tuple(map(int, packs)),  # PostgreSQL sums to a numeric
    )


def _line(line: OrderLine) -> Line:
    try:
        fen = _MONEY.dump(line.unit_price)
    except ValueError as error:
        raise InvalidField("/unit_price", str(error)) from error
    try:
        return str(line.product_id), _WHOLE.dump(line.quantity), fen
    except ValueError as error:
        raise InvalidField("/quantity", str(error)) from error


def _line_rows(row: Row) -> Iterator[Row]:
    for position, (product_id, quantity, unit_price) in enumerate(row["lines"]):
        yield {
            "community_id": row["community_id"],
            "order_id": row["id"],
            "position": position,
            "product_id": product_id,
            "quantity": quantity,
            "unit_price": unit_price,
        }
