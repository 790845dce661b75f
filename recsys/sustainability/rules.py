"""The tables and weights the score needs, read once."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from community.reference.bundle import Reference
from community.reference.certifications import Schemes
from community.reference.factors import TransportMode
from community.reference.packaging import Material
from community.reference.portions import Portion
from community.reference.tables import Row, read_table

FILE = "score_parts.csv"
FOOD_PARTS = ("footprint", "miles", "packaging", "season", "certification", "waste")
CRAFT_PARTS = ("miles", "packaging", "certification")


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """The most points a part can give, and what it is called."""

    max_points: float
    name_zh: str
    name_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRules:
    """Weights per basis (food, craft) and the reference tables."""

    weights: Mapping[str, Mapping[str, Weight]]
    transport: Mapping[str, TransportMode]
    materials: Mapping[str, Material]
    schemes: Schemes
    portions: Mapping[str, Portion]
    worst_mode: TransportMode
    best_mode: TransportMode
    worst_material_co2e: float

    @classmethod
    def build(cls, reference: Reference, root: Traversable | None = None) -> ScoreRules:
        """Join the reference tables with the weights of score_parts.csv under `root`."""
        modes = sorted(reference.transport.values(), key=lambda mode: mode.kgco2e_per_tkm)
        return cls(
            weights=load_weights(root),
            transport=reference.transport,
            materials={m.id: m for m in reference.packaging.all},
            schemes=reference.certifications,
            portions=reference.portions,
            worst_mode=modes[-1],
            best_mode=modes[0],
            worst_material_co2e=max(m.kgco2e_per_kg or 0.0 for m in reference.packaging.all),
        )


def load_weights(root: Traversable | None = None) -> dict[str, dict[str, Weight]]:
    """Return basis → part → weight. Raises ReferenceDataError on a broken table."""
    rows = read_table(FILE, ("basis", "part", "max_points", "name_zh", "name_en"), root)
    return {
        "food": _weights([r for r in rows if r.choice("basis", ("food", "craft")) == "food"]),
        "craft": _weights([r for r in rows if r.text("basis") == "craft"], CRAFT_PARTS),
    }


def _weights(rows: list[Row], parts: tuple[str, ...] = FOOD_PARTS) -> dict[str, Weight]:
    found: dict[str, Weight] = {}
    for row in rows:
        part = row.choice("part", parts)
        if part in found:
            raise row.error("part", f"{part!r} is there twice")
        found[part] = Weight(
            max_points=row.number_in("max_points", 1, 100),
            name_zh=row.text("name_zh"),
            name_en=row.text("name_en"),
        )
    total = sum(weight.max_points for weight in found.values())
    if rows and (set(found) != set(parts) or not math.isclose(total, 100)):
        raise rows[-1].error("max_points", f"the parts must be {', '.join(parts)} and sum to 100")
    return found
