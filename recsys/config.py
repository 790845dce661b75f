"""Settings of the recommender: none of them knows a shop's ids or size."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from community.errors import InvalidField


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """How the three components are learnt, and the ranker that corrects them.

    For baskets without dates; `WEEKLY` is for communities with a common calendar.
    """

    memory: float = 0.95  # weight a basket keeps per further basket or week
    freshness: float = 0.0  # the same for popularity and for answers learnt from; 0: newest only
    depth: int = 1  # how many of the newest ages are answers to learn from
    penalty: float = 150.0  # ridge penalty, in answers
    inputs: int = 800  # most bought items that explain
    outputs: int = 2000  # most bought items that are explained
    shrink: float = 1.0  # baskets without it that every habit is credited with
    rounds: int = 0  # trees of the ranker; 0: the simple sum alone
    exams: int = 4  # parts of the answers the ranker is learnt from, each by what others say
    kinship: float = 10.0  # evidence with which an item's habit weight starts from all items'

    def __post_init__(self) -> None:
        """Refuse what cannot be computed, naming the setting."""
        for name in ("depth", "inputs", "outputs", "exams"):
            if getattr(self, name) < 1:
                raise InvalidField(f"/config/{name}", "must be at least 1")
        for name in ("memory", "penalty", "kinship"):
            if not (math.isfinite(getattr(self, name)) and getattr(self, name) > 0):
                raise InvalidField(f"/config/{name}", "must be above 0")
        for name in ("memory", "freshness"):
            if not 0 <= getattr(self, name) <= 1:
                raise InvalidField(f"/config/{name}", "must be at most 1 and not below 0")
        if self.rounds < 0:
            raise InvalidField("/config/rounds", "must be 0 or more")
        if not (math.isfinite(self.shrink) and self.shrink >= 0):
            raise InvalidField("/config/shrink", "must be 0 or more")


STANDARD = Config(rounds=150)
"""For answers that are surely the kind asked for: the simple sum, and the ranker on top."""

WEEKLY = Config(freshness=0.93, depth=12, rounds=60, exams=3)

_TUNED = {
    Config(): {"sum": "val users of Ta-Feng's five splits, history track"},
    STANDARD: {
        "sum": "val users of Ta-Feng's five splits, history track",
        "ranker": "train users of Ta-Feng's split 0, out of fold, and its val users",
    },
}


def tuned_on(given: Config, used: Config) -> Mapping[str, str]:
    """Return what the settings in use were tuned on; `given` are those before fitting.

    Nothing is known of settings other than those above.
    """
    learnt = {} if given == used else {"memory": "the newest answers of these baskets"}
    return {**_TUNED.get(given, {}), **learnt}
