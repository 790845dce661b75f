"""The store over SQL: one open transaction, one repository for each noun."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlalchemy import func, select

from community.errors import NotFound
from community.ids import CommunityId, KeyId, NeighbourId
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
from community.ports import LineBatch, Repository, SalesColumns, TraceLog
from community.storage.nouns import NOUNS
from community.storage.orders import OrderRepository, line_batches, sales_columns
from community.storage.repository import Sql, SqlRepository
from community.storage.schema import TABLES, trace_log
from community.storage.trace import SqlTraceLog, TraceRepository


class SqlStore:
    """Every noun of the database in one transaction."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql
        self.communities: Repository[Community] = SqlRepository(sql, NOUNS["communities"])
        self.neighbours: Repository[Neighbour] = SqlRepository(sql, NOUNS["neighbours"])
        self.care: Repository[Care] = SqlRepository(sql, NOUNS["care"])
        self.suppliers: Repository[Supplier] = SqlRepository(sql, NOUNS["suppliers"])
        self.products: Repository[Product] = SqlRepository(sql, NOUNS["products"])
        self.offers: Repository[Offer] = SqlRepository(sql, NOUNS["offers"])
        self.orders: Repository[Order] = OrderRepository(sql, NOUNS["orders"])
        self.events: Repository[Event] = SqlRepository(sql, NOUNS["events"])
        self.polls: Repository[Poll] = SqlRepository(sql, NOUNS["polls"])
        self.votes: Repository[Vote] = SqlRepository(sql, NOUNS["votes"])
        self.notes: Repository[Note] = SqlRepository(sql, NOUNS["notes"])
        self.trace: Repository[TraceEvent] = TraceRepository(sql, NOUNS["trace"])
        self.trace_log: TraceLog = SqlTraceLog(sql)
        self.recipes: Repository[Recipe] = SqlRepository(sql, NOUNS["recipes"])
        self.plans: Repository[Plan] = SqlRepository(sql, NOUNS["plans"])
        self.keys: Repository[AccessKey] = SqlRepository(sql, NOUNS["keys"])
        self.answers: Repository[KeptAnswer] = SqlRepository(sql, NOUNS["answers"])

    def commit(self) -> None:
        """Make everything saved so far durable."""
        self._sql.commit()

    def alone(self, community_id: CommunityId) -> None:
        """Wait until nobody else who asked for this writes to the community; until commit."""
        self._sql.lock(community_id)

    def key(self, key_id: KeyId) -> AccessKey:
        """Return a key by its id alone, whatever its community; raises NotFound."""
        keys = TABLES["keys"]
        owner = self._sql.run(select(keys.c.community_id).where(keys.c.id == key_id)).scalar()
        if owner is None:
            raise NotFound("key", key_id)
        return self.keys.get(owner, key_id)

    def counts(self, community_id: CommunityId) -> Mapping[str, int]:
        """Return how many things of each noun the community has."""
        found = {}
        for name, noun in NOUNS.items():
            mine = TABLES[name].c[noun.scope] == community_id
            query = select(func.count()).select_from(TABLES[name]).where(mine)
            found[name] = int(self._sql.run(query).scalar_one())
        return found

    def sales(self, community_id: CommunityId) -> SalesColumns:
        """Return what all orders that were not cancelled sum up to, by week and product."""
        return sales_columns(self._sql, community_id)

    def line_batches(self, community_id: CommunityId, size: int) -> Iterator[LineBatch]:
        """Yield every line of every order, at most `size` at a time, without holding them all."""
        return line_batches(self._sql, community_id, size)

    def erase_neighbour(self, community_id: CommunityId, neighbour_id: NeighbourId) -> int:
        """Delete a neighbour and everything that names them; returns how many things went."""
        gone = 0
        for name, noun in reversed(NOUNS.items()):
            here = TABLES[name].c
            theirs = here.id if name == "neighbours" else here.get("neighbour_id")
            if theirs is not None:
                mine = (here[noun.scope] == community_id) & (theirs == neighbour_id)
                gone += self._sql.delete(TABLES[name], mine)
        answers = TABLES["answers"]  # any of them may tell of the neighbour
        self._sql.delete(answers, answers.c.community_id == community_id)
        return gone

    def remove_community(self, community_id: CommunityId) -> int:
        """Delete a community with everything in it; returns how many things went."""
        gone = self._sql.delete(trace_log, trace_log.c.community_id == community_id)
        for name, noun in reversed(NOUNS.items()):
            mine = TABLES[name].c[noun.scope] == community_id
            gone += self._sql.delete(TABLES[name], mine)
        return gone
