"""Pasted reply chains on the wire."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Self

from pydantic import BaseModel, Field

from community.jielong import Action, Item, Reason, Record, Standing
from community.models import Order
from community.weeks import Week
from serving.schemas.common import Id, Strict, WeekText
from serving.usecases.jielong import Intake, Pasted

MOST = 100_000  # characters of a paste
Who = Annotated[str, Field(min_length=1, max_length=128)]


class JielongRequest(Strict):
    """A pasted chain to be read, and booked unless `validate_only`."""

    week: WeekText
    pasted: str = Field(max_length=MOST, examples=["1. 张姐 3栋 土鸡蛋2 白菜1\n2. 李姐 同上"])
    product_ids: list[Id] = Field(
        [], max_length=500, description="Products by their numbers in the chain, from 1"
    )
    people: dict[Who, Id] = Field(
        {},
        max_length=2000,
        description="Neighbour ids by `who` or `who@building`, where names do not tell",
    )
    validate_only: bool = Field(False, description="Only show what would be booked")

    def model(self) -> Pasted:
        """Return what the use case takes."""
        return Pasted(
            week=Week.parse(self.week),
            text=self.pasted,
            product_ids=self.product_ids,
            people=self.people,
        )


class JielongItem(BaseModel):
    """So many packs of a product."""

    product_id: str
    quantity: int

    @classmethod
    def of(cls, item: Item) -> Self:
        """Return the item on the wire."""
        return cls(product_id=item.product_id, quantity=item.quantity)


class JielongRecord(BaseModel):
    """What one line says about one person."""

    line: int = Field(description="Line of the paste, from 1")
    text: str = Field(description="The line as it was pasted")
    who: str
    building: str
    items: list[JielongItem]
    action: Action
    reason: Reason | None = Field(description="Why it books nothing, when it does not")

    @classmethod
    def of(cls, record: Record, lines: list[str]) -> Self:
        """Return the record on the wire with the line it was read from."""
        return cls(
            line=record.line,
            text=lines[record.line - 1],
            who=record.who,
            building=record.building,
            items=[JielongItem.of(item) for item in record.items],
            action=record.action,
            reason=record.reason,
        )


class JielongPerson(BaseModel):
    """What one person has at the end."""

    who: str
    building: str
    items: list[JielongItem]
    neighbour_id: str | None = None
    order_id: str | None = None
    total: Decimal | None = Field(None, description="CNY, where it is an order")

    @classmethod
    def of(cls, standing: Standing, order: Order | None = None) -> Self:
        """Return a standing on the wire, with its order if it makes one."""
        return cls(
            who=standing.who,
            building=standing.building,
            items=[JielongItem.of(item) for item in standing.items],
            neighbour_id=order.neighbour_id if order else None,
            order_id=order.id if order else None,
            total=order.total if order else None,
        )


class JielongAnswer(BaseModel):
    """What a chain says and makes: orders, people nobody knows, lines for the leader."""

    saved: bool
    orders: list[JielongPerson]
    unknown: list[JielongPerson] = Field(description="Not booked: no or several neighbours fit")
    unresolved: list[JielongRecord] = Field(description="Not booked: only the leader can tell")
    records: list[JielongRecord]

    @classmethod
    def of(cls, intake: Intake, pasted: str, *, saved: bool) -> Self:
        """Return the answer on the wire."""
        lines = pasted.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        records = [JielongRecord.of(record, lines) for record in intake.reading.records]
        return cls(
            saved=saved,
            orders=[JielongPerson.of(standing, order) for standing, order in intake.orders],
            unknown=[JielongPerson.of(standing) for standing in intake.unknown],
            unresolved=[record for record in records if record.action is Action.UNRESOLVED],
            records=records,
        )
