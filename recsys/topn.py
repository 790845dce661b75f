"""The best n of many scores, the same way every time."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from recsys.baskets import Flags, Longs

_GROUPS = 4  # groups of columns for each one asked for


def top_n(scores: NDArray[Any], n: int, allowed: Flags | None = None) -> Longs:
    """Return the columns of each row's n best scores (U, n), best first, ties by lower column.

    `scores` (U, C) may be of either precision and hold no NaN; `allowed` (C,) or (U, C) marks what
    may appear. A row with fewer than n is filled up with -1; n beyond C gives C columns.
    """
    rows, columns = scores.shape
    n = max(0, min(n, columns))
    if n == 0 or rows == 0:
        return np.empty((rows, n), np.int64)
    if allowed is not None:
        scores = np.where(allowed, scores, -np.inf)
    row, column = np.divmod(np.flatnonzero(scores >= _bar(scores, n)), columns)
    value = scores[row, column]
    order = np.lexsort((column, -value, row))
    first = np.searchsorted(row, np.arange(rows))
    best = order[first[:, None] + np.arange(n)]
    return np.where(np.isneginf(value[best]), -1, column[best])


def _bar(scores: NDArray[Any], n: int) -> NDArray[Any]:
    """Return for each row a value that at least n of its scores reach, and few more (U, 1).

    The n-th best of the maxima of groups of columns: n groups reach it, so n columns do.
    """
    rows, columns = scores.shape
    groups = min(columns, _GROUPS * n)
    depth = columns // groups
    maxima = scores[:, : depth * groups].reshape(rows, depth, groups).max(axis=1)
    return np.partition(maxima, groups - n, axis=1)[:, groups - n, None]
