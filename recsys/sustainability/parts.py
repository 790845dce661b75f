"""The parts of the score as pure functions; formulas in data/README.md.

Each returns the points for what is known, the range that what is unknown leaves open, and what is
missing. What nobody knows earns no points; it only raises the upper end.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from recsys.sustainability.facts import FoodShare, PackagingPart, ProductFacts
from recsys.sustainability.rules import ScoreRules

FOOTPRINT_CAP = 30.0  # kg CO2e/kg; beef stands at 27
PROXY_FACTOR = 1.5  # how far the food may be from the one that stands in for it (judgement)
MILES_SCALE, MILES_CAP = 0.02, 1.0  # kg CO2e/kg
WRAP_SCALE, WRAP_CAP = 0.05, 1.0  # kg CO2e/kg
REUSES = 10  # trips of a reused wrap (judgement)
CERTIFICATION_CAP = 20.0  # as Open Food Facts caps production labels


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """Shares of a part's maximum (0–1): earned, lowest, highest; with the figure behind it."""

    earned: float
    low: float
    high: float
    value: float | None
    unit: str
    source: str
    missing: tuple[str, ...] = ()


def _unknown(unit: str, source: str, *missing: str) -> Graded:
    return Graded(
        earned=0.0, low=0.0, high=1.0, value=None, unit=unit, source=source, missing=missing
    )


def log_share(x: float, scale: float, cap: float) -> float:
    """Return 1 at x = 0, falling with ln(1 + x/scale) to 0 at `cap` and beyond."""
    return 1.0 - min(1.0, math.log1p(x / scale) / math.log1p(cap / scale))


def _shares(foods: Iterable[FoodShare]) -> list[FoodShare]:
    """Return the foods with shares that sum to 1: scaled down, or with an unknown remainder."""
    listed = [food for food in foods if food.share > 0]
    total = math.fsum(food.share for food in listed)
    if total > 1:
        return [replace(food, share=food.share / total) for food in listed]
    return [*listed, FoodShare(share=1 - total)] if total < 1 - 1e-6 else listed


def footprint(facts: ProductFacts, _rules: ScoreRules) -> Graded:
    """Grade the mean kg CO2e per kg of the foods."""
    foods = _shares(facts.foods)
    known = [food for food in foods if food.co2e_kg_per_kg is not None]
    source = "AGRIBALYSE 3.1.1 (ADEME)"
    if not known:
        return _unknown("kg CO2e/kg", source, "footprint")

    def mean(factor: float, unknown: float) -> float:
        return math.fsum(
            food.share
            * (
                unknown
                if food.co2e_kg_per_kg is None
                else min(FOOTPRINT_CAP, food.co2e_kg_per_kg * (factor if food.proxy else 1.0))
            )
            for food in foods
        )

    value = mean(1.0, FOOTPRINT_CAP)
    complete = len(known) == len(foods)
    return Graded(
        earned=log_share(value, 1.0, FOOTPRINT_CAP),
        low=log_share(mean(PROXY_FACTOR, FOOTPRINT_CAP), 1.0, FOOTPRINT_CAP),
        high=log_share(mean(1 / PROXY_FACTOR, 0.0), 1.0, FOOTPRINT_CAP),
        value=value if complete else None,
        unit="kg CO2e/kg",
        source=source,
        missing=() if complete else ("footprint",),
    )


def miles(facts: ProductFacts, rules: ScoreRules) -> Graded:
    """Grade kg CO2e per kg for the way from the supplier."""
    mode = rules.transport.get(facts.mode or "")
    source = mode.source if mode else "data/transport.csv"
    if facts.km is None:
        return _unknown("kg CO2e/kg", source, "distance", *(() if mode else ("transport_mode",)))
    worst = facts.km * (mode or rules.worst_mode).kgco2e_per_tkm / 1000
    best = facts.km * (mode or rules.best_mode).kgco2e_per_tkm / 1000
    earned = log_share(worst, MILES_SCALE, MILES_CAP)
    return Graded(
        earned=earned,
        low=earned,
        high=log_share(best, MILES_SCALE, MILES_CAP),
        value=worst if mode else None,
        unit="kg CO2e/kg",
        source=source,
        missing=() if mode else ("transport_mode",),
    )


def packaging(facts: ProductFacts, rules: ScoreRules) -> Graded:
    """Grade materials and their kg CO2e per kg of product, half each; crafts by material only."""
    unit, source = "kg CO2e/kg", "OFF packaging materials; UK DESNZ/DEFRA 2025"
    if facts.packaging is None:
        return _unknown(unit, source, "packaging")
    wraps = [part for part in facts.packaging if part.grams > 0]
    worst = _wrap_grade(wraps, rules, best=False, pack_grams=facts.pack_grams, craft=facts.craft)
    best = _wrap_grade(wraps, rules, best=True, pack_grams=facts.pack_grams, craft=facts.craft)
    weighed = facts.craft or not wraps or facts.pack_grams is not None
    missing = [] if all(_is_known(part, rules) for part in wraps) else ["packaging_material"]
    missing += [] if weighed else ["pack_grams"]
    emission = 0.0 if not wraps else None
    if wraps and facts.pack_grams and "packaging_material" not in missing:
        emission = _wrap_co2e(wraps, rules, best=False) / facts.pack_grams
    return Graded(
        earned=worst,
        low=worst,
        high=best,
        value=emission,
        unit=unit,
        source=source,
        missing=tuple(missing),
    )


