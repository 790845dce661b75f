"""Likeness in a few dimensions: a truncated singular value decomposition of who had what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recsys.baskets import Floats
from recsys.profiles import Profiles
from recsys.ranker.pairs import Pairs

_SIZE = 48
_SPARE, _ROUNDS = 12, 3  # more dimensions and rounds make the decomposition more exact
_TINY = 1e-6  # of the longest: shorter axes are rounding
_COMMON = 0.3  # an item had by N people counts N^-0.3, so that what all have does not drown taste


@dataclass(frozen=True, slots=True)
class Factors:
    """`item` (I, D) places items; `scale` (I,) is how much each says of its buyer."""

    item: Floats
    scale: Floats

    def of(self, profiles: Profiles) -> Floats:
        """Return where U people are (U, D)."""
        return np.asarray(_matrix(profiles, self.scale) @ self.item, np.float32)

    def likeness(self, people: Floats, pairs: Pairs) -> Floats:
        """Return the scalar products of people (U, D) and items for P pairs (P,)."""
        return np.asarray(np.einsum("pd,pd->p", people[pairs.owner], self.item[pairs.item]))


def fit_factors(profiles: Profiles, items: int) -> Factors:
    """Return the factors of what people had.

    Randomised range finder with power rounds (Halko, Martinsson & Tropp, SIAM Review 2011): time
    and memory grow with the purchases, never with people × items. The same profiles give the same.
    """
    buyers = np.bincount(profiles.item, minlength=items)
    scale = np.maximum(buyers, 1).astype(np.float32) ** -np.float32(_COMMON)
    size = min(_SIZE, items, len(profiles))
    had = _matrix(profiles, scale)
    start = np.random.default_rng(0).standard_normal((items, size + _SPARE)).astype(np.float32)
    basis = np.linalg.qr(had @ start)[0]
    for _ in range(_ROUNDS):
        basis = np.linalg.qr(had @ np.linalg.qr(had.T @ basis)[0])[0]
    return Factors(_main_axes(np.asarray(had.T @ basis, np.float64), size), scale)


def _main_axes(spread: NDArray[np.float64], size: int) -> Floats:
    """Return the `size` main axes of many points (I, D) as columns of length 1, or 0 (I, size)."""
    square, axis = np.linalg.eigh(spread.T @ spread)
    kept = np.argsort(-square)[:size]
    length = np.sqrt(np.maximum(square[kept], 0))
    tall = length > _TINY * max(float(length.max(initial=0)), _TINY)
    scale = np.divide(1.0, length, out=np.zeros_like(length), where=tall)
    return np.asarray(spread @ axis[:, kept] * scale, np.float32)


def _matrix(profiles: Profiles, scale: Floats) -> Any:
    """Return what U people had (U, I): each has the same weight in all, sparse."""
    from scipy import sparse

    size = np.diff(profiles.start)
    value = (scale[profiles.item] / np.sqrt(np.maximum(size, 1))[profiles.owner]).astype(np.float32)
    shape = (len(profiles), len(scale))
    return sparse.csr_matrix((value, profiles.item, profiles.start), shape=shape)
