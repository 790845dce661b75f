"""Settings of the recommender: none of them knows a shop's ids or size."""

from __future__ import annotations

import math
from dataclasses import dataclass

from community.errors import InvalidField


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """How the three components are learnt.

    Tuned on the `val` users of Ta-Feng's five splits (history track), whose baskets carry no
    dates; `WEEKLY` is for communities with a common calendar.
    """

    memory: float = 0.95  # weight a basket keeps per further basket or week
    freshness: float = 0.0  # the same for popularity and for answers learnt from; 0: newest only
    depth: int = 1  # how many of the newest ages are answers to learn from
    penalty: float = 150.0  # ridge penalty, in answers
    inputs: int = 800  # most bought items that explain
    outputs: int = 2000  # most bought items that are explained
    shrink: float = 1.0  # baskets without it that every habit is credited with
    kinship: float = 10.0  # evidence with which an item's habit weight starts from all items'

    def __post_init__(self) -> None:
        """Refuse what cannot be computed, naming the setting."""
        for name in ("depth", "inputs", "outputs"):
            if getattr(self, name) < 1:
                raise InvalidField(f"/config/{name}", "must be at least 1")
        for name in ("memory", "penalty", "kinship"):
            if not (math.isfinite(getattr(self, name)) and getattr(self, name) > 0):
                raise InvalidField(f"/config/{name}", "must be above 0")
        for name in ("memory", "freshness"):
            if not 0 <= getattr(self, name) <= 1:
                raise InvalidField(f"/config/{name}", "must be at most 1 and not below 0")
        if not (math.isfinite(self.shrink) and self.shrink >= 0):
            raise InvalidField("/config/shrink", "must be 0 or more")


WEEKLY = Config(freshness=0.93, depth=12)
