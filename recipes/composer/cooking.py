"""How each food is handled in a kitchen: its cut, its times, where in a dish it belongs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable

from community.foods import Food
from community.ids import FoodId
from community.reference.tables import check_unique, read_table

KINDS_FILE, FOODS_FILE = "cooking_kinds.csv", "cooking_foods.csv"
KINDS_COLUMNS = (
    "kind", "zone", "stage", "cut_zh", "cut_en", "chunk_zh", "chunk_en", "dice_zh", "dice_en",
    "fry_min", "boil_min", "raw", "grams", "perishable", "categories",
)  # fmt: skip
_MEATS = frozenset({"beef", "lamb", "pork"})
_TOUGH = re.compile(r"腩|腱|蹄|肘|羊排|\b(?:brisket|shank|stew(?:ing)?|hock|chuck)\b", re.I)
CUTS = ("cut", "chunk", "dice")
FOODS_COLUMNS = ("kind", "foods")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One way of handling.

    `zone` is pot (savoury) or sweet, `stage` when it goes in. `cuts` are clauses with a place for
    the name, by ("cut", "zh"): cut, chunk for slow dishes and dice for rice, possibly empty.
    Minutes to fry and to boil; `raw` may be eaten so; `grams` a portion for one person;
    `perishable` must not be eaten past its day.
    """

    name: str
    zone: str
    stage: str
    cuts: Mapping[tuple[str, str], str]
    fry_min: int
    boil_min: int
    raw: bool
    grams: float
    perishable: bool


@dataclass(frozen=True, slots=True)
class Cooking:
    """The kind of every food."""

    kinds: Mapping[str, Kind]
    of_food: Mapping[FoodId, str]
    of_category: Mapping[str, str]

    def kind(self, food: Food, name: str = "") -> Kind:
        """Return how `food`, called `name`, is handled: by cut, food, category, else as a stem."""
        if food.category in _MEATS and _TOUGH.search(name):
            return self.kinds["stewmeat"]
        return self.kinds[self.of_food.get(food.id) or self.of_category.get(food.category, "stem")]


def read_cooking(root: Traversable | None = None) -> Cooking:
    """Return the table. Raises ReferenceDataError on a broken cell."""
    rows = read_table(KINDS_FILE, KINDS_COLUMNS, root)
    check_unique(rows, "kind")
    kinds = {
        row.text("kind"): Kind(
            name=row.text("kind"),
            zone=row.choice("zone", ("pot", "sweet")),
            stage=row.text("stage"),
            cuts={
                (cut, lang): row.optional(f"{cut}_{lang}") or row.optional(f"cut_{lang}")
                for cut in CUTS
                for lang in ("zh", "en")
            },
            fry_min=int(row.number_in("fry_min", 0, 60)),
            boil_min=int(row.number_in("boil_min", 0, 180)),
            raw=row.flag("raw"),
            grams=row.number_in("grams", 0, 500),
            perishable=row.flag("perishable"),
        )
        for row in rows
    }
    categories = {name: row.text("kind") for row in rows for name in row.words("categories")}
    return Cooking(kinds, _foods(kinds, root), categories)


def _foods(kinds: Mapping[str, Kind], root: Traversable | None) -> Mapping[FoodId, str]:
    found: dict[FoodId, str] = {}
    for row in read_table(FOODS_FILE, FOODS_COLUMNS, root):
        kind = row.choice("kind", kinds)
        for id_ in row.words("foods"):
            found[FoodId(id_)] = kind
    return found


@cache
def load_cooking() -> Cooking:
    """Return the table shipped in `data/`, read once per process."""
    return read_cooking()
