"""Ranking metrics of next-basket recommendation, as formats.md defines them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recsys.baskets import Flags, Longs


@dataclass(frozen=True, slots=True)
class Truth:
    """What users really had next, in compressed rows of item rows."""

    start: Longs
    item: Longs

    def __len__(self) -> int:
        return len(self.start) - 1

    @property
    def owner(self) -> Longs:
        """User of each entry (E,)."""
        return np.repeat(np.arange(len(self)), np.diff(self.start))

    def keep(self, entries: Flags) -> Truth:
        """Return the truth with only the entries marked (E,), for the same users."""
        count = np.bincount(self.owner[entries], minlength=len(self))
        return Truth(np.concatenate([[0], np.cumsum(count)]), self.item[entries])


def hits(ranked: Longs, truth: Truth, items: int) -> Flags:
    """Return which ranked item rows (U, n) are true; -1 never is."""
    wanted = truth.owner * items + truth.item
    asked = np.arange(len(ranked))[:, None] * items + ranked
    return np.isin(asked, wanted) & (ranked >= 0)


def measure(
    ranked: Longs, truth: Truth, items: int, cuts: Sequence[int] = (10, 20)
) -> Mapping[str, float]:
    """Return recall, ndcg, ndcg_cut and phr at every cut, means over users who have a truth.

    NDCG's ideal covers all true items (Li et al., TOIS 2023); `ndcg_cut` only the first k of them.
    All are 0 when nobody has a truth.
    """
    size = np.diff(truth.start)
    asked = np.flatnonzero(size)
    found, size = hits(ranked, truth, items)[asked], size[asked]
    result: dict[str, float] = {}
    for k in cuts:
        top = found[:, :k]
        gain = top @ _discount(top.shape[1])
        result[f"recall@{k}"] = _mean(top.sum(axis=1) / size)
        result[f"ndcg@{k}"] = _mean(gain / _ideal(size))
        result[f"ndcg_cut@{k}"] = _mean(gain / _ideal(np.minimum(size, k)))
        result[f"phr@{k}"] = _mean(top.any(axis=1))
    return result


def _discount(n: int) -> NDArray[np.float64]:
    """Return 1 / log2(rank + 1) for ranks 1..n (n,)."""
    return 1.0 / np.log2(np.arange(2, n + 2))


def _ideal(size: Longs) -> NDArray[np.float64]:
    """Return the gain of `size` hits at the top, for each user (U,)."""
    total = np.cumsum(_discount(int(np.max(size, initial=1))))
    return np.asarray(total[size - 1])


def _mean(values: Any) -> float:
    return float(values.mean()) if len(values) else 0.0
