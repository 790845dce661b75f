"""The sustainability score of a product, 0–100, as parts that add up."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from recsys.sustainability import parts as grades
from recsys.sustainability.facts import ProductFacts
from recsys.sustainability.parts import Graded
from recsys.sustainability.rules import ScoreRules

_GRADES: Mapping[str, Callable[[ProductFacts, ScoreRules], Graded]] = {
    "footprint": grades.footprint,
    "miles": grades.miles,
    "packaging": grades.packaging,
    "season": grades.season,
    "certification": grades.certification,
    "waste": grades.waste,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part: points earned out of `max_points`, and the figure (None: unknown) behind them."""

    name: str
    points: float
    max_points: float
    value: float | None
    unit: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SustainabilityScore:
    """`score` is the sum of the parts' points; the truth lies between `low` and `high`.

    `missing` names what is not known. `basis` is food or craft: the two scales do not compare.
    """

    score: float
    low: float
    high: float
    parts: tuple[Part, ...]
    missing: tuple[str, ...]
    basis: str


def score_product(facts: ProductFacts, rules: ScoreRules) -> SustainabilityScore:
    """Return the score of one product; every product has one, however little is known."""
    basis = "craft" if facts.craft else "food"
    parts: list[Part] = []
    lows: list[float] = []
    highs: list[float] = []
    missing: dict[str, None] = {}
    for name, weight in rules.weights[basis].items():
        graded = _GRADES[name](facts, rules)
        parts.append(
            Part(
                name=name,
                points=weight.max_points * graded.earned,
                max_points=weight.max_points,
                value=graded.value,
                unit=graded.unit,
                source=graded.source,
            )
        )
        lows.append(weight.max_points * graded.low)
        highs.append(weight.max_points * graded.high)
        missing.update(dict.fromkeys(graded.missing))
    return SustainabilityScore(
        score=math.fsum(part.points for part in parts),
        low=math.fsum(lows),
        high=math.fsum(highs),
        parts=tuple(parts),
        missing=tuple(missing),
        basis=basis,
    )


def score_products(
    products: Iterable[ProductFacts], rules: ScoreRules
) -> tuple[SustainabilityScore, ...]:
    """Return the scores of many products, in their order."""
    return tuple(score_product(facts, rules) for facts in products)
