"""The tables of a plan: the whole selection, and what each supplier is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from community.ids import SupplierId
from community.models import Plan, PlanLine, Product, Supplier
from community.ranking import Reason
from serving.exports.cells import Cell
from serving.messages import Lang

Say = Callable[[Reason], str]

_SELECTION: Mapping[Lang, tuple[str, ...]] = {
    "zh": (
        "商品",
        "供应商",
        "距离（公里）",
        "箱数",
        "每箱份数",
        "份数",
        "进价",
        "售价",
        "进货额",
        "销售额",
        "毛利",
        "需求 P10",
        "需求 P50",
        "需求 P90",
        "环保分",
        "入选理由",
    ),
    "en": (
        "Product",
        "Supplier",
        "Distance (km)",
        "Cases",
        "Packs per case",
        "Packs",
        "Cost",
        "Price",
        "Total cost",
        "Total sales",
        "Margin",
        "Demand P10",
        "Demand P50",
        "Demand P90",
        "Sustainability",
        "Why",
    ),
}
_ORDER: Mapping[Lang, tuple[str, ...]] = {
    "zh": ("商品", "箱数", "每箱份数", "份数", "每份进价", "每箱进价", "金额"),
    "en": (
        "Product",
        "Cases",
        "Packs per case",
        "Packs",
        "Cost per pack",
        "Cost per case",
        "Total",
    ),
}
_TOTAL: Mapping[Lang, str] = {"zh": "合计", "en": "Total"}
_JOIN: Mapping[Lang, str] = {"zh": "；", "en": "; "}


@dataclass(frozen=True, slots=True)
class Table:
    """A title, a header, rows of its width, and their totals as the last row."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """The names a plan's ids stand for; what is not known keeps its id."""

    products: Mapping[str, Product]
    suppliers: Mapping[str, Supplier]
    lang: Lang = "zh"

    def product(self, line: PlanLine) -> str:
        """Return the product's name."""
        known = self.products.get(line.product_id)
        return known.name if known else line.product_id

    def supplier(self, id_: SupplierId) -> str:
        """Return the supplier's name."""
        known = self.suppliers.get(id_)
        return known.name if known else id_


def selection_table(plan: Plan, book: Book, say: Say) -> Table:
    """Return every line of the plan with money, demand and reasons, and the totals."""
    lines = plan.lines
    packs, cases = sum(line.packs for line in lines), sum(line.cases for line in lines)
    money = (plan.cost, plan.revenue, plan.revenue - plan.cost)
    total = (_TOTAL[book.lang], "", None, cases, None, packs, None, None, *money)
    header = _SELECTION[book.lang]
    return Table(
        title={"zh": "选品", "en": "Selection"}[book.lang],
        header=header,
        rows=tuple(_selection_row(line, book, say) for line in lines),
        total=total + (None,) * (len(header) - len(total)),
    )


def _selection_row(line: PlanLine, book: Book, say: Say) -> tuple[Cell, ...]:
    cost, revenue = line.packs * line.cost, line.packs * line.price
    return (
        book.product(line),
        book.supplier(line.supplier_id),
        round(line.km, 1),
        line.cases,
        line.case_size,
        line.packs,
        line.cost,
        line.price,
        cost,
        revenue,
        revenue - cost,
        *(None if q is None else round(q, 1) for q in (line.low, line.demand, line.high)),
        round(line.sustainability),
        _JOIN[book.lang].join(say(reason) for reason in line.reasons),
    )


def order_tables(plan: Plan, book: Book) -> Iterator[Table]:
    """Yield one order sheet per supplier, in the cases the supplier delivers, by supplier name."""
    suppliers = {line.supplier_id for line in plan.lines}
    for supplier in sorted(suppliers, key=lambda id_: (book.supplier(id_), id_)):
        lines = [line for line in plan.lines if line.supplier_id == supplier]
        yield Table(
            title=book.supplier(supplier),
            header=_ORDER[book.lang],
            rows=tuple(_order_row(line, book) for line in lines),
            total=(
                _TOTAL[book.lang],
                sum(line.cases for line in lines),
                None,
                sum(line.packs for line in lines),
                None,
                None,
                sum((line.packs * line.cost for line in lines), Decimal(0)),
            ),
        )


def _order_row(line: PlanLine, book: Book) -> tuple[Cell, ...]:
    case = line.cost * line.case_size
    return (
        book.product(line),
        line.cases,
        line.case_size,
        line.packs,
        line.cost,
        case,
        case * line.cases,
    )
