"""A broken table is refused with file, row and column."""

from __future__ import annotations

import csv
import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from community.errors import ReferenceDataError
from community.foods import load_foods

TABLES = ("foods.csv", "scraps.csv", "compounds.csv", "pinyin.csv")


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    for name in TABLES:
        shutil.copy(str(files("data").joinpath(name)), tmp_path / name)
    return tmp_path


def change(path: Path, row_id: str, column: str, value: str) -> int:
    """Set one cell; return its 1-based row in the file."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    number = next(i for i, row in enumerate(rows, start=2) if row["id"] == row_id)
    rows[number - 2][column] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return number


@pytest.mark.parametrize(
    ("file", "row_id", "column", "value", "reason"),
    [
        ("foods.csv", "potato", "allergens", "gluton", "none of"),
        ("foods.csv", "potato", "diet_tags", "vegan", "none of"),
        ("foods.csv", "potato", "role", "hero", "none of"),
        ("foods.csv", "potato", "staple", "maybe", "none of"),
        ("foods.csv", "potato", "broader", "stardust", "no other food"),
        ("foods.csv", "potato", "edible_share", "1.2", "not between"),
        ("foods.csv", "potato", "fridge_days", "-1", "not between"),
        ("foods.csv", "potato", "co2e_kg_per_kg", "a lot", "no number"),
        ("foods.csv", "potato", "footprint_source", "", "must not be empty"),
        ("foods.csv", "potato", "months_north", "7 13", "no months"),
        ("foods.csv", "potato", "unit_grams", "个:0", "out of range"),
        ("foods.csv", "potato", "unit_grams", "个", "no unit:grams"),
        ("foods.csv", "potato", "unit_source", "", "must not be empty"),
        ("foods.csv", "potato", "name_zh", "", "must not be empty"),
        ("foods.csv", "potato", "name_zh", "番 茄", "already a name"),
        ("foods.csv", "potato", "aliases_en", "Tomatoes", "already a name"),
        ("foods.csv", "wheat_flour", "may_contain", "gluten", "already in allergens"),
        ("foods.csv", "wheat_flour", "id", "potato", "already in row"),
        ("scraps.csv", "daikon_peel", "parent", "stardust", "no food"),
        ("scraps.csv", "daikon_peel", "status", "tasty", "none of"),
        ("scraps.csv", "daikon_peel", "name_zh", "土豆", "already a name"),
    ],
)
def test_a_bad_cell_is_named(
    tables: Path, file: str, row_id: str, column: str, value: str, reason: str
) -> None:
    number = change(tables / file, row_id, column, value)
    with pytest.raises(ReferenceDataError, match=reason) as raised:
        load_foods(tables)
    problem = raised.value.problems[0]
    expected = {number} if reason not in ("already in row", "already a name") else {problem.row}
    assert raised.value.file == file or reason == "already a name"
    assert problem.row in expected
    assert problem.column


def test_a_missing_table_is_named(tables: Path) -> None:
    (tables / "scraps.csv").unlink()
    with pytest.raises(ReferenceDataError, match=r"scraps\.csv"):
        load_foods(tables)


def test_a_character_has_one_syllable(tables: Path) -> None:
    with (tables / "pinyin.csv").open("a", encoding="utf-8") as file:
        file.write("zzz,茄\n")
    with pytest.raises(ReferenceDataError, match=r"pinyin\.csv.*already has a syllable"):
        load_foods(tables)
