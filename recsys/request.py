"""What is asked of the recommender."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass, field, fields

from community.errors import InvalidField


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What the leader lets count beside taste; all 0..1, 0 switches it off.

    At 1 a full sustainability score, or the whole of variety, is worth as much as the last
    product that taste alone would still show.
    """

    sustainability: float = 0.0
    diversity: float = 0.0  # the worth of a category falls with what is shown of it already
    variety: float = 0.0  # chance from `seed`, so that the list is not always the same
    least_misery: float = 0.3  # share of a show's score that is its least served neighbour's

    def __post_init__(self) -> None:
        """Refuse a weight outside 0..1, naming it."""
        for part in fields(self):
            value = getattr(self, part.name)
            if not (math.isfinite(value) and 0 <= value <= 1):
                raise InvalidField(f"/weights/{part.name}", "must be between 0 and 1")


@dataclass(frozen=True, slots=True, kw_only=True)
class PickRequest:
    """Picks for one neighbour, for a session's `history`, for an `audience`, or for anybody.

    The first of `history`, `audience`, `neighbour_id` that is given decides; history is baskets
    of product ids, oldest first. Without `personalised` only what is popular counts.
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
    weights: Weights = field(default_factory=Weights)
    seed: int = 0

    def __post_init__(self) -> None:
        """Refuse a negative number of picks."""
        if self.n < 0:
            raise InvalidField("/n", "must be 0 or more")
        if self.seed < 0:
            raise InvalidField("/seed", "must be 0 or more")
