"""Candidate generators: the few items of thousands that are worth a closer look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recsys.affinity import positions
from recsys.baskets import Floats, Ints, Longs
from recsys.parts import Parts, Scorer
from recsys.profiles import Profiles
from recsys.ranker.pairs import Pairs, Sparse, unique_pairs
from recsys.topn import top_n

ALL = 400  # up to so many candidates everything is looked at
BEST = 150  # of the simple sum
ALIKE = 40  # of the neighbours' baskets


@dataclass(frozen=True, slots=True)
class Proposal:
    """Pairs worth a closer look, and the parts of the simple sum of each, (P,) each."""

    pairs: Pairs
    personal: NDArray[np.float64]
    affinity: NDArray[np.float64]
    popularity: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Offered:
    """`candidates` item rows, sorted; `shown` those of them that may be for anybody."""

    candidates: Longs
    shown: Longs

    @property
    def few(self) -> bool:
        """Whether every candidate is looked at."""
        return len(self.candidates) <= ALL


def propose(who: Profiles, alike: Sparse, offered: Offered, simple: Scorer, items: int) -> Proposal:
    """Return for each of U people what repeats, what neighbours took and what the sum likes.

    Repeat: all they had. Neighbours' baskets: the best `ALIKE` of `alike`. Item to item, and
    popularity by recency: the best `BEST` of the simple sum over `shown`.
    Everything is taken where there are no more than `ALL` candidates.
    """
    if offered.few:
        keys = np.add.outer(np.arange(len(who)) * items, offered.candidates).ravel()
        pairs = unique_pairs(len(who), keys, items)
        return _cells(pairs, offered.candidates, simple(who, offered.candidates))
    own = who.owner * items + who.item
    near = _strongest(alike, ALIKE, items)
    wanted = np.concatenate([own, near])
    wanted = wanted[positions(offered.candidates, wanted % items) >= 0]
    columns = np.union1d(offered.shown, wanted % items)
    parts = simple(who, columns)
    best = top_n(parts.total[:, positions(columns, offered.shown)], BEST)
    owner, place = np.nonzero(best >= 0)
    liked = owner * items + offered.shown[best[owner, place]]
    pairs = unique_pairs(len(who), np.concatenate([wanted, liked]), items)
    return _cells(pairs, columns, parts)


def offered_by(candidates: Longs, explained: Ints, popularity: Floats) -> Offered:
    """Return the offer: shown are what affinity explains and the most popular rest.

    For a stranger to an item that affinity does not explain only its popularity counts: beyond
    the most popular such items none can be among the best.
    """
    is_explained = positions(explained, candidates) >= 0
    rest = candidates[~is_explained]
    order = np.argsort(-popularity[rest], kind="stable")[:BEST]
    return Offered(candidates, np.sort(np.concatenate([candidates[is_explained], rest[order]])))


def _strongest(values: Sparse, count: int, items: int) -> Longs:
    """Return keys owner·I + item of the `count` largest values of each row."""
    owner = np.repeat(np.arange(len(values.start) - 1), np.diff(values.start))
    order = np.argsort(owner * 2.0 - values.value, kind="stable")  # values are at most 1
    rank = np.arange(len(order)) - values.start[:-1][owner]
    chosen = order[rank < count]
    return owner[chosen] * items + values.item[chosen].astype(np.int64)


def _cells(pairs: Pairs, columns: Longs, parts: Parts) -> Proposal:
    place = positions(columns, pairs.item)
    popularity = np.broadcast_to(parts.popularity, parts.personal.shape)
    cell = pairs.owner, place
    return Proposal(pairs, parts.personal[cell], parts.affinity[cell], popularity[cell])


def joined(proposals: Sequence[Proposal]) -> Proposal:
    """Return the proposals of blocks of people as one."""
    before = np.cumsum([0, *(part.pairs.users for part in proposals)])
    owners = [part.pairs.owner + first for part, first in zip(proposals, before[:-1], strict=True)]
    item = np.concatenate([part.pairs.item for part in proposals])
    return Proposal(
        Pairs(int(before[-1]), np.concatenate(owners), item),
        *(
            np.concatenate([getattr(part, name) for part in proposals])
            for name in ("personal", "affinity", "popularity")
        ),
    )
