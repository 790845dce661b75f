"""How one field of a model becomes one column, chosen by its type."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import TypeAdapter
from sqlalchemy import JSON, BigInteger, Boolean, Date, DateTime, Dialect, Float, String, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

from community.weeks import Week

CENTS = Decimal("0.01")
_MAX_INT = 2**63
_MAX_MONEY = 10**15


class Moment(TypeDecorator[datetime]):
    """A moment, kept in UTC; SQLite has no zones, so there the zone is implied."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None or dialect.name != "sqlite":
            return value
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, _: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def name_type() -> TypeEngine[str]:
    """Return the type of ids: compared by code point in every database."""
    return String().with_variant(String(collation="C"), "postgresql")


@dataclass(frozen=True, slots=True)
class Codec:
    """A column type and the way there (ValueError for what cannot be kept) and back."""

    type_: Callable[[], TypeEngine[Any]]
    dump: Callable[[Any], Any]
    load: Callable[[Any], Any]


def optional(hint: Any) -> tuple[Any, bool]:
    """Split `T | None` into T and whether None is allowed."""
    if get_origin(hint) in (Union, UnionType):
        arms = [arm for arm in get_args(hint) if arm is not NoneType]
        if len(arms) < len(get_args(hint)):
            return (arms[0] if len(arms) == 1 else Union[tuple(arms)]), True  # noqa: UP007
    return hint, False


def codec_of(hint: Any, field: str) -> Codec:
    """Return how values of the type `hint` are stored; anything nested is stored as JSON."""
    base = getattr(hint, "__supertype__", hint)  # NewType ids are strings
    if base is str:
        is_name = base is not hint or field in {"id", "week"} or field.endswith("_id")
        return Codec(name_type if is_name else Text, _text, _same)
    if isinstance(base, type) and issubclass(base, StrEnum):
        return Codec(String, str, base)
    return _SIMPLE.get(base) or _json(hint)


def _same(value: Any) -> Any:
    return value


def _text(value: str) -> str:
    if "\0" in value:
        raise ValueError("holds a NUL character")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise ValueError("holds half a character (a lone surrogate)") from error
    return str(value)


def _whole(value: int) -> int:
    if not -_MAX_INT <= value < _MAX_INT:
        raise ValueError("is too large")
    return int(value)


def _number(value: float) -> float:
    if not math.isfinite(value):
        raise ValueError("is not a finite number")
    return float(value)


def _to_fen(value: Decimal) -> int:
    if not value.is_finite() or abs(value) >= _MAX_MONEY:
        raise ValueError("is not an amount of money")
    if value != value.quantize(CENTS):
        raise ValueError("money has at most two decimals")
    return int(value.scaleb(2))


def _from_fen(value: int) -> Decimal:
    return Decimal(value).scaleb(-2)


def _moment(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("needs a time zone")
    return value.astimezone(UTC)


def _json(hint: Any) -> Codec:
    adapter: TypeAdapter[Any] = TypeAdapter(hint)

    def dump(value: Any) -> Any:
        plain = adapter.dump_python(value, mode="json")
        if isinstance(value, set | frozenset):
            plain = sorted(plain)
        _text(json.dumps(plain, ensure_ascii=False, allow_nan=False).replace("\\u0000", "\0"))
        return plain

    return Codec(lambda: JSON(none_as_null=True), dump, adapter.validate_python)


_SIMPLE: dict[Any, Codec] = {
    bool: Codec(Boolean, bool, _same),
    int: Codec(BigInteger, _whole, _same),
    float: Codec(Float, _number, _same),
    Decimal: Codec(BigInteger, _to_fen, _from_fen),
    datetime: Codec(Moment, _moment, _same),
    date: Codec(Date, _same, _same),
    Week: Codec(name_type, str, Week.parse),
}
