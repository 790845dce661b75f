"""What pydantic finds wrong, as column and reason."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import ValidationError

from community.records.base import ID_PATTERN

_FORMS = {ID_PATTERN: "may hold letters, digits, Chinese and ._:/+()·- only, up to 128"}
_NAMED = re.compile(r"^([a-z_]+): (.+)$", re.DOTALL)


def reasons(error: ValidationError) -> Iterator[tuple[str, str]]:
    """Yield (column, reason) for every fault; a nested place is written `lines/0/quantity`."""
    for fault in error.errors(include_url=False, include_input=False):
        column = "/".join(str(part) for part in fault["loc"])
        reason = fault["msg"].removeprefix("Value error, ")
        if not column and (named := _NAMED.match(reason)):
            column, reason = named[1], named[2]
        if fault["type"] == "missing":
            reason = "is missing"
        elif fault["type"] == "extra_forbidden":
            reason = "is not a known field"
        elif fault["type"] == "string_pattern_mismatch":
            reason = _FORMS.get(fault["ctx"]["pattern"], reason)
        yield column, reason[:1].lower() + reason[1:]
