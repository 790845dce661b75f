"""Orders of several communities, made of a seed, as the store streams them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from community.ids import CommunityId, NeighbourId, ProductId
from community.ports import LineBatch
from community.weeks import Week
from recsys.tables.snapshot import write_snapshot

# What an id may hold: not Latin, a number, and characters that mean something in a path or a URL.
IDS = tuple(map(CommunityId, ("东村", "007", "a b%c=1*?[x]{y}'", "quiet")))
FIRST = Week(2026, 50)  # the year 2026 has 53 weeks
Row = tuple[str, str, Week, str, str, int]


def some_rows(seed: int = 0, lines: int = 600) -> list[Row]:
    """Return (community, neighbour, week, status, product, packs); "quiet" only cancelled."""
    random = np.random.default_rng(seed)
    rows = []
    for _ in range(lines):
        community = str(random.choice(IDS))
        kept = community != "quiet" and random.random() < 0.9
        week = FIRST + int(random.integers(3 * (community == "007"), 9))
        person, thing = f"n{random.integers(9)}", f"p{random.integers(7)}"
        status = "placed" if kept else "cancelled"
        rows.append((community, person, week, status, thing, int(random.integers(1, 4))))
    return rows


def batches(rows: Iterable[Row], community: str, size: int = 50) -> Iterator[LineBatch]:
    """Yield the rows of one community as a store does."""
    mine = [row for row in rows if row[0] == community]
    for begin in range(0, len(mine), size):
        some = mine[begin : begin + size]
        yield LineBatch(
            neighbour_ids=[NeighbourId(row[1]) for row in some],
            weeks=[row[2] for row in some],
            statuses=[row[3] for row in some],
            product_ids=[ProductId(row[4]) for row in some],
            quantities=[row[5] for row in some],
        )


def snapshot_of(rows: Iterable[Row], folder: Path) -> Path:
    """Write a snapshot of all `IDS` and return it."""
    rows = list(rows)
    write_snapshot([(id_, batches(rows, id_)) for id_ in IDS], folder)
    return folder


def expected(rows: Iterable[Row]) -> Mapping[tuple[str, str, int, str], int]:
    """Return packs by community, neighbour, week since the first and product, counted by hand."""
    rows = [row for row in rows if row[3] == "placed"]
    first = {community: min(row[2] for row in rows if row[0] == community) for community in IDS[:3]}
    packs: Counter[tuple[str, str, int, str]] = Counter()
    for community, person, week, _, thing, quantity in rows:
        packs[community, person, week - first[CommunityId(community)], thing] += quantity
    return packs


def counted(table: Any) -> Mapping[tuple[str, str, int, str], int]:
    """Return the same from a table of training lines, each of which must be there once."""
    names = ("community_id", "neighbour_id", "time", "product_id")
    keys = list(zip(*(table[name].to_pylist() for name in names), strict=True))
    assert len(set(keys)) == len(keys)
    return dict(zip(keys, table["quantity"].to_pylist(), strict=True))
