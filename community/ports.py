"""What the core needs from a store: one small verb set, the same for every noun."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from community.ids import CommunityId, KeyId, NeighbourId, ProductId
from community.models import (
    AccessKey,
    Care,
    Community,
    Event,
    KeptAnswer,
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

    def __add__(self, other: Saved) -> Saved:
        return Saved(
            self.created + other.created,
            self.updated + other.updated,
            self.unchanged + other.unchanged,
        )

    @property
    def total(self) -> int:
        """How many things were handed over."""
        return self.created + self.updated + self.unchanged


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What a page is narrowed to; None does not narrow. A noun ignores what it does not have.

    `kind` is a supplier's or note's kind, an event's type, a trace event's step.
    """

    week: Week | None = None
    since: Week | None = None
    neighbour_id: str | None = None
    product_id: str | None = None
    supplier_id: str | None = None
    poll_id: str | None = None
    kind: str | None = None
    status: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineBatch:
    """Some lines of orders in any order, cancelled ones too, as columns of equal length."""

    neighbour_ids: Sequence[NeighbourId]
    weeks: Sequence[Week]
    statuses: Sequence[str]
    product_ids: Sequence[ProductId]
    quantities: Sequence[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class SalesColumns:
    """Packs of each product ordered in each week, as columns of equal length."""

    weeks: Sequence[Week]
    product_ids: Sequence[ProductId]
    quantities: Sequence[int]


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds: revision of the tables, rows by table, and one hash of all rows."""

    revision: str
    rows: Mapping[str, int]
    sha256: str


class Repository(Protocol[T]):
    """All things of one noun; ids are unique within a community, order is by id (code points)."""

    def get(self, community_id: CommunityId, id_: str) -> T:
        """Return one thing; raises NotFound."""
        ...

    def known(self, community_id: CommunityId, ids: Iterable[str]) -> frozenset[str]:
        """Return those of `ids` that are stored."""
        ...

    def save(self, things: Iterable[T]) -> Saved:
        """Create or replace by id; saving the same thing again changes nothing.

        Of two things with one id the last counts. Raises InvalidField for a value that cannot be
        kept and for a reference to something that is not stored, naming the field.
        """
        ...

    def page(
        self,
        community_id: CommunityId,
        *,
        after: str = "",
        limit: int = 100,
        where: Filter | None = None,
    ) -> Sequence[T]:
        """Return at most `limit` things with id > `after`, in id order.

        `communities` answers every community for the empty id.
        """
        ...

    def remove(self, community_id: CommunityId, id_: str) -> None:
        """Delete one thing; deleting what is not there is no error.

        Raises Conflict while something else refers to it.
        """
        ...


class TraceLog(Protocol):
    """What was ever saved as a trace event, in order; entries are `tracelog.entry_of` events."""

    def size(self, community_id: CommunityId) -> int:
        """Return how many entries the community's log has."""
        ...

    def entries(
        self, community_id: CommunityId, *, start: int = 0, limit: int | None = None
    ) -> Sequence[str]:
        """Return the entries from position `start` on, in order."""
        ...

    def positions(self, community_id: CommunityId, event_id: str) -> Sequence[int]:
        """Return where an event stands: once as first saved, once more for each change."""
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
    trace_log: TraceLog
    recipes: Repository[Recipe]
    plans: Repository[Plan]
    keys: Repository[AccessKey]
    answers: Repository[KeptAnswer]

    def commit(self) -> None:
        """Make everything saved so far durable."""
        ...

    def alone(self, community_id: CommunityId) -> None:
        """Wait until nobody else who asked for this writes to the community; until commit.

        For what is read to decide what is written: the last pack, a vote, a kept answer.
        """
        ...

    def key(self, key_id: KeyId) -> AccessKey:
        """Return a key by its id alone, whatever its community; raises NotFound."""
        ...

    def counts(self, community_id: CommunityId) -> Mapping[str, int]:
        """Return how many things of each noun the community has."""
        ...

    def sales(self, community_id: CommunityId) -> SalesColumns:
        """Return what all orders that were not cancelled sum up to, by week and product."""
        ...

    def line_batches(self, community_id: CommunityId, size: int) -> Iterator[LineBatch]:
        """Yield every line of every order, at most `size` at a time, without holding them all."""
        ...

    def erase_neighbour(self, community_id: CommunityId, neighbour_id: NeighbourId) -> int:
        """Delete a neighbour and everything that names them; returns how many things went."""
        ...

    def remove_community(self, community_id: CommunityId) -> int:
        """Delete a community with everything in it; returns how many things went."""
        ...


class Database(Protocol):
    """Where stores come from; failures of the engine arrive as Unavailable or Conflict."""

    def transaction(self) -> AbstractContextManager[Store]:
        """Open a store for writing; leaving without `commit` undoes everything."""
        ...

    def read(self) -> AbstractContextManager[Store]:
        """Open a consistent view; whatever is saved in it is undone on leaving."""
        ...

    def migrate(self) -> None:
        """Bring the tables to the newest shape; nothing happens when they are."""
        ...

    def ready(self) -> Sequence[str]:
        """Return what keeps the database from working, in words; empty when all is well."""
        ...

    def backup(self, path: Path) -> Backup:
        """Write everything to a file of our own, while others go on writing."""
        ...

    def restore(self, path: Path) -> Backup:
        """Fill an empty database from a backup, wholly or not at all.

        Raises Conflict when something is there already, InvalidFile for a file that is no backup of
        these tables or was changed.
        """
        ...

    def scrub(self) -> None:
        """Leave nothing of deleted rows behind in the files, as far as nobody still reads them."""
        ...

    def close(self) -> None:
        """Give back every connection."""
        ...


def each(
    things: Repository[T], community_id: CommunityId, *, where: Filter | None = None
) -> Iterator[T]:
    """Yield every thing of a community in id order, a page at a time."""
    after, size = "", 1000
    while page := things.page(community_id, after=after, limit=size, where=where):
        yield from page
        if len(page) < size:
            return
        after = id_of(page[-1])


def id_of(thing: object) -> str:
    """Return what names a thing within its community; care is named by its neighbour."""
    return str(thing.neighbour_id if isinstance(thing, Care) else getattr(thing, "id", ""))
