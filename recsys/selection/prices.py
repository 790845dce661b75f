"""What a product is expected to sell for in a week whose cost is known."""

from __future__ import annotations

import numpy as np

from recsys.demand.history import Coming, Floats, History, decayed, group_means, newest

_KEEP = 0.3  # weight a week's margin keeps per further week


def expected_prices(history: History, coming: Coming) -> Floats:
    """Return the price (S,) per unit: this week's cost plus the margin of late, never below 0.

    A product without a past takes the usual markup of its category, and of the shop where the
    category is new too; nothing is expected where the cost is not known.
    """
    margin = decayed(history.price - history.cost, _KEEP)
    own = coming.cost + margin
    markup = newest(history.price) / np.maximum(newest(history.cost), 1e-9)
    usual = float(np.nanmedian(markup)) if np.isfinite(markup).any() else 1.0
    kin = coming.cost * group_means(markup, history.category, usual)
    return np.asarray(np.maximum(np.nan_to_num(np.where(np.isfinite(own), own, kin)), 0.0))
