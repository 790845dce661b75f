"""How like each other products are, by what they are made of."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recsys.content import Content

_KEPT = 1000  # products up to which rows are kept once they were asked for
_GROUPS = ("food", "kind", "category")


@dataclass(frozen=True, slots=True)
class Likeness:
    """Foods, kinds and category of C products, and which products share each feature.

    The likeness of two is the mean over the three groups of the cosine of their features, 1 for
    products of the same foods and category; a group that neither has does not count.
    """

    features: Sequence[dict[str, float]]
    holders: dict[str, tuple[NDArray[np.int64], NDArray[np.float64]]]
    groups: NDArray[np.bool_]  # which of the groups each product has (C, 3)
    rows: dict[int, NDArray[np.float64]]

    @classmethod
    def of(cls, contents: Sequence[Content]) -> Likeness:
        """Return the likeness of these products to each other."""
        features = [_unit_features(content) for content in contents]
        places: dict[str, list[tuple[int, float]]] = {}
        for place, weights in enumerate(features):
            for name, weight in weights.items():
                places.setdefault(name, []).append((place, weight))
        holders = {
            name: (np.array([p for p, _ in found]), np.array([w for _, w in found]))
            for name, found in places.items()
        }
        has = [[bool(content.get(group)) for group in _GROUPS] for content in contents]
        return cls(features, holders, np.array(has, bool).reshape(len(contents), 3), {})

    def row(self, place: int) -> NDArray[np.float64]:
        """Return how like every product is to the one at `place` (C,), 0..1."""
        row = self.rows.get(place)
        if row is None:
            row = np.zeros(len(self.features))
            for name, weight in self.features[place].items():
                places, weights = self.holders[name]
                row[places] += weight * weights
            row /= np.maximum((self.groups | self.groups[place]).sum(axis=1), 1)
            if len(row) <= _KEPT:
                self.rows[place] = row
        return row


def _unit_features(content: Content) -> dict[str, float]:
    """Return the features of the groups that count, each group of length 1."""
    features: dict[str, float] = {}
    for group in _GROUPS:
        weights = content.get(group, {})
        length = math.sqrt(math.fsum(weight * weight for weight in weights.values()))
        features |= {f"{group}/{name}": weight / length for name, weight in weights.items()}
    return features
