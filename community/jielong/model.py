"""What a reply chain says: who wants what, line by line, and at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Action(StrEnum):
    """What a record does to the person's order."""

    ORDER = "order"
    ADD = "add"
    CHANGE = "change"
    CANCEL = "cancel"
    UNRESOLVED = "unresolved"


class Reason(StrEnum):
    """Why a record books nothing and is left to the leader."""

    PRODUCT = "ambiguous_product"
    QUANTITY = "ambiguous_quantity"
    PERSON = "ambiguous_person"
    NOTATION = "ambiguous_notation"
    NOT_ON_OFFER = "not_on_offer"
    UNIT = "unit_not_offered"
    IMPOSSIBLE = "impossible_quantity"
    CONDITIONAL = "conditional"
    DUPLICATE = "possible_duplicate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One line of what is on offer; `no` is its number or letter in the chain."""

    no: str
    product_id: str
    name: str
    spec: str = ""
    price: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """So many packs of one offered product; `quantity` is at least 1."""

    product_id: str
    quantity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What one line says about one person; `line` counts from 1.

    An order or add names what is added, a change the new totals, a cancel what is taken back.
    Unresolved has no items and a reason. `building` is empty when nobody told.
    """

    line: int
    who: str
    building: str = ""
    items: tuple[Item, ...] = ()
    action: Action
    reason: Reason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What one person has at the end of the chain."""

    who: str
    building: str = ""
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything a chain says: records in line order, standings in order of appearance."""

    records: Sequence[Record]
    standing: Sequence[Standing]
