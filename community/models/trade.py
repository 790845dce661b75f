"""What happens in a week: the selection, orders, polls and events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from community.ids import CommunityId, EventId, NeighbourId, NoteId, OrderId, PollId, ProductId
from community.weeks import Week


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A product in a week's selection; `stock` is packs left, None when not limited."""

    community_id: CommunityId
    week: Week
    product_id: ProductId
    price: Decimal
    stock: int | None = None

    @property
    def id(self) -> str:
        """Week and product name an offer."""
        return f"{self.week}:{self.product_id}"


@dataclass(frozen=True, slots=True)
class OrderLine:
    """Packs of one product at the price agreed."""

    product_id: ProductId
    quantity: int
    unit_price: Decimal


class OrderStatus(StrEnum):
    """Whether an order counts."""

    PLACED = "placed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One neighbour's basket in one week."""

    id: OrderId
    community_id: CommunityId
    neighbour_id: NeighbourId
    week: Week
    placed_at: datetime
    lines: tuple[OrderLine, ...]
    status: OrderStatus = OrderStatus.PLACED

    @property
    def total(self) -> Decimal:
        """Money owed: quantity × unit price over all lines."""
        return sum((line.quantity * line.unit_price for line in self.lines), Decimal(0))


class EventType(StrEnum):
    """What a person did with a product or a note."""

    IMPRESSION = "impression"
    VIEW = "view"
    ADD = "add"
    PURCHASE = "purchase"
    CANCEL = "cancel"
    RATE = "rate"
    HIDE = "hide"
    COOK = "cook"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing somebody did; a session stands in for an unknown person."""

    id: EventId
    community_id: CommunityId
    type: EventType
    occurred_at: datetime
    neighbour_id: NeighbourId | None = None
    session_id: str = ""
    product_id: ProductId | None = None
    note_id: NoteId | None = None
    quantity: float = 1.0
    recommendation_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """A question on which product to offer in `week`."""

    id: PollId
    community_id: CommunityId
    week: Week
    question: str
    options: tuple[ProductId, ...]
    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """One neighbour's choice; a second vote in the same poll replaces the first."""

    community_id: CommunityId
    poll_id: PollId
    neighbour_id: NeighbourId
    option: ProductId
    cast_at: datetime

    @property
    def id(self) -> str:
        """Poll and neighbour name a vote, so nobody votes twice."""
        return f"{self.poll_id}:{self.neighbour_id}"
