"""A plan as CSV, as a workbook, and as the text for the group chat."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from community.models import Plan, Product, Supplier
from serving.exports.cells import harmless
from serving.exports.jielong import jielong_text
from serving.exports.tables import Book, Say, Table, order_tables, selection_table
from serving.messages import Lang

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["jielong_text", "plan_csv", "plan_xlsx"]

_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")  # in the name of a sheet
_LONGEST = 31  # characters of a sheet's name
_MONEY = "0.00"


def plan_csv(
    plan: Plan,
    products: Mapping[str, Product],
    suppliers: Mapping[str, Supplier],
    *,
    say: Say,
    lang: Lang = "zh",
) -> bytes:
    """Return the selection with its totals, in UTF-8 with the mark by which Excel knows it."""
    table = selection_table(plan, Book(products, suppliers, lang), say)
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for row in (table.header, *table.rows, table.total):
        writer.writerow([harmless(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def plan_xlsx(
    plan: Plan,
    products: Mapping[str, Product],
    suppliers: Mapping[str, Supplier],
    *,
    say: Say,
    lang: Lang = "zh",
) -> bytes:
    """Return the workbook: money and amounts are numbers, the last row of a sheet its totals."""
    from openpyxl import Workbook

    book = Book(products, suppliers, lang)
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    used: set[str] = set()
    for table in (selection_table(plan, book, say), *order_tables(plan, book)):
        name = sheet_name(table.title, used)
        used.add(name.casefold())
        _fill(workbook.create_sheet(name), table)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def sheet_name(title: str, used: set[str]) -> str:
    """Return `title` as a sheet may be called, with a number when the name is in `used`."""
    base = _FORBIDDEN.sub(" ", title).strip(" '") or "-"
    name, number = base[:_LONGEST], 2
    while name.casefold() in used:
        tail = f" {number}"
        name, number = base[: _LONGEST - len(tail)] + tail, number + 1
    return name


def _fill(sheet: Worksheet, table: Table) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    for row in (table.header, *table.rows, table.total):
        sheet.append([harmless(cell) for cell in row])
    for cells in sheet.iter_rows(min_row=2):
        for cell in cells:
            if isinstance(cell.value, Decimal):
                cell.number_format = _MONEY
    for row_number in (1, sheet.max_row):
        for cell in sheet[row_number]:
            cell.font = Font(bold=True)
    sheet.freeze_panes = "B2"
    for number, column in enumerate(sheet.iter_cols(), 1):
        widest = max(_width(str(cell.value or "")) for cell in column)
        sheet.column_dimensions[get_column_letter(number)].width = min(widest + 2, 60)


def _width(text: str) -> int:
    """Return the width of a text in columns, where a Chinese character takes two."""
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text)
