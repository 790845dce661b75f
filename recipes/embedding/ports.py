"""What retrieval needs from an embedder, and nothing of the library behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]


class Encoder(Protocol):
    """Texts to unit vectors; the same text always gives the same vector."""

    @property
    def dimensions(self) -> int:
        """Length of every vector."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one row a text, (len(texts), dimensions), of length 1, or 0 for no content."""
        ...


class Embedder(Protocol):
    """How an encoder comes about for a corpus: learnt from it, or loaded whatever it holds.

    `reads_canonical` says which text it wants: the one with every food under its canonical name,
    or the one that people wrote.
    """

    @property
    def name(self) -> str:
        """What tells this model from others."""
        ...

    @property
    def reads_canonical(self) -> bool:
        """Whether texts are to come with canonical names."""
        ...

    def fit(self, texts: Sequence[str]) -> Encoder:
        """Return the encoder for this corpus; an empty corpus has one too."""
        ...


def unit_rows(vectors: npt.NDArray[np.floating]) -> Vectors:
    """Return the rows scaled to length 1; a row of zeros, or one that is not finite, is zeros."""
    finite = np.where(np.isfinite(vectors).all(axis=1, keepdims=True), vectors, 0.0)
    lengths = np.linalg.norm(finite, axis=1, keepdims=True)
    scaled = np.divide(finite, lengths, out=np.zeros_like(finite), where=lengths > 1e-9)
    return np.ascontiguousarray(scaled, dtype=np.float32)
