from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from community.ids import CommunityId, PlanId, ProductId, SupplierId
from community.models import Place, Plan, PlanLine, Product, Supplier, SupplierKind
from community.ranking import Reason
from community.weeks import Week
from serving.exports.cells import harmless
from serving.exports.plan import jielong_text, plan_csv, plan_xlsx, sheet_name

HOME = CommunityId("c")


def line(number: int, supplier: str, packs: int, **changes: Any) -> PlanLine:
    values: dict[str, Any] = {
        "product_id": ProductId(f"p{number}"),
        "supplier_id": SupplierId(supplier),
        "packs": packs,
        "price": Decimal("9.90"),
        "cost": Decimal("6.35"),
        "demand": 20.04,
        "low": 11.0,
        "high": 31.0,
        "case_size": 6,
        "km": 12.34,
        "preference": 0.5,
        "sustainability": 71.6,
        "reasons": (Reason("local", {"km": 12}), Reason("voted", {"votes": 3})),
    }
    return PlanLine(**(values | changes))


def plan(*lines: PlanLine) -> Plan:
    return Plan(
        id=PlanId("plan"),
        community_id=HOME,
        week=Week(2026, 48),
        created_at=datetime(2026, 11, 20, tzinfo=UTC),
        lines=lines,
        constraints=(),
        settings={},
    )


def product(number: int, name: str, **changes: Any) -> Product:
    return Product(
        id=ProductId(f"p{number}"),
        community_id=HOME,
        supplier_id=SupplierId("s1"),
        name=name,
        category="蔬菜",
        price=Decimal("9.90"),
        cost=Decimal("6.35"),
        **changes,
    )


def supplier(id_: str, name: str) -> Supplier:
    return Supplier(
        id=SupplierId(id_),
        community_id=HOME,
        name=name,
        kind=SupplierKind.FARM,
        place=Place(31.0, 121.0),
    )


PLAN = plan(line(1, "s1", 12), line(2, "s2", 18), line(3, "s1", 6, low=None, high=None))
PRODUCTS = {
    "p1": product(1, '=HYPERLINK("http://x")', pack_grams=500, unit="把"),
    "p2": product(2, "新米", pack_grams=2500, unit="袋"),
}
SUPPLIERS = {"s1": supplier("s1", "绿野/农场"), "s2": supplier("s2", "稻香合作社")}


def say(reason: Reason) -> str:
    return f"{reason.code}!"


def rows_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def book_of(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


def test_the_csv_opens_in_excel_as_utf8() -> None:
    data = plan_csv(PLAN, PRODUCTS, SUPPLIERS, say=say)
    assert data.startswith(b"\xef\xbb\xbf")
    assert rows_of(data)[0][:3] == ["商品", "供应商", "距离（公里）"]


def test_the_csv_has_a_line_each_and_totals_that_add_up() -> None:
    header, *rows, total = rows_of(plan_csv(PLAN, PRODUCTS, SUPPLIERS, say=say, lang="en"))
    assert [row[0] for row in rows] == ['\'=HYPERLINK("http://x")', "新米", "p3"]
    for name in ("Cases", "Packs", "Total cost", "Total sales", "Margin"):
        column = header.index(name)
        assert sum(Decimal(row[column]) for row in rows) == Decimal(total[column])
    assert total[header.index("Total cost")] == str(PLAN.cost)
    assert rows[0][header.index("Cases")] == "2"
    assert rows[1][header.index("Why")] == "local!; voted!"


def test_an_unknown_quantile_is_an_empty_cell() -> None:
    header, *rows, _ = rows_of(plan_csv(PLAN, PRODUCTS, SUPPLIERS, say=say, lang="en"))
    low = header.index("Demand P10")
    assert [row[low] for row in rows] == ["11.0", "11.0", ""]


def test_the_workbook_has_the_selection_and_a_sheet_per_supplier() -> None:
    book = book_of(plan_xlsx(PLAN, PRODUCTS, SUPPLIERS, say=say))
    assert book.sheetnames == ["选品", "稻香合作社", "绿野 农场"]
    english = book_of(plan_xlsx(PLAN, PRODUCTS, SUPPLIERS, say=say, lang="en"))
    assert english.sheetnames[0] == "Selection"
    assert english["Selection"]["A1"].value == "Product"


def test_order_sheets_count_cases_and_their_totals_add_up_to_the_plan() -> None:
    book = book_of(plan_xlsx(PLAN, PRODUCTS, SUPPLIERS, say=say))
    sheet = [list(row) for row in book["绿野 农场"].iter_rows(values_only=True)]
    assert sheet[0] == ["商品", "箱数", "每箱份数", "份数", "每份进价", "每箱进价", "金额"]
    assert sheet[1][1:] == [2, 6, 12, 6.35, 38.1, 76.2]
    assert sheet[-1] == ["合计", 3, None, 18, None, None, pytest.approx(114.3)]
    last = [book[name].cell(book[name].max_row, 7).value for name in book.sheetnames[1:]]
    assert sum(Decimal(str(amount)) for amount in last) == PLAN.cost


def test_no_cell_of_the_workbook_is_a_formula() -> None:
    book = book_of(plan_xlsx(PLAN, PRODUCTS, SUPPLIERS, say=lambda _: "=1+1"))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", " =", "＝", "\x00="])
def test_a_text_like_a_formula_is_made_harmless(start: str) -> None:
    assert str(harmless(f"{start}1+1")).startswith("'")


def test_numbers_and_plain_texts_stay_as_they_are() -> None:
    assert [harmless(cell) for cell in (-3, Decimal("-1.5"), "葱-姜", None)] == [
        -3,
        Decimal("-1.5"),
        "葱-姜",
        None,
    ]


def test_sheet_names_are_allowed_and_never_the_same() -> None:
    used: set[str] = set()
    for title in ("[a]", " a ", "A", "x" * 40, "x" * 50, "'", ""):
        name = sheet_name(title, used)
        assert 0 < len(name) <= 31
        assert not set("[]:*?/\\") & set(name)
        assert name.casefold() not in used
        used.add(name.casefold())


def test_the_group_text_numbers_the_offers_and_says_how_to_reply() -> None:
    text = jielong_text(PLAN, PRODUCTS | {"p1": product(1, "青\u200b菜\n心", pack_grams=500)})
    assert text.splitlines() == [
        "【2026-W48 团购接龙】",
        "",
        "1. 青菜 心 500g 9.90元/份",
        "2. 新米 2.5kg 9.90元/袋",
        "3. p3 9.90元/份",
        "",
        "写法：楼号 称呼 序号+份数。1+2 就是 1 号要 2 份，几样之间用空格。",
        "例：3号楼 王姐 1+2 3+1",
    ]


def test_an_empty_plan_has_files_too() -> None:
    header, total = rows_of(plan_csv(plan(), {}, {}, say=say, lang="en"))
    assert total[header.index("Packs")] == "0"
    assert book_of(plan_xlsx(plan(), {}, {}, say=say)).sheetnames == ["选品"]
    assert "团购接龙" in jielong_text(plan(), {})
