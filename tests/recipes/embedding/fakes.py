"""An embedder without a library: the same words in any order are the same vector."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from recipes.embedding.ports import Encoder, Vectors, unit_rows
from recipes.embedding.tokens import tokens


@dataclass(frozen=True)
class HashedWords:
    """Counts of words, each at a place told by its checksum."""

    dimensions: int = 512
    name: str = "hashed-words"
    reads_canonical: bool = True

    def fit(self, texts: Sequence[str]) -> Encoder:
        return self

    def encode(self, texts: Sequence[str]) -> Vectors:
        rows = np.zeros((len(texts), self.dimensions))
        for row, text in enumerate(texts):
            for word in tokens(text):
                rows[row, zlib.crc32(word.encode()) % self.dimensions] += 1
        return unit_rows(rows)
