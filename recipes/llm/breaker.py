"""A circuit breaker: after failures in a row, stay away for a while."""

from __future__ import annotations

import threading
from collections.abc import Callable

FAILURES = 3


class Breaker:
    """Open for `rest_s` seconds after three failures in a row; then one try decides.

    `clock` returns monotonic seconds. Safe to share between threads.
    """

    def __init__(self, rest_s: float, clock: Callable[[], float]) -> None:
        self._rest_s = rest_s
        self._clock = clock
        self._failures = 0
        self._until = 0.0
        self._lock = threading.Lock()

    def allows(self) -> bool:
        """Say whether a call may be made now; an open breaker lets one through after its rest."""
        with self._lock:
            if self._failures < FAILURES:
                return True
            if self._clock() < self._until:
                return False
            self._until = self._clock() + self._rest_s
            return True

    def succeeded(self) -> None:
        """Close the breaker."""
        with self._lock:
            self._failures = 0

    def failed(self) -> None:
        """Count one failure; the third in a row opens the breaker."""
        with self._lock:
            self._failures += 1
            self._until = self._clock() + self._rest_s
