"""The tables, made from the models: a field is a column, a nested value is JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, get_type_hints

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKeyConstraint,
    Index,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
)

from community.errors import InvalidField
from community.models import OrderLine, Place
from community.storage.columns import Codec, codec_of, name_type, optional
from community.storage.nouns import NOUNS, Noun

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
Row = dict[str, Any]
_DEGREES = ("latitude", "longitude")


@dataclass(frozen=True, slots=True)
class Field:
    """One stored field of a model."""

    name: str
    codec: Codec
    nullable: bool


@dataclass(frozen=True)
class Layout:
    """How one noun is laid out: its table, and the way between things and rows."""

    noun: Noun

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """Every stored field but places (two columns) and an order's lines (a table)."""
        hints = get_type_hints(self.noun.model)
        found = []
        for field in fields(self.noun.model):
            hint, nullable = optional(hints[field.name])
            if hint is not Place and hint != tuple[OrderLine, ...]:
                found.append(Field(field.name, codec_of(hint, field.name), nullable))
        return tuple(found)

    @cached_property
    def place_nullable(self) -> bool | None:
        """Whether the noun's place may be missing; None when it has no place."""
        hint = get_type_hints(self.noun.model).get("place")
        return None if hint is None else optional(hint)[1]

    @cached_property
    def table(self) -> Table:
        """The noun's table."""
        return Table(self.noun.name, metadata, *self._columns(), *self._constraints())

    def _columns(self) -> Iterator[Column[Any]]:
        if not self.noun.has(self.noun.key):
            yield Column(self.noun.key, name_type(), nullable=False)
        for field in self.fields:
            yield Column(field.name, field.codec.type_(), nullable=field.nullable)
        if self.place_nullable is not None:
            number = codec_of(float, "place")
            for name in _DEGREES:
                yield Column(name, number.type_(), nullable=self.place_nullable)

    def _constraints(self) -> Iterator[PrimaryKeyConstraint | ForeignKeyConstraint | Index]:
        noun = self.noun
        yield PrimaryKeyConstraint(*dict.fromkeys((noun.scope, noun.key)))
        for reference in noun.references:
            if not reference.inside and reference.field != "options":
                yield _foreign_key(reference.field, NOUNS[reference.noun])
        for columns in noun.indexes:
            yield Index(None, noun.scope, *columns)
        if noun.name == "keys":
            yield Index(None, "id", unique=True)  # a request brings a key id and nothing else

    def dump(self, thing: Any) -> Row:
        """Return the row of a thing; raises InvalidField naming the field that cannot be kept."""
        row: Row = {self.noun.key: getattr(thing, self.noun.key)}
        for field in self.fields:
            value = getattr(thing, field.name)
            row[field.name] = None if value is None else _dumped(field, value)
        if self.place_nullable is not None:
            place = thing.place
            for name in _DEGREES:
                row[name] = None if place is None else float(getattr(place, name))
        return row

    def load(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """Return the model's arguments from a row."""
        values = {
            field.name: None if row[field.name] is None else field.codec.load(row[field.name])
            for field in self.fields
        }
        if self.place_nullable is not None:
            here = [row[name] for name in _DEGREES]
            values["place"] = None if here[0] is None else Place(*here)
        return values


def _dumped(field: Field, value: Any) -> Any:
    try:
        return field.codec.dump(value)
    except ValueError as error:
        raise InvalidField(f"/{field.name}", str(error)) from error


def _foreign_key(field: str, target: Noun) -> ForeignKeyConstraint:
    if target.name == "communities":
        return ForeignKeyConstraint([field], ["communities.id"])
    keys = [f"{target.name}.{target.scope}", f"{target.name}.{target.key}"]
    return ForeignKeyConstraint(["community_id", field], keys)


LAYOUTS: dict[str, Layout] = {name: Layout(noun) for name, noun in NOUNS.items()}
TABLES: dict[str, Table] = {name: layout.table for name, layout in LAYOUTS.items()}

trace_log = Table(
    "trace_log",
    metadata,
    Column("community_id", name_type(), nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("event_id", name_type(), nullable=False),
    Column("entry", Text, nullable=False),
    PrimaryKeyConstraint("community_id", "position"),
    _foreign_key("community_id", NOUNS["communities"]),
    Index(None, "community_id", "event_id"),
)
order_lines = Table(
    "order_lines",
    metadata,
    Column("community_id", name_type(), nullable=False),
    Column("order_id", name_type(), nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("product_id", name_type(), nullable=False),
    Column("quantity", BigInteger, nullable=False),
    Column("unit_price", BigInteger, nullable=False),
    PrimaryKeyConstraint("community_id", "order_id", "position"),
    ForeignKeyConstraint(
        ["community_id", "order_id"], ["orders.community_id", "orders.id"], ondelete="CASCADE"
    ),
    _foreign_key("product_id", NOUNS["products"]),
    Index(None, "community_id", "product_id"),
)
