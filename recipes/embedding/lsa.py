"""The default embedder: latent semantic analysis of the notes themselves, learnt at index time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from recipes.embedding.ports import Encoder, Vectors, unit_rows
from recipes.embedding.tokens import tokens


@dataclass(frozen=True, slots=True)
class LsaEmbedder:
    """TF-IDF over characters and pairs, reduced by a truncated SVD (Deerwester et al. 1990).

    It knows only what the notes say, but it knows that well, needs no download and learns
    1,000 notes in about a second.
    """

    size: int = 256
    seed: int = 0
    name: str = "lsa"
    reads_canonical: bool = True

    def fit(self, texts: Sequence[str]) -> Encoder:
        """Return the encoder learnt from `texts`; fewer texts than `size` give fewer dimensions."""
        from sklearn.feature_extraction.text import TfidfVectorizer

        vectoriser = TfidfVectorizer(
            analyzer=tokens, sublinear_tf=True, min_df=2 if len(texts) > 10 else 1, dtype=np.float32
        )
        try:
            weighted = vectoriser.fit_transform(texts)
        except ValueError:  # no text holds a single term
            return BlankEncoder()
        size = min(self.size, min(weighted.shape) - 1)
        if size < 1:
            return LsaEncoder(vectoriser, None, weighted.shape[1])
        return LsaEncoder(vectoriser, self._reduce(weighted, size), size)

    def _reduce(self, weighted: Any, size: int) -> Vectors:
        """Return the projection (terms, size) of the SVD."""
        from sklearn.decomposition import TruncatedSVD

        svd = TruncatedSVD(size, n_iter=3, random_state=self.seed).fit(weighted)
        return np.ascontiguousarray(svd.components_.T, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class LsaEncoder:
    """A fitted vocabulary and its projection; without one (a tiny corpus) TF-IDF itself."""

    vectoriser: Any
    projection: Vectors | None
    dimensions: int

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return unit rows (len(texts), dimensions); a text of unknown terms is all zeros."""
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        weighted = self.vectoriser.transform(texts)
        dense = weighted.toarray() if self.projection is None else weighted @ self.projection
        return unit_rows(dense)


@dataclass(frozen=True, slots=True)
class BlankEncoder:
    """The encoder of a corpus without words: every text is nowhere."""

    dimensions: int = 1

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return rows of zeros."""
        return np.zeros((len(texts), self.dimensions), dtype=np.float32)
