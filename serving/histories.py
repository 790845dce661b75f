"""What was offered and what sold, in memory: read again when there is more of it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from community.ids import CommunityId
from community.models import Offer
from community.ports import SalesColumns, Store, each

T = TypeVar("T")
_FRESH_SECONDS = 60.0  # until another process's correction of old orders is seen
_COUNTED = ("offers", "orders", "neighbours")


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Every offer, the packs sold by week and product, and how many neighbours there are."""

    offers: tuple[Offer, ...]
    sales: SalesColumns
    neighbours: int
    _made: dict[Hashable, Any] = field(default_factory=dict, compare=False)

    def once(self, name: Hashable, make: Callable[[], T]) -> T:
        """Return what `make` gives, made once under `name` as long as this history holds."""
        if name not in self._made:
            self._made[name] = make()
        made: T = self._made[name]
        return made


class Histories:
    """Keeps each community's history as long as nothing is added or taken away; thread-safe."""

    def __init__(self) -> None:
        self._kept: dict[CommunityId, tuple[tuple[int, ...], float, History]] = {}
        self._lock = threading.Lock()

    def of(self, store: Store, community_id: CommunityId) -> History:
        """Return what the community offered and sold."""
        counts = store.counts(community_id)
        stamp = tuple(counts[noun] for noun in _COUNTED)
        with self._lock:
            kept = self._kept.get(community_id)
            if kept and kept[0] == stamp and time.monotonic() - kept[1] < _FRESH_SECONDS:
                return kept[2]
            history = History(
                offers=tuple(each(store.offers, community_id)),
                sales=store.sales(community_id),
                neighbours=counts["neighbours"],
            )
            self._kept[community_id] = (stamp, time.monotonic(), history)
            return history

    def forget(self, community_id: CommunityId) -> None:
        """Read again on the next use: something was changed that no count tells."""
        with self._lock:
            self._kept.pop(community_id, None)
