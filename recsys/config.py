"""Settings of the recommender: none of them knows a shop's ids or size."""

from __future__ import annotations

import math
from dataclasses import dataclass

from community.errors import InvalidField


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """How the three components are learnt.

    Tuned on the `val` users of Ta-Feng's five splits, whose baskets carry no dates; `WEEKLY`
    is for communities with a common calendar.
    """

    memory: float = 0.9  # weight a basket keeps per further basket or week
    shrink: float = 1.0  # baskets without the item that everyone is credited with
    depth: int = 2  # how many of the newest ages answer what came before
    freshness: float = 0.3  # weight an answer keeps per age
    penalty: float = 80.0  # ridge penalty, in answered histories
    inputs: int = 1000  # most bought items that explain
    outputs: int = 2000  # most bought items that are explained

    def __post_init__(self) -> None:
        """Refuse what cannot be computed, naming the setting."""
        for name in ("memory", "freshness"):
            if not 0 < getattr(self, name) <= 1:
                raise InvalidField(f"/config/{name}", "must be above 0 and at most 1")
        for name in ("depth", "inputs", "outputs"):
            if getattr(self, name) < 1:
                raise InvalidField(f"/config/{name}", "must be at least 1")
        for name in ("shrink", "penalty"):
            value = getattr(self, name)
            if not (math.isfinite(value) and value >= 0):
                raise InvalidField(f"/config/{name}", "must be 0 or more")
        if self.penalty == 0:
            raise InvalidField("/config/penalty", "must be above 0")


WEEKLY = Config(memory=0.95, depth=26, freshness=0.93)
