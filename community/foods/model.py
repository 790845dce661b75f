"""What a food is: one canonical ingredient with its names and its published figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from community.ids import FoodId

ALLERGENS = frozenset(
    ("gluten", "crustacean", "fish", "egg", "peanut", "soy", "milk", "nut", "sesame", "mollusc")
)  # the eight of GB 7718-2025, plus sesame and molluscs
DIET_TAGS = frozenset(
    (
        "meat",
        "pork",
        "beef",
        "mutton",
        "poultry",
        "blood",
        "fish",
        "seafood",
        "egg",
        "dairy",
        "honey",
        "gelatin",
        "animal_fat",
        "pungent5",
        "alcohol",
        "sugar_high",
        "favabean",
        "legume_other",
        "amphibian",
        "reptile",
        "insect",
    )
)
ROLES = frozenset(("main", "aromatic", "seasoning", "liquid", "fat", "starch", "garnish"))
REGIONS = ("north", "yangtze", "south")
SCRAP = "scrap"


@dataclass(frozen=True, slots=True)
class ShelfLife:
    """Days a food keeps its quality in each place, low end of the source; None = unknown."""

    pantry: int | None = None
    fridge: int | None = None
    freezer: int | None = None


@dataclass(frozen=True, slots=True)
class Footprint:
    """kg CO2e per kg, at consumer; `source` is the data base, never mixed within the table.

    `proxy` says that the figure was measured on a related food.
    """

    kg_co2e_per_kg: float
    source: str
    proxy: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ScrapUse:
    """What a by-product is good for: edible, broth_only, treat, compost or forbidden."""

    status: str
    prep_zh: str
    uses_zh: tuple[str, ...]
    caution_zh: str
    safety_rule: str
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Food:
    """One canonical ingredient.

    `may_contain` and `diet_may` depend on brand or recipe: treat them as present for a person
    who must avoid them. `months` is empty for what has no season or an unknown one;
    `unit_grams` maps a counted unit (个, 根, 片, 杯 …) to grams, `ml` to grams per millilitre.
    `broader` is the more general food this is a kind of (五花肉 → 猪肉); `parent` is the food a
    scrap comes from. `sources` maps edible, shelf, months and unit to where the figure is from.
    """

    id: FoodId
    name_zh: str
    name_en: str
    aliases_zh: tuple[str, ...]
    aliases_en: tuple[str, ...]
    category: str
    role: str
    staple: bool
    allergens: frozenset[str]
    may_contain: frozenset[str]
    diet_tags: frozenset[str]
    diet_may: frozenset[str]
    edible_share: float | None
    shelf_life: ShelfLife
    footprint: Footprint | None
    months: Mapping[str, frozenset[int]]
    unit_grams: Mapping[str, float]
    broader: FoodId | None = None
    parent: FoodId | None = None
    scrap: ScrapUse | None = None
    sources: Mapping[str, str]
    note: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Every name, Chinese first, each canonical name before its aliases."""
        return (self.name_zh, *self.aliases_zh, self.name_en, *self.aliases_en)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A food found in a text: `text[start:end]` names it; `states` are words like 隔夜, 发芽."""

    text: str
    start: int
    end: int
    food: Food
    confidence: float
    states: tuple[str, ...]
