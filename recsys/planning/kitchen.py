"""How offers complete each other in the kitchen: what one leaves over, the other helps to use up.

The port is owned here; who knows recipes implements it, for planning knows none.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from community.ids import ProductId
from recsys.planning.scenario import Scenario

Pair = tuple[ProductId, ProductId]

MOST_PAIRS = 300  # beyond these the least valuable are left out, which keeps a week quick to solve


class Kitchen(Protocol):
    """Knows which products are eaten up better together."""

    def completes(self, product_ids: Collection[ProductId]) -> Mapping[Pair, float]:
        """Return pairs of these products with the share (0–1) of both that is then eaten up.

        That is the share of their packs' food that would be left over when only one of the two is
        at hand, and is used when both are. Pairs that do not help each other are absent; the order
        within a pair means nothing.
        """
        ...


def pair_worth(scenario: Scenario) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the pairs (K, 2) as rows of candidates, and their worth (K,) in CNY.

    A share is worth so much of what the less sold of the two is expected to sell for, times the
    weight of the kitchen.
    """
    row = {candidate.product_id: i for i, candidate in enumerate(scenario.candidates)}
    sold = [float(c.price) * c.demand for c in scenario.candidates]
    found: dict[tuple[int, int], float] = {}
    for (one, other), share in scenario.kitchen.items():
        if one in row and other in row and one != other:
            a, b = sorted((row[one], row[other]))
            worth = scenario.weights.kitchen * share * min(sold[a], sold[b])
            found[a, b] = max(found.get((a, b), 0.0), worth)
    best = sorted((pair for pair in found if found[pair] > 0), key=lambda p: (-found[p], p))
    kept = best[:MOST_PAIRS]
    pairs = np.array(kept, np.int64).reshape(-1, 2)
    return pairs, np.array([found[pair] for pair in kept], float)
