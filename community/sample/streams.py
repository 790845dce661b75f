"""Independent random streams, so that changing one part of the sample leaves the others."""

from __future__ import annotations

from enum import IntEnum

import numpy as np


class Stream(IntEnum):
    """What a stream of random numbers is for."""

    PEOPLE = 1
    TASTES = 2
    YEAR = 3
    TRADE = 4
    EVENTS = 5
    TRACE = 6


def stream(seed: int, part: Stream) -> np.random.Generator:
    """Return the generator of one part of the sample."""
    return np.random.default_rng([seed, part])
