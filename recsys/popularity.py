"""How likely anybody's next basket holds an item."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from recsys.baskets import Baskets, Floats
from recsys.profiles import on_sale


def recent_popularity(baskets: Baskets, freshness: float) -> Floats:
    """Return the share of recent baskets with each item (I,), in 0..1.

    A basket counts `freshness`^age, so at 0 only everyone's newest does, and in inverse proportion
    to its size, so that each has one voice; an item is measured on the baskets only in which it
    was on sale. That the newest baskets tell most about the next one is the popularity half of
    P-TopFreq (Li et al., "A Next Basket Recommendation Reality Check", TOIS 2023), made recent.
    """
    weight = 1.0 / baskets.size * np.power(freshness, baskets.age.astype(np.float64))
    first = baskets.opens
    by_age = np.bincount(baskets.age[first], weight[first])
    bought = np.bincount(baskets.item, weight, baskets.items)
    possible = possible_by_item(baskets, by_age)
    share = np.divide(bought, possible, out=np.zeros(baskets.items), where=possible > 0)
    return share.astype(np.float32)


def possible_by_item(baskets: Baskets, by_age: NDArray[Any]) -> NDArray[np.float64]:
    """Return Σ `by_age` (ages,) over the ages in which each item was on sale (I,)."""
    sold = on_sale(baskets)
    if sold is None:
        return np.full(baskets.items, by_age.sum())
    ages = min(len(by_age), len(sold))
    return np.asarray(by_age[:ages] @ sold[:ages], np.float64)
