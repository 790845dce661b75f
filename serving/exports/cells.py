"""What may stand in a cell of a spreadsheet."""

from __future__ import annotations

import re
from decimal import Decimal

Cell = str | int | float | Decimal | None

# A spreadsheet takes a text that starts like this for a formula; full-width signs count in some.
_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def harmless(cell: Cell) -> Cell:
    """Return the cell so that no program runs it: a text like a formula gets an apostrophe."""
    if not isinstance(cell, str):
        return cell
    text = _CONTROL.sub("", cell)
    return f"'{text}" if _FORMULA.match(text.lstrip(" ")) else text
