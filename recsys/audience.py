"""A show for several people: what is shown next should also serve those served least so far."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_BEGIN = 0.05  # share of their own best list that everybody is credited with to begin with


@dataclass(slots=True)
class Turns:
    """Who of U people has had how much of what they would like best.

    `each` (U, C) is what they would give for C products; `best` (U,) what their own best list of
    this length would be worth to them; `served` (U,) what has been shown to them so far.
    """

    each: NDArray[np.float64]
    best: NDArray[np.float64]
    served: NDArray[np.float64]
    mean: NDArray[np.float64]

    @classmethod
    def begin(cls, each: NDArray[np.float64], n: int) -> Turns:
        """Return the state before anything is shown; what is worth less than nothing is nothing."""
        each = np.maximum(each, 0.0)
        count = min(n, each.shape[1])
        best = np.partition(each, each.shape[1] - count, axis=1)[:, -count:] if count else each
        return cls(
            each=each,
            best=np.maximum(best.sum(axis=1), 1e-12),
            served=np.zeros(len(each)),
            mean=each.mean(axis=0),
        )

    def gain(self) -> NDArray[np.float64]:
        """Return what is added to the mean liking of each product (C,) for the least served.

        Everybody's liking counts in inverse proportion to how far they have been served: the
        greedy step to the largest product of everybody's share, the Nash welfare, between the
        sum (the mean) and the minimum (least misery).
        """
        voice = 1.0 / (_BEGIN + self.served / self.best)
        return np.asarray(voice @ self.each / voice.sum() - self.mean, np.float64)

    def show(self, column: int) -> None:
        """Count a product as shown."""
        self.served += self.each[:, column]
