"""Boosted trees as plain arrays: what each adds, told apart by component."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recsys.baskets import Floats, Ints, Longs

_CELLS = 400_000  # (row, tree) cells walked at once: what stays near the processor


@dataclass(frozen=True, slots=True)
class Trees:
    """T trees over F features, their N nodes one after the other.

    `root` (T,) is each tree's first node. A row goes to `children[node, 0]` where its `feature` is
    at most `threshold`, else to `children[node, 1]`; a leaf leads to itself. `worth` (N, G) is what
    the way to a node has added, by the component whose features decided on the way; `depth` is the
    longest way.
    """

    root: Ints
    feature: Ints
    threshold: NDArray[np.float64]
    children: Ints
    worth: NDArray[np.float64]
    depth: Ints  # (1,)

    def __call__(self, table: Floats) -> NDArray[np.float64]:
        """Return what the trees add to each of P rows (P, F), by component (P, G)."""
        added = np.zeros((len(table), self.worth.shape[1]))
        size = max(1, _CELLS // max(1, len(self.root)))
        for begin in range(0, len(table), size):
            leaves = self._leaves(table[begin : begin + size])
            for component, worth in enumerate(np.ascontiguousarray(self.worth.T)):
                added[begin : begin + size, component] = worth.take(leaves).sum(axis=1)
        return added

    def _leaves(self, table: Floats) -> Longs:
        node = np.tile(self.root.astype(np.int64), (len(table), 1))
        first = (np.arange(len(table)) * table.shape[1])[:, None]
        feature, children = self.feature.astype(np.int64), self.children.ravel().astype(np.int64)
        flat = np.ascontiguousarray(table).ravel()
        for _ in range(int(self.depth[0])):
            right = flat.take(feature.take(node) + first) > self.threshold.take(node)
            node = children.take(2 * node + right)
        return node
