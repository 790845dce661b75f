"""The store over SQL: one open transaction, one repository for each noun."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import func, select

from community.errors import NotFound
from community.ids import CommunityId, KeyId, NeighbourId
from community.models import (
    AccessKey,
    Care,
    Community,
    Event,
    Neighbour,
    Note,
    Offer,
    Plan,
    Poll,
    Product,
    Recipe,
    Supplier,
    TraceEvent,
    Vote,
)
from community.ports import OrderColumns
from community.storage.nouns import NOUNS
from community.storage.orders import OrderRepository, order_columns
from community.storage.repository import Sql, SqlRepository
from community.storage.schema import TABLES
from community.weeks import Week


class SqlStore:
    """Every noun of the database in one transaction."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql
        self.communities: SqlRepository[Community] = SqlRepository(sql, NOUNS["communities"])
        self.neighbours: SqlRepository[Neighbour] = SqlRepository(sql, NOUNS["neighbours"])
        self.care: SqlRepository[Care] = SqlRepository(sql, NOUNS["care"])
        self.suppliers: SqlRepository[Supplier] = SqlRepository(sql, NOUNS["suppliers"])
        self.products: SqlRepository[Product] = SqlRepository(sql, NOUNS["products"])
        self.offers: SqlRepository[Offer] = SqlRepository(sql, NOUNS["offers"])
        self.orders = OrderRepository(sql, NOUNS["orders"])
        self.events: SqlRepository[Event] = SqlRepository(sql, NOUNS["events"])
        self.polls: SqlRepository[Poll] = SqlRepository(sql, NOUNS["polls"])
        self.votes: SqlRepository[Vote] = SqlRepository(sql, NOUNS["votes"])
        self.notes: SqlRepository[Note] = SqlRepository(sql, NOUNS["notes"])
        self.trace: SqlRepository[TraceEvent] = SqlRepository(sql, NOUNS["trace"])
        self.recipes: SqlRepository[Recipe] = SqlRepository(sql, NOUNS["recipes"])
        self.plans: SqlRepository[Plan] = SqlRepository(sql, NOUNS["plans"])
        self.keys: SqlRepository[AccessKey] = SqlRepository(sql, NOUNS["keys"])

    def commit(self) -> None:
        """Make everything saved so far durable."""
        self._sql.commit()

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

    def order_lines(self, community_id: CommunityId, *, since: Week | None = None) -> OrderColumns:
        """Return the lines of all orders that were not cancelled, oldest order first."""
        return order_columns(self._sql, community_id, since)

    def erase_neighbour(self, community_id: CommunityId, neighbour_id: NeighbourId) -> int:
        """Delete a neighbour and everything that names them; returns how many things went."""
        gone = 0
        for name, noun in reversed(NOUNS.items()):
            here = TABLES[name].c
            theirs = here.id if name == "neighbours" else here.get("neighbour_id")
            if theirs is not None:
                mine = (here[noun.scope] == community_id) & (theirs == neighbour_id)
                gone += self._sql.delete(TABLES[name], mine)
        return gone

    def remove_community(self, community_id: CommunityId) -> int:
        """Delete a community with everything in it; returns how many things went."""
        gone = 0
        for name, noun in reversed(NOUNS.items()):
            mine = TABLES[name].c[noun.scope] == community_id
            gone += self._sql.delete(TABLES[name], mine)
        return gone
