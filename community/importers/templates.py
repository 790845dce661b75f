"""An empty table of each kind, with one example row."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime

from pydantic import BaseModel

from community.importers.kinds import KINDS


def template(kind: str) -> str:
    """Return the header and one example row of `kind` as CSV; raises KeyError for another kind."""
    columns = KINDS[kind].columns
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(column.name for column in columns)
    writer.writerow(_cell(column.example) for column in columns)
    return out.getvalue()


def _cell(value: object) -> str:
    """Return a value as a cell that reads back as the same."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ";".join(_cell(item) for item in value)
    if isinstance(value, dict):
        return ";".join(f"{name}={_cell(item)}" for name, item in value.items())
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, BaseModel):
        return value.model_dump_json()
    return str(value)
