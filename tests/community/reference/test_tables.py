"""A broken reference table names its file, row and column."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest

from community.errors import ReferenceDataError
from community.reference import load_reference
from community.reference.bundle import read_reference

Break = Callable[[list[dict[str, str]]], None]


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    for table in files("data").iterdir():
        if table.name.endswith(".csv"):
            shutil.copy(str(table), tmp_path / table.name)
    return tmp_path


def rewrite(path: Path, change: Break) -> None:
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    change(rows)
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8")


def setting(column: str, value: str) -> Break:
    def change(rows: list[dict[str, str]]) -> None:
        rows[1][column] = value

    return change


def test_the_shipped_tables_are_sound(tables: Path) -> None:
    assert len(read_reference(tables).hazards.all) == len(load_reference().hazards.all) >= 112
    assert len(load_reference().nonfoods.all) >= 231
    assert len(load_reference().myths) == 25


@pytest.mark.parametrize(
    ("file", "column", "value"),
    [
        ("hazards.csv", "kind", "weather"),
        ("hazards.csv", "action", "MAYBE"),
        ("hazards.csv", "severity", ""),
        ("hazards.csv", "groups", "martian"),
        ("hazards.csv", "triggers", "土豆皮;;芽"),
        ("hazards.csv", "triggers", "土豆皮;土豆皮"),
        ("hazards.csv", "patterns", "@nobody+@potato"),
        ("hazards.csv", "min_core_c", "700"),
        ("hazards.csv", "min_minutes", "ten"),
        ("hazards.csv", "params", "[1]"),
        ("hazards.csv", "params", "{"),
        ("hazards.csv", "sources", "HEARSAY"),
        ("hazards.csv", "status", "sure"),
        ("hazards.csv", "rule_en", ""),
        ("hazards.csv", "id", "pot_sprout"),
        ("hazard_words.csv", "words", ""),
        ("durations.csv", "hours", "-1"),
        ("nonfoods.csv", "match", "fuzzy"),
        ("nonfoods.csv", "group", "furniture"),
        ("nonfoods.csv", "id", "nf_001"),
        ("diets.csv", "deny_tags", "stones"),
        ("allergens.csv", "mandatory", "perhaps"),
        ("groups.csv", "implies", "martian"),
        ("packaging.csv", "score", "101"),
        ("transport.csv", "kind", "magic"),
        ("transport.csv", "kgco2e_per_tkm", "-0.1"),
        ("disposal.csv", "kgco2e_per_kg", ""),
        ("certifications.csv", "points", "21"),
        ("portions.csv", "grams_per_day", "0"),
        ("seasonal_produce.csv", "region", "moon"),
        ("seasonal_produce.csv", "term", "nobody"),
        ("solar_terms.csv", "longitude_deg", "400"),
        ("solar_term_dates.csv", "at", "soon"),
        ("solar_term_dates.csv", "at", "2024-01-20T22:07:22"),
        ("solar_term_dates.csv", "at", "2024-03-20T22:07:22+08:00"),
        ("myths.csv", "claim_zh", ""),
    ],
)
def test_a_bad_cell_is_named(tables: Path, file: str, column: str, value: str) -> None:
    rewrite(tables / file, setting(column, value))
    with pytest.raises(ReferenceDataError) as error:
        read_reference(tables)
    assert error.value.file == file
    assert error.value.problems[0].row == 3
    assert error.value.problems[0].column == column


def test_a_rule_without_any_trigger_is_refused(tables: Path) -> None:
    def silence(rows: list[dict[str, str]]) -> None:
        rows[1]["triggers"] = rows[1]["patterns"] = ""

    rewrite(tables / "hazards.csv", silence)
    with pytest.raises(ReferenceDataError, match=r"hazards.csv: row 3, triggers"):
        read_reference(tables)


def test_a_missing_table_is_named(tables: Path) -> None:
    (tables / "diets.csv").unlink()
    with pytest.raises(ReferenceDataError, match=r"diets.csv: .*cannot be read"):
        read_reference(tables)


def test_a_missing_column_and_a_short_row_are_named(tables: Path) -> None:
    (tables / "disposal.csv").write_text("id,name_zh\n", encoding="utf-8")
    with pytest.raises(ReferenceDataError, match=r"disposal.csv: row 1"):
        read_reference(tables)
    (tables / "disposal.csv").write_text(
        "id,name_zh,name_en,kgco2e_per_kg,source,status\nlandfill\n", encoding="utf-8"
    )
    with pytest.raises(ReferenceDataError, match=r"disposal.csv: row 2: has 1 cells"):
        read_reference(tables)


def test_every_row_says_where_it_is_from() -> None:
    for rule in load_reference().hazards.all:
        assert rule.sources, rule.id
        assert rule.rule_en.isascii() or any(c in rule.rule_en for c in "°−–"), rule.id


def test_the_tables_are_read_once() -> None:
    assert load_reference() is load_reference()


def test_every_table_is_described_in_the_readme() -> None:
    described = (files("data") / "README.md").read_text(encoding="utf-8")
    tables = [table.name for table in files("data").iterdir() if table.name.endswith(".csv")]
    assert [name for name in tables if name not in described] == []