def _wrap_grade(
    wraps: list[PackagingPart],
    rules: ScoreRules,
    *,
    best: bool,
    pack_grams: float | None,
    craft: bool,
) -> float:
    if not wraps:
        return 1.0
    material = _wrap_material(wraps, rules, best=best)
    if craft:
        return material
    if pack_grams is None:
        emission = 1.0 if best else 0.0
    else:
        per_kg = _wrap_co2e(wraps, rules, best=best) / pack_grams
        emission = log_share(per_kg, WRAP_SCALE, WRAP_CAP)
    return (material + emission) / 2


def _wrap_material(wraps: list[PackagingPart], rules: ScoreRules, *, best: bool) -> float:
    burden = 0.0
    for part in wraps:
        material = rules.materials.get(part.material)
        score = material.score if material else None
        if score is None:
            score = 100.0 if best else 0.0
        loss = 1 - score / 100
        burden += part.grams * loss / (REUSES if part.reused else 1)
    return 1 - burden / math.fsum(part.grams for part in wraps)


def _wrap_co2e(wraps: list[PackagingPart], rules: ScoreRules, *, best: bool) -> float:
    total = 0.0
    for part in wraps:
        material = rules.materials.get(part.material)
        factor = material.kgco2e_per_kg if material else None
        if factor is None:
            factor = 0.0 if best else rules.worst_material_co2e
        total += part.grams * factor / (REUSES if part.reused else 1)
    return total


def _is_known(part: PackagingPart, rules: ScoreRules) -> bool:
    material = rules.materials.get(part.material)
    return material is not None and None not in (material.score, material.kgco2e_per_kg)


def season(facts: ProductFacts, rules: ScoreRules) -> Graded:
    """Grade the share by weight that is in season here, or has no season (grain, meat)."""
    earned = unknown = 0.0
    for food in _shares(facts.foods):
        portion = rules.portions.get(food.category or "")
        if portion is not None and not portion.produce:
            earned += food.share
        elif portion is None or food.months is None or facts.month is None:
            unknown += food.share
        elif facts.month in food.months:
            earned += food.share
    return Graded(
        earned=earned,
        low=earned,
        high=min(1.0, earned + unknown),
        value=None if unknown else earned,
        unit="share in season",
        source="data/foods.csv months of the region",
        missing=("season",) if unknown else (),
    )


def certification(facts: ProductFacts, rules: ScoreRules) -> Graded:
    """Grade schemes whose evidence is there; a claim alone only raises the upper end."""
    source = "Open Food Facts label scale, extended to Chinese schemes"
    if facts.claims is None:
        return _unknown("points of 20", source, "certification")
    points: dict[bool, dict[str, float]] = {True: {}, False: {}}
    for claim in facts.claims:
        scheme = rules.schemes.find(claim.scheme)
        if scheme is not None:
            points[claim.evidenced][scheme.id] = scheme.points
    proven = math.fsum(points[True].values())
    claimed = math.fsum({**points[False], **points[True]}.values())
    return Graded(
        earned=min(1.0, proven / CERTIFICATION_CAP),
        low=min(1.0, proven / CERTIFICATION_CAP),
        high=min(1.0, claimed / CERTIFICATION_CAP),
        value=proven,
        unit="points of 20",
        source=source,
        missing=("certification_evidence",) if claimed > proven else (),
    )


def waste(facts: ProductFacts, rules: ScoreRules) -> Graded:
    """Grade the share of a pack that a household eats before it spoils."""
    source = "shelf life; daily portions after the Dietary Guidelines for Chinese Residents (2022)"
    low = high = 0.0
    missing: dict[str, None] = {}
    for food in _shares(facts.foods):
        eaten, lacks = _eaten_share(food, facts, rules)
        low += food.share * eaten
        high += food.share * (1.0 if lacks else eaten)
        missing.update(dict.fromkeys(lacks))
    return Graded(
        earned=low,
        low=low,
        high=min(1.0, high),
        value=None if missing else low,
        unit="share eaten in time",
        source=source,
        missing=tuple(missing),
    )


def _eaten_share(
    food: FoodShare, facts: ProductFacts, rules: ScoreRules
) -> tuple[float, tuple[str, ...]]:
    """Return the share surely eaten in time, and what is missing to know it exactly."""
    portion = rules.portions.get(food.category or "")
    shelf = food.shelf_days if facts.shelf_life_days is None else facts.shelf_life_days
    if portion is None or shelf is None or facts.pack_grams is None:
        lacks = (("portion", portion), ("shelf_life", shelf), ("pack_grams", facts.pack_grams))
        return 0.0, tuple(name for name, value in lacks if value is None)
    # Nobody eats for less than one: one person is the worst case of an unknown household.
    people = max(1.0, facts.people or 1.0)
    days = facts.pack_grams * food.share / (people * portion.grams_per_day)
    return min(1.0, shelf / days), () if facts.people or shelf >= days else ("household",)
