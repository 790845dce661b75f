"""The components of a score."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recsys.baskets import Longs
from recsys.profiles import Profiles


@dataclass(frozen=True, slots=True)
class Parts:
    """Components of the scores of U users and C candidates, each (U, C).

    Without a ranker popularity is everybody's: (1, C).
    """

    personal: NDArray[np.float64]
    affinity: NDArray[np.float64]
    popularity: NDArray[np.float64]

    @property
    def total(self) -> NDArray[np.float64]:
        """The scores (U, C)."""
        return self.personal + self.affinity + self.popularity


Scorer = Callable[[Profiles, Longs], Parts]
"""What gives U profiles and C item rows their parts."""
