"""How often a key and a community may ask: token buckets in the memory of one worker."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from community.errors import TooMany

_MOST = 10_000  # buckets kept at once


@dataclass(frozen=True, slots=True)
class Allowance:
    """What one bucket allows: requests in all, those left now, seconds until it is full again."""

    limit: int
    left: int
    full_in: int


class Allowances:
    """One bucket a name: `per_minute` requests at once, filled again evenly; thread-safe.

    0 does not limit.
    """

    def __init__(self, per_minute: int, ticks: Callable[[], float] = time.monotonic) -> None:
        self._size = per_minute
        self._rate = per_minute / 60  # tokens a second
        self._ticks = ticks
        self._buckets: dict[str, tuple[float, float]] = {}  # tokens, and when they were counted
        self._lock = threading.Lock()

    def take(self, name: str) -> Allowance | None:
        """Take one request from a bucket, None without a limit; raises TooMany."""
        if not self._size:
            return None
        with self._lock:
            now = self._ticks()
            tokens, counted = self._buckets.get(name, (float(self._size), now))
            tokens = min(self._size, tokens + (now - counted) * self._rate)
            if tokens < 1:
                raise TooMany(wait=math.ceil((1 - tokens) / self._rate))
            self._forget_some()
            self._buckets[name] = (tokens - 1, now)
        full_in = math.ceil((self._size - tokens + 1) / self._rate)
        return Allowance(self._size, int(tokens - 1), full_in)

    def _forget_some(self) -> None:
        """Keep memory bounded: whoever asks least often starts with a full bucket."""
        if len(self._buckets) >= _MOST:
            by_age = sorted(self._buckets, key=lambda name: self._buckets[name][1])
            for name in by_age[: _MOST // 2]:
                del self._buckets[name]


def scarcest(allowances: Iterable[Allowance | None]) -> Allowance | None:
    """Return the allowance with the fewest requests left; None where nothing is limited."""
    limited = [allowance for allowance in allowances if allowance is not None]
    return min(limited, key=lambda allowance: allowance.left, default=None)
