"""Nearest vectors by FAISS; the only door to that library."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from recipes.embedding.ports import Vectors

EXACT_UP_TO = 20_000  # up to here a flat scan is as fast as a graph, and exact
_LINKS, _CANDIDATES = 32, 128


@dataclass(frozen=True, slots=True)
class VectorIndex:
    """Unit vectors by row; rows of zeros are never near to anything."""

    index: Any
    size: int

    @classmethod
    def build(cls, vectors: Vectors) -> VectorIndex:
        """Return the index of `vectors` (rows, dimensions): exact when small, HNSW when large."""
        import faiss

        rows, dimensions = vectors.shape
        index: Any
        if rows <= EXACT_UP_TO:
            index = faiss.IndexFlatIP(dimensions)
        else:
            index = faiss.IndexHNSWFlat(dimensions, _LINKS, faiss.METRIC_INNER_PRODUCT)
            index.hnsw.efSearch = _CANDIDATES
        index.add(vectors)
        return cls(index, rows)

    def similarities(self, vector: Vectors, n: int) -> npt.NDArray[np.float32]:
        """Return the cosine to every row (size,), 0 where negative or outside the `n` nearest."""
        near = np.zeros(self.size, dtype=np.float32)
        wanted = min(n, self.size)
        if wanted < 1 or not vector.any():
            return near
        cosines, rows = self.index.search(vector.reshape(1, -1), wanted)
        found = rows[0] >= 0
        near[rows[0][found]] = np.clip(cosines[0][found], 0.0, 1.0)
        return near
