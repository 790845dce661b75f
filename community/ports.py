"""What the core needs from a store: one small verb set, the same for every noun."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from community.ids import CommunityId
from community.models import (
    AccessKey,
    Care,
    Community,
    Event,
    Neighbour,
    Note,
    Offer,
    Order,
    Plan,
    Poll,
    Product,
    Recipe,
    Supplier,
    TraceEvent,
    Vote,
)
from community.weeks import Week

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Saved:
    """How many things a save created, changed, and found already there unchanged."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What a page is narrowed to; None does not narrow. A noun ignores what it does not have."""

    week: Week | None = None
    since: Week | None = None
    neighbour_id: str | None = None
    product_id: str | None = None
    supplier_id: str | None = None
    kind: str | None = None
    status: str | None = None


class Repository(Protocol[T]):
    """All things of one noun; ids are unique within a community, order is by id."""

    def get(self, community_id: CommunityId, id_: str) -> T:
        """Return one thing; raises NotFound."""
        ...

    def save(self, things: Iterable[T]) -> Saved:
        """Create or replace by id; saving the same thing again changes nothing."""
        ...

    def page(
        self,
        community_id: CommunityId,
        *,
        after: str = "",
        limit: int = 100,
        where: Filter | None = None,
    ) -> Sequence[T]:
        """Return at most `limit` things with id > `after`, in id order."""
        ...

    def remove(self, community_id: CommunityId, id_: str) -> None:
        """Delete one thing; deleting what is not there is no error."""
        ...


class Store(Protocol):
    """One open transaction over every noun; leaving it without `commit` undoes it."""

    communities: Repository[Community]
    neighbours: Repository[Neighbour]
    care: Repository[Care]
    suppliers: Repository[Supplier]
    products: Repository[Product]
    offers: Repository[Offer]
    orders: Repository[Order]
    events: Repository[Event]
    polls: Repository[Poll]
    votes: Repository[Vote]
    notes: Repository[Note]
    trace: Repository[TraceEvent]
    recipes: Repository[Recipe]
    plans: Repository[Plan]
    keys: Repository[AccessKey]

    def commit(self) -> None:
        """Make everything saved so far durable."""
        ...
