"""What an importer finds in rows, and the checks that every find must pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from pydantic import BaseModel, ValidationError

from community.errors import RowProblem
from community.ids import CommunityId
from community.importers.rows import Row
from community.ports import Store, id_of
from community.records import reasons
from community.storage.nouns import NOUNS, Reference

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Find:
    """One thing, its noun, and the rows it stands on; `shared` may be told again, word for word."""

    noun: str
    thing: Any
    rows: tuple[int, ...]
    shared: bool = False


@dataclass(slots=True)
class Findings:
    """All that was found and all that was wrong."""

    finds: list[Find] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)

    def add(self, noun: str, thing: Any, *rows: int, shared: bool = False) -> None:
        """Note a thing."""
        self.finds.append(Find(noun, thing, rows, shared))

    def wrong(self, row: int, column: str, reason: str) -> None:
        """Note a problem."""
        self.problems.append(RowProblem(row, column, reason))

    def record(self, kind: type[M], row: Row, *, prefix: str = "") -> M | None:
        """Return the row as a record, or None with its faults noted."""
        values = {n.removeprefix(prefix): v for n, v in row.values.items() if n.startswith(prefix)}
        try:
            return kind.model_validate(values)
        except ValidationError as error:
            for column, reason in reasons(error):
                self.wrong(row.number, prefix + column, reason)
        return None

    def keep(self, finds: Iterable[Find]) -> None:
        """Keep these finds only, without any on a row that has a problem."""
        bad = {problem.row for problem in self.problems}
        self.finds = [find for find in finds if not bad.intersection(find.rows)]


class Seen(Protocol):
    """Called with how much of how much is done."""

    def __call__(self, done: int, total: int) -> None:
        """Take notice."""
        ...


def check(findings: Findings, community_id: CommunityId, store: Store) -> None:
    """Note duplicates and references to nothing, and drop what stands on a bad row."""
    findings.keep(_first_of_each(findings))
    kept: list[Find] = []
    accepted: dict[str, set[str]] = {"communities": {community_id}}
    for noun in NOUNS:
        mine = [find for find in findings.finds if find.noun == noun]
        for reference in NOUNS[noun].references:
            known = _known(reference, mine, community_id, store, accepted)
            for row, id_ in _named(reference, mine):
                if id_ not in known:
                    word = NOUNS[reference.noun].word
                    findings.wrong(row, reference.field, f"there is no {word} {id_!r}")
        bad = {problem.row for problem in findings.problems}
        good = [find for find in mine if not bad.intersection(find.rows)]
        accepted[noun] = {id_of(find.thing) for find in good}
        kept += good
    findings.finds = kept


def _first_of_each(findings: Findings) -> Iterator[Find]:
    first: dict[tuple[str, str], Find] = {}
    for find in findings.finds:
        earlier = first.setdefault((find.noun, id_of(find.thing)), find)
        if earlier is find:
            yield find
        elif not (find.shared and find.thing == earlier.thing):
            word = "contradicts" if find.shared else "repeats"
            reason = f"{word} row {earlier.rows[0]}"
            findings.wrong(find.rows[0], NOUNS[find.noun].key, reason)


def _named(reference: Reference, finds: Sequence[Find]) -> Iterator[tuple[int, str]]:
    """Yield the row and the id of every mention; an order's lines stand on rows of their own."""
    for find in finds:
        for position, id_ in enumerate(reference.ids(find.thing)):
            own = reference.inside and position < len(find.rows)
            yield find.rows[position if own else 0], id_


def _known(
    reference: Reference,
    finds: Sequence[Find],
    community_id: CommunityId,
    store: Store,
    accepted: dict[str, set[str]],
) -> frozenset[str]:
    ids = {id_ for _, id_ in _named(reference, finds)}
    here = accepted.get(reference.noun, set())
    rest = ids - here
    stored: frozenset[str] = frozenset()
    if rest:
        stored = getattr(store, reference.noun).known(community_id, rest)
    return stored | here
