"""Stand-ins that keep the contracts of the real thing, without a disk or a network."""

from __future__ import annotations

import hashlib
import pickle
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from community.errors import Conflict, InvalidField, NotFound
from community.ids import CommunityId, KeyId, NeighbourId
from community.models import AccessKey, OrderStatus, TraceEvent
from community.ports import Backup, Filter, LineBatch, SalesColumns, Saved
from community.storage.nouns import NOUNS, Noun
from community.storage.repository import batches
from community.storage.schema import LAYOUTS
from community.tracelog import entry_of
from community.weeks import Week

Things = dict[tuple[str, str], Any]
_LOG = "trace_log"


class MemoryRepository:
    """One noun in a dictionary."""

    def __init__(self, noun: Noun, everything: dict[str, Things]) -> None:
        self.noun = noun
        self.everything = everything
        self.things = everything[noun.name]

    def get(self, community_id: CommunityId, id_: str) -> Any:
        try:
            return self.things[community_id, id_]
        except KeyError:
            raise NotFound(self.noun.word, id_) from None

    def known(self, community_id: CommunityId, ids: Iterable[str]) -> frozenset[str]:
        return frozenset(id_ for id_ in ids if (community_id, id_) in self.things)

    def save(self, things: Iterable[Any]) -> Saved:
        given = {self._name(thing): thing for thing in things}
        layout = LAYOUTS[self.noun.name]
        for name, thing in given.items():
            given[name] = replace(thing, **layout.load(layout.dump(thing)))  # as it comes back
            self._refuse_unknown(thing)
        same = sum(self.things.get(name) == thing for name, thing in given.items())
        there = sum(name in self.things for name in given)
        if self.noun.name == "keys" and self._taken(given):
            raise Conflict("another community has a key of this id")
        self.things.update(given)
        return Saved(len(given) - there, there - same, same)

    def page(
        self,
        community_id: CommunityId,
        *,
        after: str = "",
        limit: int = 100,
        where: Filter | None = None,
    ) -> Sequence[Any]:
        any_community = self.noun.name == "communities" and not community_id
        found = [
            thing
            for (community, id_), thing in sorted(self.things.items(), key=lambda i: i[0][::-1])
            if (any_community or community == community_id)
            and id_ > after
            and _meets(thing, where or Filter())
        ]
        return found[: max(limit, 0)]

    def remove(self, community_id: CommunityId, id_: str) -> None:
        for other in NOUNS.values():
            for reference in other.references:
                for thing in self.everything[other.name].values():
                    here = reference.noun == self.noun.name and reference.field != "options"
                    if here and thing.community_id == community_id and id_ in reference.ids(thing):
                        raise Conflict(f"{other.word} still refers to {self.noun.word} {id_!r}")
        self.things.pop((community_id, id_), None)

    def _name(self, thing: Any) -> tuple[str, str]:
        return getattr(thing, self.noun.scope), getattr(thing, self.noun.key)

    def _taken(self, given: Things) -> bool:
        owners = {id_: community for community, id_ in self.things}
        return any(owners.get(id_, community) != community for community, id_ in given)

    def _refuse_unknown(self, thing: Any) -> None:
        for reference in self.noun.references:
            there = self.everything[reference.noun]
            for id_ in reference.ids(thing):
                community = id_ if reference.noun == "communities" else thing.community_id
                if (community, id_) not in there:
                    word = NOUNS[reference.noun].word
                    raise InvalidField(f"/{reference.field}", f"there is no {word} {id_!r}")


@dataclass(frozen=True)
class LogEntry:
    """One entry of a log, under its community and position."""

    community_id: CommunityId
    event_id: str
    text: str


class MemoryTraceLog:
    """The log in a dictionary."""

    def __init__(self, things: Things) -> None:
        self.things = things

    def size(self, community_id: CommunityId) -> int:
        return len(self._mine(community_id))

    def entries(
        self, community_id: CommunityId, *, start: int = 0, limit: int | None = None
    ) -> Sequence[str]:
        return [e.text for e in self._mine(community_id)[start:]][:limit]

    def positions(self, community_id: CommunityId, event_id: str) -> Sequence[int]:
        return [i for i, e in enumerate(self._mine(community_id)) if e.event_id == event_id]

    def append(self, event: TraceEvent) -> None:
        name = event.community_id, f"{self.size(event.community_id):09}"
        self.things[name] = LogEntry(event.community_id, event.id, entry_of(event))

    def _mine(self, community_id: CommunityId) -> list[LogEntry]:
        return [e for name, e in sorted(self.things.items()) if name[0] == community_id]


class MemoryTraceRepository(MemoryRepository):
    """Trace events with their log."""

    def save(self, things: Iterable[Any]) -> Saved:
        before, given = dict(self.things), list(things)
        saved = super().save(given)
        for name in dict.fromkeys(map(self._name, given)):
            if before.get(name) != self.things[name]:
                MemoryTraceLog(self.everything[_LOG]).append(self.things[name])
        return saved


