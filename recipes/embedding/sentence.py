"""Any sentence-transformers model as the embedder; the only door to that library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from community.errors import Unavailable
from recipes.embedding.ports import Encoder, Vectors, unit_rows


@dataclass(frozen=True, slots=True)
class SentenceEmbedder:
    """A pretrained model by name or folder; the extra `embeddings` installs what it needs.

    The library is imported at the first `fit`: it costs seconds and hundreds of megabytes.
    """

    model: str
    device: str = "cpu"
    reads_canonical: bool = False

    @property
    def name(self) -> str:
        """The model's own name."""
        return f"sentence:{self.model}"

    def fit(self, texts: Sequence[str]) -> Encoder:  # noqa: ARG002 - pretrained
        """Return the loaded model; raises Unavailable when library or model are missing."""
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise Unavailable("sentence-transformers is missing: lvlin[embeddings]") from error
        try:
            model = SentenceTransformer(self.model, device=self.device)
        except (OSError, ValueError) as error:
            raise Unavailable(f"no sentence-transformers model {self.model!r}") from error
        return SentenceEncoder(model)


@dataclass(frozen=True, slots=True)
class SentenceEncoder:
    """A loaded model."""

    model: Any

    @property
    def dimensions(self) -> int:
        """Length of the model's vectors."""
        return int(self.model.get_embedding_dimension())

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return unit rows (len(texts), dimensions); an empty text is all zeros."""
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        filled = [row for row, text in enumerate(texts) if text.strip()]
        if filled:
            given = [texts[row] for row in filled]
            rows[filled] = self.model.encode(given, show_progress_bar=False, convert_to_numpy=True)
        return unit_rows(rows)
