"""Kernels of likeness, weighted by what foretells the behaviour towards products left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
_STEPS = (4.0, 2.0, 1.4)  # how far a weight is moved, sweep by sweep
_FIRST = 0.3  # weight of every group to begin with, in units of the noise


@dataclass(frozen=True, slots=True)
class Mix:
    """The weight of each of G kernels (G,), in units of the noise of one product."""

    weights: Matrix

    def of(self, kernels: Matrix) -> Matrix:
        """Return the weighted sum of kernels (G, N, M) → (N, M)."""
        return np.asarray(np.tensordot(self.weights, kernels, 1), np.float64)


def left_out_error(kernel: Matrix, moments: Matrix) -> float:
    """Return Σ over products of the squared error of foretelling each from all the others.

    `kernel` (N, N) in units of the noise; `moments` (N, N) = Σ over people of the products of
    their behaviour towards two products. Closed form of leave-one-out for kernel ridge
    (Rasmussen & Williams, "Gaussian Processes for Machine Learning", 2006, eq. 5.12), summed over
    any number of people at once.
    """
    inverse = np.linalg.inv(kernel + np.eye(len(kernel)))
    errors = ((inverse @ moments) * inverse).sum(axis=1)
    return float((errors / np.square(np.diag(inverse))).sum())


def learn_mix(kernels: Matrix, moments: Matrix, start: Matrix | None = None) -> Mix:
    """Return the mix of kernels (G, N, N) with which products left out are foretold best.

    Every weight in turn is raised, lowered or dropped for as long as it helps, all together
    first; `start` (G,) is where to begin.
    """
    count = len(kernels)
    best = Mix(np.full(count, _FIRST) if start is None else start.astype(np.float64))
    error = left_out_error(best.of(kernels), moments)
    for step in _STEPS:
        for changed in _moves(count, step):
            other = Mix(changed(best.weights))
            found = left_out_error(other.of(kernels), moments)
            if found < error * (1 - 1e-5):
                best, error = other, found
    return best


def _moves(count: int, step: float) -> Iterator[_Move]:
    for place in (None, *range(count)):
        yield _Move(place, step)
        yield _Move(place, 1 / step)
        if place is not None:
            yield _Move(place, 0.0)


@dataclass(frozen=True, slots=True)
class _Move:
    """Multiplies one weight, or all; one that was dropped comes back small."""

    place: int | None
    factor: float

    def __call__(self, weights: Matrix) -> Matrix:
        if self.place is None:
            return weights * self.factor
        moved = weights.copy()
        moved[self.place] = max(weights[self.place], _FIRST / 10) * self.factor
        return moved