class MemoryStore:
    """Every noun in dictionaries; what is not committed is lost."""

    def __init__(self, everything: dict[str, Things], commit: Any) -> None:
        self._everything = everything
        self._commit = commit
        for name, noun in NOUNS.items():
            setattr(self, name, MemoryRepository(noun, everything))
        self.trace = MemoryTraceRepository(NOUNS["trace"], everything)
        self.trace_log = MemoryTraceLog(everything[_LOG])

    def commit(self) -> None:
        self._commit({name: dict(things) for name, things in self._everything.items()})

    def alone(self, community_id: CommunityId) -> None:
        """Nobody shares a store in memory."""

    def key(self, key_id: KeyId) -> AccessKey:
        for key in self._everything["keys"].values():
            if key.id == key_id:
                assert isinstance(key, AccessKey)
                return key
        raise NotFound("key", key_id)

    def counts(self, community_id: CommunityId) -> Mapping[str, int]:
        return {
            name: sum(community == community_id for community, _ in things)
            for name, things in self._everything.items()
            if name in NOUNS
        }

    def line_batches(self, community_id: CommunityId, size: int) -> Iterator[LineBatch]:
        lines = [
            (order, line)
            for (community, _), order in self._everything["orders"].items()
            if community == community_id
            for line in order.lines
        ]
        for some in batches(lines, size):
            yield LineBatch(
                neighbour_ids=[order.neighbour_id for order, _ in some],
                weeks=[order.week for order, _ in some],
                statuses=[order.status for order, _ in some],
                product_ids=[line.product_id for _, line in some],
                quantities=[line.quantity for _, line in some],
            )

    def sales(self, community_id: CommunityId) -> SalesColumns:
        packs: Counter[tuple[Week, Any]] = Counter()
        for (community, _), order in self._everything["orders"].items():
            if community == community_id and order.status is OrderStatus.PLACED:
                for line in order.lines:
                    packs[order.week, line.product_id] += line.quantity
        keys = sorted(packs, key=lambda key: (str(key[0]), key[1]))
        return SalesColumns(
            weeks=[week for week, _ in keys],
            product_ids=[product for _, product in keys],
            quantities=[packs[key] for key in keys],
        )

    def erase_neighbour(self, community_id: CommunityId, neighbour_id: NeighbourId) -> int:
        for name in [name for name in self._everything["answers"] if name[0] == community_id]:
            del self._everything["answers"][name]
        return self._drop(
            lambda name, thing: (
                thing.community_id == community_id
                and neighbour_id
                == (thing.id if name == "neighbours" else getattr(thing, "neighbour_id", None))
            ),
            but="communities",
        )

    def remove_community(self, community_id: CommunityId) -> int:
        return self._drop(
            lambda name, thing: (
                community_id == (thing.id if name == "communities" else thing.community_id)
            ),
            but="",
        )

    def _drop(self, goes: Any, *, but: str) -> int:
        gone = 0
        for name, things in self._everything.items():
            if name != but:
                names = [key for key, thing in things.items() if goes(name, thing)]
                gone += len(names)
                for key in names:
                    del things[key]
        return gone


class MemoryDatabase:
    """A database in memory, one committed state that transactions copy."""

    def __init__(self) -> None:
        self._state: dict[str, Things] = {name: {} for name in (*NOUNS, _LOG)}

    @contextmanager
    def transaction(self) -> Iterator[Any]:
        yield MemoryStore({name: dict(t) for name, t in self._state.items()}, self._keep)

    read = transaction

    def migrate(self) -> None:
        """There are no tables."""

    def ready(self) -> tuple[str, ...]:
        return ()

    def backup(self, path: Path) -> Backup:
        content = pickle.dumps(self._state)
        path.write_bytes(content)
        rows = {name: len(things) for name, things in self._state.items()}
        return Backup("memory", rows, hashlib.sha256(content).hexdigest())

    def restore(self, path: Path) -> Backup:
        if any(self._state.values()):
            raise Conflict("the database is not empty")
        self._state = pickle.loads(path.read_bytes())
        return self.backup(path)

    def scrub(self) -> None:
        """There are no files."""

    def close(self) -> None:
        """There is nothing to give back."""

    def _keep(self, state: dict[str, Things]) -> None:
        self._state = state


def _meets(thing: Any, where: Filter) -> bool:
    kind = next((getattr(thing, n) for n in ("kind", "type", "step") if hasattr(thing, n)), None)
    products = {getattr(thing, "product_id", None)}
    if hasattr(thing, "lines") and hasattr(thing, "placed_at"):
        products = {line.product_id for line in thing.lines}
    asked = (
        (where.kind, {kind}, kind is not None),
        (where.product_id, products, products != {None} or hasattr(thing, "product_id")),
        (where.week, {getattr(thing, "week", None)}, hasattr(thing, "week")),
        *(
            (getattr(where, name), {getattr(thing, name, None)}, hasattr(thing, name))
            for name in ("neighbour_id", "supplier_id", "poll_id", "status")
        ),
    )
    fits = all(value in values for value, values, has in asked if value is not None and has)
    return fits and (where.since is None or getattr(thing, "week", where.since) >= where.since)
