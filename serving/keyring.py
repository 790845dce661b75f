"""The keys in use, in memory: each is read from the store again after half a second."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import datetime

from community.errors import NotFound
from community.ids import KeyId
from community.models import AccessKey
from community.ports import Database
from serving.keys import check_key, split_key

_FRESH_SECONDS = 0.5  # how long a revoked key may still open, on every worker
_MOST = 10_000  # keys kept at once


class Keyring:
    """Finds the key that a text opens; thread-safe."""

    def __init__(
        self,
        database: Database,
        clock: Callable[[], datetime],
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._clock = clock
        self._ticks = ticks  # seconds that only go forward
        self._kept: dict[KeyId, tuple[float, AccessKey]] = {}
        self._lock = threading.Lock()

    def find(self, text: str) -> AccessKey:
        """Return the stored key that `text` opens now; raises AccessDenied."""
        id_, secret = split_key(text)
        kept = self._kept.get(id_)
        if kept is not None and self._ticks() - kept[0] < _FRESH_SECONDS:
            return check_key(kept[1], secret, now=self._clock())
        return check_key(self._read(id_), secret, now=self._clock())

    def _read(self, id_: KeyId) -> AccessKey | None:
        """Return the key as stored now and keep it; what is not stored is not kept."""
        started = self._ticks()
        with self._database.read() as store:
            try:
                key = store.key(id_)
            except NotFound:
                return None
        with self._lock:
            if len(self._kept) >= _MOST:
                self._kept.clear()
            self._kept[id_] = (started, key)
        return key
