"""How many ingredient names the lexicon understands, and which it does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from community.foods.lexicon import FoodLexicon


@dataclass(frozen=True, slots=True)
class Coverage:
    """Counts of names asked, names resolved, and every unresolved name with its count."""

    total: int
    resolved: int
    unresolved: Counter[str]

    @property
    def share(self) -> float:
        """Resolved over total; 1 when nothing was asked."""
        return self.resolved / self.total if self.total else 1.0


def coverage(lexicon: FoodLexicon, names: Iterable[str]) -> Coverage:
    """Resolve every name (repeats count) and report what was left."""
    counts = Counter(names)
    unresolved = Counter(
        {name: count for name, count in counts.items() if lexicon.resolve(name) is None}
    )
    total = counts.total()
    return Coverage(total, total - unresolved.total(), unresolved)
