"""Quantiles of demand learnt over all products and weeks at once, by gradient boosting.

One model a quantile, on sales divided by the product's level and weighted by that level: what is
minimised is the pinball loss in units sold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from recsys.demand.features import Rows
from recsys.demand.history import Floats

PROBABILITIES = (0.1, 0.3, 0.5, 0.7, 0.9)
TAILS = [0, 2, 4]  # the places of P10, P50 and P90
_ROUNDS = 120
_SETTINGS = {
    "objective": "quantile",
    "learning_rate": 0.06,
    "num_leaves": 15,
    "min_data_in_leaf": 30,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "extra_trees": True,
    "seed": 1,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "verbosity": -1,
}


@dataclass(frozen=True, slots=True)
class Boosted:
    """One booster for each of `PROBABILITIES`."""

    boosters: tuple[Any, ...]

    def predict(self, rows: Rows) -> Floats:
        """Return sales per day open (R, Q), in order of the quantiles and never below 0."""
        found = [booster.predict(rows.table, num_threads=1) for booster in self.boosters]
        ratios = np.sort(np.column_stack(found), axis=1)
        return np.asarray(np.maximum(ratios, 0.0) * rows.level[:, None])


def learn(weeks: Sequence[Rows], rates: Sequence[Floats]) -> Boosted:
    """Fit on weeks gone by and what was sold per day open in each (R,)."""
    import lightgbm

    level = np.concatenate([rows.level for rows in weeks])
    table = np.vstack([rows.table for rows in weeks])
    data = lightgbm.Dataset(
        table, np.concatenate(rates) / level, weight=level / level.mean(), free_raw_data=False
    )
    data.construct()
    return Boosted(
        tuple(
            lightgbm.train(_SETTINGS | {"alpha": probability}, data, _ROUNDS)
            for probability in PROBABILITIES
        )
    )
