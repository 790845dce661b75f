"""How likely anybody's next basket holds an item."""

from __future__ import annotations

import numpy as np

from recsys.baskets import Baskets, Floats
from recsys.profiles import on_sale


def recent_popularity(baskets: Baskets, *, depth: int, decay: float) -> Floats:
    """Return the share of recent baskets with each item (I,), in 0..1.

    Baskets of the last `depth` ages count, `decay`^age each; an item is measured on those baskets
    only in which it was on sale. That the newest baskets of everyone tell most about the next one
    is the popularity half of P-TopFreq (Li et al., "A Next Basket Recommendation Reality Check",
    TOIS 2023), made recent.
    """
    recent = baskets.age < depth
    weight = np.power(decay, baskets.age[recent].astype(np.float64))
    bought = np.bincount(baskets.item[recent], weight, baskets.items)
    possible = baskets_on_sale(baskets, depth=depth, decay=decay)
    share = np.divide(bought, possible, out=np.zeros(baskets.items), where=possible > 0)
    return share.astype(np.float32)


def baskets_on_sale(baskets: Baskets, *, depth: int, decay: float) -> Floats:
    """Return how many recent baskets, weighted, could have held each item (I,)."""
    visits = np.unique(np.stack([baskets.user, baskets.age]), axis=1)[1]
    weight = np.power(decay, np.arange(depth))
    count = np.bincount(visits[visits < depth], minlength=depth)[:depth] * weight
    sold = on_sale(baskets)
    if sold is None:
        return np.full(baskets.items, count.sum(), np.float32)
    ages = min(depth, len(sold))
    return np.asarray(count[:ages] @ sold[:ages], np.float32)
