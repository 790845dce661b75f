"""What is asked of the recommender."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass, field, fields

from community.errors import InvalidField


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What the leader lets count beside taste; all 0..1, 0 switches it off.

    At 1 the whole of variety is worth as much as the last product that taste alone would still
    show, and a full sustainability score three times as much: the range in which the score of
    what is shown rises most for what it costs (`python -m benchmarks.community`).
    """

    sustainability: float = 0.0
    diversity: float = 0.0  # the worth of a product falls with what is shown of its like already
    variety: float = 0.0  # chance from `seed`, so that the list is not always the same
    fairness: float = 1.0  # how much more those in an audience count who were served least

    def __post_init__(self) -> None:
        """Refuse a weight outside 0..1, naming it."""
        for part in fields(self):
            value = getattr(self, part.name)
            if not (math.isfinite(value) and 0 <= value <= 1):
                raise InvalidField(f"/weights/{part.name}", "must be between 0 and 1")


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalFloor:
    """At least `share` (0..1) of what is shown comes from within `within_km`."""

    within_km: float
    share: float

    def __post_init__(self) -> None:
        """Refuse a share outside 0..1 and a distance below 0, naming it."""
        if not (math.isfinite(self.share) and 0 <= self.share <= 1):
            raise InvalidField("/local/share", "must be between 0 and 1")
        if not (math.isfinite(self.within_km) and self.within_km >= 0):
            raise InvalidField("/local/within_km", "must be 0 or more")


@dataclass(frozen=True, slots=True, kw_only=True)
class PickRequest:
    """Picks for one neighbour, for a session's `history`, for an `audience`, or for anybody.

    The first of `history`, `audience`, `neighbour_id` that is given decides; history is baskets
    of product ids, oldest first. Without `personalised` only what is popular counts. `allergies`
    are allergen classes, `denied` tags of foods that the household's diets leave out, `disliked`
    foods it does not want.
    """

    n: int = 10
    neighbour_id: str | None = None
    audience: tuple[str, ...] = ()
    history: tuple[Collection[str], ...] = ()
    personalised: bool = True
    exclude_ids: frozenset[str] = frozenset()
    in_basket: frozenset[str] = frozenset()
    shown: frozenset[str] = frozenset()
    allergies: frozenset[str] = frozenset()
    denied: frozenset[str] = frozenset()
    disliked: frozenset[str] = frozenset()
    local: LocalFloor | None = None
    weights: Weights = field(default_factory=Weights)
    seed: int = 0

    def __post_init__(self) -> None:
        """Refuse a negative number of picks."""
        if self.n < 0:
            raise InvalidField("/n", "must be 0 or more")
        if self.seed < 0:
            raise InvalidField("/seed", "must be 0 or more")
