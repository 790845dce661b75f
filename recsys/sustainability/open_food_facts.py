"""The life-cycle score of Open Food Facts' Environmental-Score, restated as published.

Shown beside our own score for comparison. It grades packaged foods only and has no consumer
country China; our score takes its bounded bonuses, material scale and label scale, and grades
fresh produce on kg CO2e/kg instead of the single EF score.
"""

from __future__ import annotations

import math

GRADES = ((90, "A+"), (75, "A"), (60, "B"), (45, "C"), (30, "D"), (15, "E"))
BONUS_CAP = 25.0


def life_cycle_score(ef_mpt_per_kg: float, *, beverage: bool = False) -> int:
    """Return 0–100 from the EF single score in mPt/kg; drinks and milk have their own curve."""
    if ef_mpt_per_kg <= 0:
        return 100
    if beverage:
        raw = 150 - 36 * math.log(100 * ef_mpt_per_kg + 1)
    else:
        base = 2 + 1 / (100 * ef_mpt_per_kg**4)
        raw = 100 - 20 * math.log(10 * ef_mpt_per_kg + 1) / math.log(base)
    return max(0, min(100, round(raw)))


def packaging_points(parts: list[tuple[float, float]] | None) -> int:
    """Return −15 to 0 from (material score 0–100, shape ratio) pairs; −15 when not told."""
    if parts is None:
        return -15
    score = 100 - sum((100 - material) * ratio for material, ratio in parts)
    return max(-15, round(score / 10 - 10))


def final_score(life_cycle: float, adjustments: float) -> float:
    """Return the life-cycle score with the adjustments, whose sum counts at most +25."""
    return life_cycle + min(BONUS_CAP, adjustments)


def grade(score: float) -> str:
    """Return the letter A+ to F."""
    return next((letter for least, letter in GRADES if score >= least), "F")
