"""The one result type of everything that ranks: recommenders, picks and retrievers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is shown: a stable code and the values its sentence needs."""

    code: str
    params: Mapping[str, str | int | float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scored:
    """One ranked thing: public id, score, the parts that add up to it, and reasons."""

    id: str
    score: float
    components: Mapping[str, float] = field(default_factory=dict)
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Ranked:
    """Things in descending score, how many each rule dropped, and what could not be kept to."""

    items: tuple[Scored, ...]
    model_version: str
    dropped: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[Reason, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids alone, best first."""
        return tuple(item.id for item in self.items)
