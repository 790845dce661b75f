"""What every record shares: the kinds of fields, and the way to and from a model.

A record takes typed JSON and flat table cells alike: a list may be written `a;b`, a part
`daikon:0.5`, and anything nested as JSON text in one cell.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any, Self
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    WithJsonSchema,
)

from community.errors import InvalidField
from community.weeks import Week

_HOME_ZONE = ZoneInfo("Asia/Shanghai")  # of times written without a zone
_YEARS = range(1970, 2200)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_YES_NO = {"是": True, "否": False, "有": True, "无": False}
ID_PATTERN = r"^[A-Za-z0-9\u4e00-\u9fff][A-Za-z0-9._:/+()（）·\-\u4e00-\u9fff]{0,127}$"


class Record(BaseModel):
    """One thing on the wire; unknown fields are refused, not ignored."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, from_attributes=True, str_strip_whitespace=True
    )

    def values(self) -> dict[str, Any]:
        """Return the fields as a model takes them: lists as tuples, nested records as models."""
        return {name: _plain(getattr(self, name)) for name in type(self).model_fields}

    @classmethod
    def shown(cls, model: object, **more: object) -> Self:
        """Return the record of a model that has fields of the same names, and `more`."""
        fields = {n: getattr(model, n) for n in cls.model_fields if hasattr(model, n)}
        return cls.model_validate({**fields, **more})


class Part(Record):
    """A record inside another; it stands for a model of its own."""

    def to_model(self) -> object:
        """Return the model."""
        raise TypeError(f"{type(self).__name__} has no model")


def _plain(value: Any) -> Any:
    if isinstance(value, Part):
        return value.to_model()
    if isinstance(value, list):
        return tuple(_plain(item) for item in value)
    return value


def _no_controls(text: str) -> str:
    if _CONTROL.search(text):
        raise ValueError("holds control characters")
    return text


def _moment(value: Any) -> Any:
    """Refuse bare numbers, which would be read as seconds since 1970."""
    if isinstance(value, int | float) or (isinstance(value, str) and value.strip().isdecimal()):
        raise ValueError("write a date and time such as 2026-11-24T08:30:00+08:00")
    return value


def _in_utc(value: datetime) -> datetime:
    if value.year not in _YEARS:
        raise ValueError("is not a year of ours")
    zoned = value if value.tzinfo else value.replace(tzinfo=_HOME_ZONE)
    return zoned.astimezone(UTC)


def _day(value: date) -> date:
    if value.year not in _YEARS:
        raise ValueError("is not a year of ours")
    return value


def _week(value: Any) -> Week:
    if isinstance(value, Week):
        return value
    try:
        return Week.parse(str(value).strip())
    except InvalidField as error:
        raise ValueError(error.reason) from error


def _yes_no(value: Any) -> Any:
    return _YES_NO.get(value.strip(), value) if isinstance(value, str) else value


def from_cell(split: str = ";；") -> Callable[[Any], Any]:
    """Return a reader of list cells: JSON when it looks so, otherwise split at any of `split`."""

    def read(value: Any) -> Any:
        if isinstance(value, tuple):
            return list(value)
        if not isinstance(value, str):
            return value
        if value.lstrip().startswith(("[", "{")):
            return from_json(value)
        return [part.strip() for part in re.split(f"[{split}]", value) if part.strip()]

    return read


def from_json(text: str) -> Any:
    """Return what a cell with JSON holds; raises ValueError in words."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValueError("is not JSON") from error


Visible = Annotated[str, AfterValidator(_no_controls)]
Id = Annotated[
    str,
    Field(
        pattern=ID_PATTERN,
        description="Letters, digits, Chinese characters and . _ : / + ( ) · -, at most 128",
    ),
]
Name = Annotated[Visible, Field(min_length=1, max_length=120)]
Line = Annotated[Visible, Field(max_length=500)]
Words = Annotated[Visible, Field(max_length=10_000)]
Money = Annotated[
    Decimal,
    Field(ge=0, decimal_places=2, max_digits=12, allow_inf_nan=False),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": r"^[0-9]{1,10}(\.[0-9]{1,2})?$"},
                {"type": "number", "minimum": 0, "maximum": 9_999_999_999.99},
            ],
            "description": "CNY, exact",
        },
        mode="validation",
    ),
]
Whole = Annotated[int, Field(ge=0, le=10_000_000)]
Positive = Annotated[int, Field(ge=1, le=10_000_000)]
Real = Annotated[float, Field(allow_inf_nan=False)]
Latitude = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False, description="WGS 84")]
Longitude = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False, description="WGS 84")]
Flag = Annotated[bool, BeforeValidator(_yes_no)]
Day = Annotated[date, AfterValidator(_day)]
Moment = Annotated[
    datetime,
    BeforeValidator(_moment),
    AfterValidator(_in_utc),
    Field(description="ISO 8601; without a zone it is Asia/Shanghai"),
]
WeekField = Annotated[
    Week,
    Field(examples=["2026-W48"]),
    BeforeValidator(_week),
    PlainSerializer(str, return_type=str),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^\d{4}-W\d{2}$",
            "description": "ISO week",
        }
    ),
]
Names = Annotated[list[Name], BeforeValidator(from_cell()), Field(max_length=200)]
Ids = Annotated[list[Id], BeforeValidator(from_cell()), Field(max_length=200)]
