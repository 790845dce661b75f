"""Measures of a ranked list against graded answers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from math import ceil, log2


def ndcg(ids: Sequence[str], grades: Mapping[str, int], k: int) -> float:
    """Return nDCG@k with gain 2^grade − 1 (Burges et al. 2005); 0 when nothing is relevant."""
    ideal = _dcg(sorted(grades.values(), reverse=True)[:k])
    found = _dcg([grades.get(id_, 0) for id_ in ids[:k]])
    return found / ideal if ideal > 0 else 0.0


def _dcg(grades: Sequence[int]) -> float:
    return sum((2.0**grade - 1) / log2(rank + 1) for rank, grade in enumerate(grades, start=1))


def recall(ids: Sequence[str], relevant: Collection[str], k: int) -> float:
    """Return the share of the relevant that is among the first k; 0 when nothing is relevant."""
    return len(set(ids[:k]) & set(relevant)) / len(relevant) if relevant else 0.0


def mrr(ids: Sequence[str], relevant: Collection[str]) -> float:
    """Return 1 / rank of the first relevant id, 0 when there is none."""
    return next((1 / rank for rank, id_ in enumerate(ids, start=1) if id_ in relevant), 0.0)


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that at least `share` (0–1] of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, ceil(share * len(ordered)) - 1)] if ordered else 0.0
