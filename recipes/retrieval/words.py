"""The text arm: BM25 over characters and pairs, as a share of what the question could reach."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from recipes.embedding.tokens import tokens

Floats = npt.NDArray[np.float32]
_K1, _B = 1.2, 0.6
_TITLE = 3  # a word of the title counts as that many in the text


@dataclass(frozen=True, slots=True)
class Words:
    """BM25 weights (terms, notes), sparse by row, and each term's highest possible weight.

    Robertson and Zaragoza 2009, "The Probabilistic Relevance Framework", eq. 3.15; the idf is
    never negative, as in Lucene. Weights are computed at index time, so that a question is a
    sum of a few rows.
    """

    vocabulary: Mapping[str, int]
    weights: Any
    ceiling: Floats
    size: int

    @classmethod
    def build(cls, titles: Sequence[str], texts: Sequence[str]) -> Words:
        """Index one title and text a note."""
        from scipy import sparse

        vocabulary: dict[str, int] = {}
        terms: list[int] = []
        counts: list[int] = []
        ends = [0]
        for title, text in zip(titles, texts, strict=True):
            held = Counter(tokens(text))
            for term in tokens(title):
                held[term] += _TITLE
            terms += [vocabulary.setdefault(term, len(vocabulary)) for term in held]
            counts += held.values()
            ends.append(len(terms))
        shape = (len(titles), len(vocabulary))
        found = sparse.csr_matrix((np.array(counts, np.float32), terms, ends), shape=shape)
        weights, ceiling = bm25(found.tocsc())
        return cls(vocabulary, weights, ceiling, len(titles))

    def scores(self, text: str) -> Floats:
        """Return for each note (size,) the share of the question's weight it holds, in [0, 1)."""
        known = Counter(self.vocabulary[t] for t in tokens(text) if t in self.vocabulary)
        found = np.zeros(self.size, dtype=np.float32)
        reach = 0.0
        for term, times in known.items():
            start, end = self.weights.indptr[term : term + 2]
            found[self.weights.indices[start:end]] += times * self.weights.data[start:end]
            reach += times * float(self.ceiling[term])
        return found / np.float32(reach) if reach > 0 else found


def bm25(counts: Any) -> tuple[Any, Floats]:
    """Return BM25 weights for term counts (notes, terms; CSC), and idf·(k1+1) a term (terms,)."""
    notes = counts.shape[0]
    lengths = np.asarray(counts.sum(axis=1)).ravel()
    mean = lengths.mean() if notes and lengths.any() else 1.0
    held = np.diff(counts.indptr)
    idf = np.log1p((notes - held + 0.5) / (held + 0.5))
    damped = _K1 * (1 - _B + _B * lengths / mean)
    weights = counts.astype(np.float32)
    saturation = (_K1 + 1) * counts.data / (counts.data + damped[counts.indices])
    weights.data = (np.repeat(idf, held) * saturation).astype(np.float32)
    return weights, (idf * (_K1 + 1)).astype(np.float32)
