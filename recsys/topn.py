"""The best n of many scores, the same way every time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from recsys.baskets import Flags, Longs


def top_n(scores: NDArray[np.float64], n: int, allowed: Flags | None = None) -> Longs:
    """Return the columns of each row's n best scores (U, n), best first, ties by lower column.

    `allowed` (C,) or (U, C) marks what may appear. A row with fewer than n is filled up with -1;
    n beyond C gives C columns.
    """
    rows, columns = scores.shape
    n = max(0, min(n, columns))
    if n == 0:
        return np.empty((rows, 0), np.int64)
    if allowed is not None:
        scores = np.where(allowed, scores, -np.inf)
    best = _candidates(scores, n)
    value = np.take_along_axis(scores, best, axis=1)
    best = np.take_along_axis(best, np.lexsort((best, -value), axis=1), axis=1)[:, :n]
    value = np.take_along_axis(scores, best, axis=1)
    return np.where(np.isneginf(value), -1, best)


def _candidates(scores: NDArray[np.float64], n: int) -> Longs:
    """Return columns that hold the n best of each row; where ties cross the edge, all of them."""
    columns = scores.shape[1]
    if n == columns:
        return np.broadcast_to(np.arange(columns), scores.shape)
    best = np.argpartition(-scores, n - 1, axis=1)[:, :n]
    edge = np.take_along_axis(scores, best, axis=1).min(axis=1, keepdims=True)
    tied = np.flatnonzero((scores >= edge).sum(axis=1) > n)
    for row in tied:
        above = np.flatnonzero(scores[row] > edge[row])
        level = np.flatnonzero(scores[row] == edge[row])
        best[row] = np.concatenate([above, level])[:n]
    return best
