"""Reading data/foods.csv, scraps.csv, compounds.csv and pinyin.csv into one checked lexicon."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from importlib.resources.abc import Traversable
from types import MappingProxyType

from community.foods.folding import chinese_key, english_key
from community.foods.lexicon import FoodLexicon
from community.foods.model import (
    ALLERGENS,
    DIET_TAGS,
    REGIONS,
    ROLES,
    SCRAP,
    Food,
    Footprint,
    ScrapUse,
    ShelfLife,
)
from community.ids import FoodId
from community.reference.tables import Row, check_unique, read_table

FOODS, SCRAPS, COMPOUNDS, PINYIN = "foods.csv", "scraps.csv", "compounds.csv", "pinyin.csv"
FOOD_COLUMNS = (
    "id",
    "name_zh",
    "name_en",
    "aliases_zh",
    "aliases_en",
    "category",
    "role",
    "staple",
    "broader",
    "allergens",
    "may_contain",
    "diet_tags",
    "diet_may",
    "edible_share",
    "edible_source",
    "pantry_days",
    "fridge_days",
    "freezer_days",
    "shelf_source",
    "co2e_kg_per_kg",
    "footprint_source",
    "footprint_proxy",
    "months_north",
    "months_yangtze",
    "months_south",
    "months_source",
    "unit_grams",
    "unit_source",
    "note",
)
SCRAP_COLUMNS = (
    "id",
    "parent",
    "name_zh",
    "aliases_zh",
    "name_en",
    "aliases_en",
    "status",
    "prep_zh",
    "uses_zh",
    "caution_zh",
    "safety_rule",
    "evidence",
)
SCRAP_STATUSES = ("edible", "broth_only", "treat", "compost", "forbidden")
_MAX_DAYS, _MAX_CO2E, _MAX_UNIT = 3650, 200, 10000


def load_foods(root: Traversable | None = None) -> FoodLexicon:
    """Return the lexicon of the tables under `root` (the package `data` by default).

    Raises ReferenceDataError naming file, row and column for a duplicate id or name, an unknown
    allergen, tag, role or parent, and a number out of range. Takes about a second: keep it.
    """
    food_rows = read_table(FOODS, FOOD_COLUMNS, root)
    scrap_rows = read_table(SCRAPS, SCRAP_COLUMNS, root)
    check_unique(food_rows, "id")
    check_unique(scrap_rows, "id")
    foods = {food.id: food for food in map(_food, food_rows)}
    _check_broader(food_rows, foods)
    scraps = [_scrap(row, foods) for row in scrap_rows]
    _check_names((*food_rows, *scrap_rows))
    foods.update({scrap.id: scrap for scrap in scraps})
    compounds = read_table(COMPOUNDS, ("word", "lang", "reason"), root)
    check_unique(compounds, "word")
    return FoodLexicon(
        foods.values(),
        not_foods=[row.text("word") for row in compounds],
        syllables=_syllables(root),
    )


def _food(row: Row) -> Food:
    if overlap := {*row.words("allergens")} & {*row.words("may_contain")}:
        raise row.error("may_contain", f"{overlap.pop()!r} is already in allergens")
    return Food(
        id=FoodId(row.text("id")),
        name_zh=row.text("name_zh"),
        name_en=row.text("name_en"),
        aliases_zh=row.words("aliases_zh"),
        aliases_en=row.words("aliases_en"),
        category=row.text("category"),
        role=row.choice("role", ROLES),
        staple=row.flag("staple"),
        allergens=frozenset(row.choices("allergens", ALLERGENS)),
        may_contain=frozenset(row.choices("may_contain", ALLERGENS)),
        diet_tags=frozenset(row.choices("diet_tags", DIET_TAGS)),
        diet_may=frozenset(row.choices("diet_may", DIET_TAGS)),
        edible_share=row.optional_number("edible_share", 0.05, 1),
        shelf_life=ShelfLife(*(_days(row, place) for place in ("pantry", "fridge", "freezer"))),
        footprint=_footprint(row),
        months=_months(row),
        unit_grams=_unit_grams(row),
        broader=FoodId(row.text("broader")) if row.optional("broader") else None,
        sources=_sources(row),
        note=row.optional("note"),
    )


def _days(row: Row, place: str) -> int | None:
    days = row.optional_number(f"{place}_days", 0, _MAX_DAYS)
    return None if days is None else int(days)


def _footprint(row: Row) -> Footprint | None:
    value = row.optional_number("co2e_kg_per_kg", 0, _MAX_CO2E)
    if value is None:
        return None
    return Footprint(value, row.text("footprint_source"), row.flag("footprint_proxy"))


def _months(row: Row) -> Mapping[str, frozenset[int]]:
    found: dict[str, frozenset[int]] = {}
    for region in REGIONS:
        column = f"months_{region}"
        cell = row.optional(column)
        if not all(month.isdigit() and 1 <= int(month) <= 12 for month in cell.split()):
            raise row.error(column, f"{cell!r} are no months 1 to 12")
        if cell:
            found[region] = frozenset(map(int, cell.split()))
    return MappingProxyType(found)


def _unit_grams(row: Row) -> Mapping[str, float]:
    found: dict[str, float] = {}
    for pair in row.words("unit_grams"):
        unit, _, grams = pair.partition(":")
        try:
            value = float(grams)
        except ValueError:
            raise row.error("unit_grams", f"{pair!r} is no unit:grams") from None
        if not unit or not 0 < value <= _MAX_UNIT or unit in found:
            raise row.error("unit_grams", f"{pair!r} is out of range or repeated")
        found[unit] = value
    return MappingProxyType(found)


def _sources(row: Row) -> Mapping[str, str]:
    columns = {"edible": "edible_share", "unit": "unit_grams"}
    for part, column in columns.items():
        if row.optional(column):
            row.text(f"{part}_source")
    named = (
        (part, row.optional(f"{part}_source")) for part in ("edible", "shelf", "months", "unit")
    )
    return MappingProxyType({part: source for part, source in named if source})


def _check_broader(rows: Iterable[Row], foods: Mapping[FoodId, Food]) -> None:
    for row in rows:
        broader = row.optional("broader")
        if broader and (broader not in foods or broader == row.text("id")):
            raise row.error("broader", f"{broader!r} is no other food")


def _scrap(row: Row, foods: Mapping[FoodId, Food]) -> Food:
    """Return a scrap as a food; it inherits allergens and diet tags from its parent.

    A scrap that is sold as a food as well (猪皮) has its names and figures in foods.csv.
    """
    parent = foods.get(FoodId(row.text("parent")))
    if parent is None:
        raise row.error("parent", f"{row.text('parent')!r} is no food")
    use = ScrapUse(
        status=row.choice("status", SCRAP_STATUSES),
        prep_zh=row.optional("prep_zh"),
        uses_zh=row.words("uses_zh"),
        caution_zh=row.optional("caution_zh"),
        safety_rule=row.optional("safety_rule"),
        evidence=row.text("evidence"),
    )
    id_ = FoodId(row.text("id"))
    if id_ in foods:
        return replace(foods[id_], parent=parent.id, scrap=use)
    return replace(
        parent,
        id=id_,
        name_zh=row.text("name_zh"),
        name_en=row.text("name_en"),
        aliases_zh=row.words("aliases_zh"),
        aliases_en=row.words("aliases_en"),
        category=SCRAP,
        staple=False,
        edible_share=None,
        shelf_life=ShelfLife(),
        footprint=None,
        months=MappingProxyType({}),
        unit_grams=MappingProxyType({}),
        broader=None,
        parent=parent.id,
        scrap=use,
        sources=MappingProxyType({}),
        note="",
    )


def _check_names(rows: Iterable[Row]) -> None:
    """Raise when two rows share a name in the form in which names are matched."""
    seen: dict[str | tuple[str, ...], Row] = {}
    for row in rows:
        for column in ("name_zh", "aliases_zh", "name_en", "aliases_en"):
            for name in row.words(column):
                key = chinese_key(name) if column.endswith("zh") else english_key(name)
                if not key:
                    raise row.error(column, f"{name!r} has nothing to match")
                other = seen.setdefault(key, row)
                if other is not row:
                    place = f"{other.file} row {other.number}"
                    raise row.error(column, f"{name!r} is already a name in {place}")


def _syllables(root: Traversable | None) -> dict[str, str]:
    rows = read_table(PINYIN, ("syllable", "characters"), root)
    check_unique(rows, "syllable")
    found: dict[str, str] = {}
    for row in rows:
        for character in row.text("characters"):
            if character in found:
                raise row.error("characters", f"{character!r} already has a syllable")
            found[character] = row.text("syllable")
    return found
