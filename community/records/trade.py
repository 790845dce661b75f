"""Offers, orders, events, polls and votes on the wire."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import BeforeValidator, Field, field_validator, model_validator

from community.ids import CommunityId, NeighbourId, OrderId, ProductId
from community.models import (
    Event,
    EventType,
    Offer,
    Order,
    OrderLine,
    OrderStatus,
    Poll,
    Vote,
)
from community.records.base import (
    Id,
    Ids,
    Line,
    Moment,
    Money,
    Part,
    Positive,
    Record,
    WeekField,
    Whole,
    from_cell,
)

_OF_ANSWERS = frozenset({EventType.COOK, EventType.RATE})  # may be about a recipe we wrote


class OfferRecord(Record):
    """A product in a week's selection."""

    week: WeekField
    product_id: Id = Field(examples=["p-xiaoqingcai"])
    price: Money = Field(examples=["3.30"])
    stock: Whole | None = Field(None, description="Packs left; null: not limited", examples=[40])

    def to_model(self, community_id: CommunityId) -> Offer:
        """Return the offer."""
        return Offer(community_id=community_id, **self.values())

    @classmethod
    def from_model(cls, model: Offer) -> Self:
        """Return the record of an offer."""
        return cls.shown(model)


class OrderLineRecord(Part):
    """Packs of one product at the price agreed."""

    product_id: Id = Field(examples=["p-xiaoqingcai"])
    quantity: Positive = Field(examples=[2])
    unit_price: Money = Field(examples=["3.30"])

    def to_model(self) -> OrderLine:
        """Return the line."""
        return OrderLine(ProductId(self.product_id), self.quantity, self.unit_price)


class OrderRecord(Record):
    """One neighbour's basket in one week."""

    id: Id = Field(examples=["o-2026-48-001"])
    neighbour_id: Id = Field(examples=["n001"])
    week: WeekField
    placed_at: Moment = Field(examples=["2026-11-24T08:30:00+08:00"])
    status: OrderStatus = OrderStatus.PLACED
    lines: Annotated[list[OrderLineRecord], BeforeValidator(from_cell())] = Field(max_length=500)

    def to_model(self, community_id: CommunityId) -> Order:
        """Return the order."""
        return Order(community_id=community_id, **self.values())

    @classmethod
    def from_model(cls, model: Order) -> Self:
        """Return the record of an order."""
        return cls.shown(model)


class OrderRow(Record):
    """One line of an order as a table has it; rows with one order_id are one order."""

    order_id: Id = Field(examples=["o-2026-48-001"])
    neighbour_id: Id = Field(examples=["n001"])
    week: WeekField
    product_id: Id = Field(examples=["p-xiaoqingcai"])
    quantity: Positive = Field(examples=[2])
    unit_price: Money = Field(examples=["3.30"])
    placed_at: Moment = Field(examples=["2026-11-24T08:30:00+08:00"])
    status: OrderStatus = OrderStatus.PLACED

    def line(self) -> OrderLine:
        """Return the order line."""
        return OrderLine(ProductId(self.product_id), self.quantity, self.unit_price)

    def order(self, community_id: CommunityId, lines: tuple[OrderLine, ...]) -> Order:
        """Return the order this row heads."""
        return Order(
            id=OrderId(self.order_id),
            community_id=community_id,
            neighbour_id=NeighbourId(self.neighbour_id),
            week=self.week,
            placed_at=self.placed_at,
            lines=lines,
            status=self.status,
        )


class EventRecord(Record):
    """One thing somebody did with a product or a note."""

    id: Id = Field(examples=["e-0001"])
    type: EventType = Field(examples=["view"])
    occurred_at: Moment = Field(examples=["2026-11-24T08:30:00+08:00"])
    neighbour_id: Id | None = Field(None, examples=["n001"])
    session_id: Line = Field("", description="Stands in for an unknown person")
    product_id: Id | None = Field(None, examples=["p-xiaoqingcai"])
    note_id: Id | None = None
    quantity: float = Field(1.0, gt=0, le=1_000_000, allow_inf_nan=False)
    recommendation_id: Line = ""

    @model_validator(mode="after")
    def _about_something(self) -> Self:
        named = self.product_id or self.note_id
        if not named and not (self.recommendation_id and self.type in _OF_ANSWERS):
            raise ValueError("product_id: an event names a product or a note")
        return self

    def to_model(self, community_id: CommunityId) -> Event:
        """Return the event."""
        return Event(community_id=community_id, **self.values())

    @classmethod
    def from_model(cls, model: Event) -> Self:
        """Return the record of an event."""
        return cls.shown(model)


class PollRecord(Record):
    """A question on which product to offer in a week."""

    id: Id = Field(examples=["poll-48"])
    week: WeekField
    question: Line = Field(min_length=1, examples=["下周来点什么？"])
    options: Ids = Field(min_length=2, examples=[["p-xiaoqingcai", "p-jimaocai"]])
    opens_at: Moment = Field(examples=["2026-11-20T08:00:00+08:00"])
    closes_at: Moment = Field(examples=["2026-11-22T20:00:00+08:00"])

    @field_validator("options")
    @classmethod
    def _different(cls, options: list[str]) -> list[str]:
        if len(set(options)) < len(options):
            raise ValueError("names a product twice")
        return options

    @model_validator(mode="after")
    def _opens_first(self) -> Self:
        if self.closes_at <= self.opens_at:
            raise ValueError("closes_at: a poll closes after it opens")
        return self

    def to_model(self, community_id: CommunityId) -> Poll:
        """Return the poll."""
        return Poll(community_id=community_id, **self.values())

    @classmethod
    def from_model(cls, model: Poll) -> Self:
        """Return the record of a poll."""
        return cls.shown(model)


class VoteRecord(Record):
    """One neighbour's choice; a second vote in the same poll replaces the first."""

    poll_id: Id = Field(examples=["poll-48"])
    neighbour_id: Id = Field(examples=["n001"])
    option: Id = Field(examples=["p-xiaoqingcai"])
    cast_at: Moment = Field(examples=["2026-11-21T19:00:00+08:00"])

    def to_model(self, community_id: CommunityId) -> Vote:
        """Return the vote."""
        return Vote(community_id=community_id, **self.values())

    @classmethod
    def from_model(cls, model: Vote) -> Self:
        """Return the record of a vote."""
        return cls.shown(model)
