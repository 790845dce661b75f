"""Importing one file: read, check, and save all of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from community.errors import InvalidField, InvalidFile, RowProblem
from community.ids import CommunityId
from community.importers.finds import Findings, Seen, check
from community.importers.kinds import EXTRA_COLUMNS, KINDS, Kind
from community.importers.lexicon import Lexicon
from community.importers.notes import page_rows, pages_of
from community.importers.rows import Row, read_rows
from community.ports import Saved, Store
from community.storage.nouns import NOUNS

_BATCH = 1000


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What was saved, every row that was left out, and how many files were read."""

    saved: Saved
    problems: tuple[RowProblem, ...]
    files: int


def import_file(
    kind: str,
    path: Path,
    community_id: CommunityId,
    store: Store,
    *,
    lexicon: Lexicon,
    skip_bad_rows: bool = False,
    progress: Seen | None = None,
) -> ImportReport:
    """Import a CSV or NDJSON file, for notes a Markdown file or folder too; the caller commits.

    Without `skip_bad_rows` any bad row raises InvalidFile, listing all of them, before anything
    is saved; with it the rest is saved and the report lists what was left out. Raises
    InvalidField for an unknown kind, NotFound for an unknown community.
    """
    if kind not in KINDS:
        raise InvalidField("/kind", f"{kind!r} is not one of {', '.join(KINDS)}")
    store.communities.get(community_id, community_id)
    findings = Findings()
    rows, files = _rows(kind, KINDS[kind], path, findings)
    seen = progress or _unseen
    step = len(rows) if kind == "orders" else _BATCH  # an order may be spread over the whole file
    for start in range(0, len(rows), max(step, 1)):
        KINDS[kind].find(rows[start : start + step], findings, community_id, lexicon)
        seen(min(start + step, len(rows)), 2 * len(rows))
    check(findings, community_id, store)
    problems = tuple(sorted(findings.problems, key=lambda problem: problem.row))
    if problems and not skip_bad_rows:
        raise InvalidFile(path.name, problems)
    return ImportReport(_save(findings, store, seen, len(rows)), problems, files)


def _rows(kind: str, shape: Kind, path: Path, findings: Findings) -> tuple[Sequence[Row], int]:
    pages = kind == "notes" and (path.is_dir() or path.suffix.lower() in {".md", ".markdown"})
    if pages:
        return list(page_rows(path, findings)), len(pages_of(path))
    columns = {column.name for column in shape.columns} | EXTRA_COLUMNS.get(kind, frozenset())
    read = read_rows(path, columns=columns, required=shape.required)
    findings.problems.extend(read.problems)
    return read.rows, 1


def _save(findings: Findings, store: Store, seen: Seen, rows: int) -> Saved:
    saved, done, total = Saved(), 0, max(len(findings.finds), 1)
    for noun in NOUNS:
        things = [find.thing for find in findings.finds if find.noun == noun]
        for start in range(0, len(things), _BATCH):
            batch = things[start : start + _BATCH]
            counted = getattr(store, noun).save(batch)
            saved += Saved() if noun == "care" else counted  # a part of its neighbour
            done += len(batch)
            seen(rows + rows * done // total, 2 * rows)
    return saved


def _unseen(done: int, total: int) -> None:
    """Nobody watches."""
