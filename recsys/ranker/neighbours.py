"""What people with a like history took next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recsys.baskets import Floats, Ints, Longs
from recsys.profiles import Profiles
from recsys.ranker.factors import Factors
from recsys.ranker.pairs import Sparse

NEAREST = 300
_PEOPLE = 20_000  # of whom neighbours are sought, newest first: bounds time and size
_CELLS = 4_000_000


@dataclass(frozen=True, slots=True)
class Neighbours:
    """N answers that can be looked up by the history before them.

    `place` (N, D) are unit vectors; `start` (N + 1,) and `item` what each took next.
    """

    place: Floats
    start: Longs
    item: Ints

    def took(self, people: Floats, items: int) -> Sparse:
        """Return the share of each person's nearest answers that held an item, by likeness.

        `people` (U, D) are places; the likeness is the square of the cosine.
        """
        from scipy import sparse

        count = len(self.place)
        if not count:
            nothing = np.zeros(len(people) + 1, np.int64)
            return Sparse(nothing, np.empty(0, np.int32), np.empty(0, np.float32))
        took = sparse.csr_matrix(
            (np.ones(len(self.item), np.float32), self.item, self.start), shape=(count, items)
        )
        size = max(1, _CELLS // count)
        blocks = [
            _nearest(people[begin : begin + size], self.place) @ took
            for begin in range(0, len(people), size)
        ]
        found = sparse.vstack(blocks, format="csr") if blocks else took[:0]
        found.sort_indices()
        return Sparse(found.indptr.astype(np.int64), found.indices, found.data)


def fit_neighbours(
    asked: Sequence[Profiles],
    took: Sequence[tuple[Longs, Ints]],
    factors: Factors,
) -> Neighbours:
    """Return the answers of the newest `_PEOPLE`: profiles before, and (asked, item) taken."""
    places, starts, taken, left = [], [np.zeros(1, np.int64)], [], _PEOPLE
    for before, (owner, item) in zip(asked, took, strict=True):
        use = min(left, len(before))
        left -= use
        places.append(unit(factors.of(before.take(np.arange(use)))))
        mine = owner < use
        order = np.argsort(owner[mine], kind="stable")
        starts.append(np.bincount(owner[mine], minlength=use))
        taken.append(item[mine][order])
    width = factors.item.shape[1]
    return Neighbours(
        place=np.concatenate([np.empty((0, width), np.float32), *places]),
        start=np.cumsum(np.concatenate(starts)).astype(np.int64),
        item=np.concatenate([np.empty(0, np.int32), *taken]).astype(np.int32),
    )


def unit(vectors: Floats) -> Floats:
    """Return vectors (N, D) scaled to length 1; a zero stays."""
    length = np.sqrt(np.einsum("nd,nd->n", vectors, vectors))
    return np.asarray(vectors / np.maximum(length, 1e-12)[:, None], np.float32)


def _nearest(people: Floats, place: Floats) -> Any:
    """Return the weights (U, N) of the nearest answers, of sum 1, sparse."""
    from scipy import sparse

    cosine = unit(people) @ place.T
    count = min(NEAREST, cosine.shape[1])
    column: NDArray[Any] = np.argpartition(-cosine, count - 1, axis=1)[:, :count]
    weight = np.square(np.maximum(np.take_along_axis(cosine, column, axis=1), 0))
    weight /= np.maximum(weight.sum(axis=1, keepdims=True), 1e-12)
    start = np.arange(len(people) + 1) * count
    return sparse.csr_matrix((weight.ravel(), column.ravel(), start), shape=cosine.shape)
