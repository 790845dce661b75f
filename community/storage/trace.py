"""Trace events and the log of them, written together."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, insert, select

from community.ids import CommunityId
from community.models import TraceEvent
from community.storage.repository import Sql, SqlRepository
from community.storage.schema import Row, trace_log
from community.tracelog.entries import entry_of


class SqlTraceLog:
    """Every community's log: entries are appended and never changed."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def size(self, community_id: CommunityId) -> int:
        """Return how many entries the log has."""
        mine = trace_log.c.community_id == community_id
        query = select(func.count()).select_from(trace_log).where(mine)
        return int(self._sql.run(query).scalar_one())

    def entries(
        self, community_id: CommunityId, *, start: int = 0, limit: int | None = None
    ) -> Sequence[str]:
        """Return the entries from position `start` on, in order."""
        columns = trace_log.c
        query = (
            select(columns.entry)
            .where(columns.community_id == community_id, columns.position >= start)
            .order_by(columns.position)
            .limit(limit)
        )
        return list(self._sql.run(query).scalars())

    def positions(self, community_id: CommunityId, event_id: str) -> Sequence[int]:
        """Return where an event stands: once as first saved, once more for each change."""
        columns = trace_log.c
        query = (
            select(columns.position)
            .where(columns.community_id == community_id, columns.event_id == event_id)
            .order_by(columns.position)
        )
        return list(self._sql.run(query).scalars())

    def append(self, events: Sequence[TraceEvent]) -> None:
        """Add an entry for each event at the end of its community's log."""
        for community_id in dict.fromkeys(event.community_id for event in events):
            self._sql.lock(f"trace_log {community_id}")
            mine = [event for event in events if event.community_id == community_id]
            rows = [
                {
                    "community_id": community_id,
                    "position": position,
                    "event_id": event.id,
                    "entry": entry_of(event),
                }
                for position, event in enumerate(mine, self.size(community_id))
            ]
            self._sql.run(insert(trace_log), rows)


class TraceRepository(SqlRepository[TraceEvent]):
    """Trace events; whatever is saved is logged in the same transaction."""

    def _write(self, created: Sequence[Row], updated: Sequence[Row]) -> None:
        super()._write(created, updated)
        SqlTraceLog(self.sql).append([self._thing(row) for row in (*created, *updated)])
