"""The weight of a quantity, once the food is known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from community.quantities.model import Quantity
from community.quantities.units import Kind, unit_of

# Different words for the same single thing: a food that knows one of them answers for the others.
_ONE_THING = ("个", "只", "颗", "枚", "头", "棵", "株", "根", "条", "支", "粒", "块", "朵")


class Weighed(Protocol):
    """Anything that knows what its units weigh; `ml` is grams per millilitre."""

    @property
    def unit_grams(self) -> Mapping[str, float]:
        """Grams of one 个, 根, 杯 … and of one ml."""
        ...


def grams_of(quantity: Quantity, food: Weighed | None) -> float | None:
    """Return grams, or None when neither the words nor the food tell.

    A weight in the words wins; then the food's own unit; a volume without a known density counts
    as water; a bare number counts as single things.
    """
    if quantity.grams is not None or quantity.amount is None:
        return quantity.grams
    known = food.unit_grams if food else {}
    unit = unit_of(quantity.unit)
    if unit is not None and unit.kind is Kind.MASS:
        return quantity.amount * unit.size
    if quantity.unit in known:
        return quantity.amount * known[quantity.unit]
    if unit is not None and unit.kind is Kind.VOLUME:
        return quantity.amount * unit.size * known.get("ml", 1.0)
    if not quantity.unit or quantity.unit in {"个", "只", "颗", "枚"}:
        single = next((known[name] for name in _ONE_THING if name in known), None)
        return None if single is None else quantity.amount * single
    return None
