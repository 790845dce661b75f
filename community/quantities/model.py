"""How much of something, as far as the words say."""

from __future__ import annotations

from dataclasses import dataclass

VAGUE = "适量"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """An amount with its unit.

    `amount` is None when nothing countable was said; `unit` is then 适量 if the words were such
    as 适量, 少许 or "to taste", and empty if there were none. Of a range (3-5 瓣) `low` and `high`
    are the ends and `amount` the mean. `unit` is canonical (g, kg, ml, l, 斤, 两, 个, 根, 瓣 …),
    empty for a bare number. `grams` is known for weights, or when the words give a weight beside
    the count. `per_serving` marks amounts written "× 份数" or "per person".
    """

    amount: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str = ""
    grams: float | None = None
    per_serving: bool = False
    text: str = ""

    @property
    def vague(self) -> bool:
        """Whether the words leave the amount to the cook."""
        return self.amount is None and self.unit == VAGUE

    @property
    def told(self) -> bool:
        """Whether the words say anything about how much."""
        return self.amount is not None or self.vague
