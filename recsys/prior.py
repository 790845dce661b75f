"""What communities teach a new one: which foods go together, what is liked, what matters.

Only sums over people leave a community, and of these only what at least `PEOPLE` of its
neighbours did; a prior keeps only what at least `COMMUNITIES` communities say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recsys.baskets import Floats, Ids
from recsys.content import LINK, Content, as_matrix

Matrix = NDArray[np.float64]
PEOPLE, COMMUNITIES = 5, 2
SHARED = ("food", "kind")  # what products of different communities are matched by
_DIMENSIONS = 32
_LINK_WEIGHT = 0.5  # of what is bought together, beside 1 for all groups of features (judgement)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """What one community tells: figures of features and of pairs of them, NaN: not told.

    `features` (F,) are foods and kinds as `group/name`; `liking` (F,) the popularity of products
    with each, relative to the community's mean; `together` (F, F) how far the same people buy
    products of both, −1..1; `weights` how much each group of features matters, summing to 1.
    """

    features: Ids
    liking: Matrix
    together: Matrix
    weights: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prior:
    """What several communities say of foods and kinds (F,): `liking`, and `place` (F, D).

    The product of two places is how far people buy both.
    """

    features: Ids
    liking: Floats
    place: Floats
    weights: Mapping[str, float]

    def extend(self, content: Content) -> Content:
        """Return the content of a product with its place among what is bought together."""
        at = self._features(content) @ self.place
        if not at.any():
            return content
        return {**content, LINK: {str(d): float(value) for d, value in enumerate(at) if value}}

    def liked(self, contents: Sequence[Content]) -> Matrix:
        """Return how popular products should be, relative to the mean (N,); 1 if unknown."""
        rows = [self._features(content) for content in contents]
        matrix = np.abs(np.array(rows).reshape(len(contents), len(self.features)))
        known = matrix.sum(axis=1)
        told = matrix @ self.liking
        return np.asarray(np.divide(told, known, out=np.ones(len(known)), where=known > 0))

    def _features(self, content: Content) -> Matrix:
        return np.asarray(as_matrix([shared(content)], self.features.tolist())[0])


def pool(lessons: Sequence[Lesson]) -> Prior:
    """Return the means of what at least `COMMUNITIES` of the lessons say."""
    names = sorted({str(name) for one in lessons for name in one.features})
    row = {name: place for place, name in enumerate(names)}
    liking, together = _Mean((len(names),)), _Mean((len(names), len(names)))
    for one in lessons:
        at = np.array([row[str(name)] for name in one.features], np.int64)
        liking.add(one.liking, np.ix_(at))
        together.add(one.together, np.ix_(at, at))
    known = np.flatnonzero(liking.count >= COMMUNITIES)
    return Prior(
        features=np.array(names, np.str_)[known],
        liking=liking.value(1.0)[known].astype(np.float32),
        place=_places(together.value(0.0)[np.ix_(known, known)]).astype(np.float32),
        weights=_mean_weights(lessons),
    )


class _Mean:
    """Sums and counts of what is told."""

    def __init__(self, shape: tuple[int, ...]) -> None:
        self.total, self.count = np.zeros(shape), np.zeros(shape)

    def add(self, values: Matrix, at: tuple[NDArray[np.int64], ...]) -> None:
        self.total[at] += np.nan_to_num(values)
        self.count[at] += ~np.isnan(values)

    def value(self, unknown: float) -> Matrix:
        """Return the mean, `unknown` where too few told."""
        mean = self.total / np.maximum(self.count, 1)
        return np.where(self.count >= COMMUNITIES, mean, unknown)


def _places(together: Matrix) -> Matrix:
    """Return the coordinates (F, D) whose products are nearest to a symmetric matrix (F, F)."""
    if not len(together):
        return np.zeros((0, _DIMENSIONS))
    values, vectors = np.linalg.eigh((together + together.T) / 2)
    best = np.argsort(-values)[:_DIMENSIONS]
    return np.asarray(vectors[:, best] * np.sqrt(np.maximum(values[best], 0.0)), np.float64)


def _mean_weights(lessons: Sequence[Lesson]) -> dict[str, float]:
    groups = sorted({group for one in lessons for group in one.weights})
    return {LINK: _LINK_WEIGHT} | {
        group: sum(one.weights.get(group, 0.0) for one in lessons) / len(lessons)
        for group in groups
    }


def shared(content: Content) -> Content:
    return {group: features for group, features in content.items() if group in SHARED}
