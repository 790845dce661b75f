"""Notes from JSONL, whole or refused line by line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from community.errors import InvalidFile
from community.models import NoteKind
from recipes.knowledge import read_notes
from tests.recipes.retrieval.shelf import food, lexicon

GOOD = {
    "id": "a",
    "kind": "recipe",
    "title": "番茄炒蛋",
    "text": "下饭。",
    "lang": "zh",
    "tags": ["素"],
}


def written(path: Path, *lines: object) -> Path:
    file = path / "notes.jsonl"
    text = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    file.write_text("\n".join(text), encoding="utf-8")
    return file


def test_raw_lines_become_ingredients_with_their_quantities(tmp_path: Path) -> None:
    recipe = {
        "ingredients_text": ["番茄", "鸡蛋（土鸡蛋更好）"],
        "quantities_text": ["番茄 300g", "鸡蛋 2 个 * 份数", "盐 2g"],
        "steps": ["炒。"],
    }
    [note] = read_notes(written(tmp_path, GOOD | {"recipe": recipe}), lexicon())
    assert note.kind is NoteKind.RECIPE
    assert note.recipe is not None
    assert note.recipe.steps == ("炒。",)
    told = {line.food_id: (line.amount, line.unit) for line in note.recipe.ingredients}
    assert told == {
        food("番茄"): (300, "g"), food("鸡蛋"): (2, "个"), food("盐"): (2, "g")
    }  # fmt: skip
    assert [line.name for line in note.recipe.ingredients][1] == "鸡蛋（土鸡蛋更好）"


def test_structured_lines_are_read_too(tmp_path: Path) -> None:
    recipe = {"ingredients": [{"name": "豆腐", "amount": 300, "unit": "g", "note": "切块"}]}
    [note] = read_notes(written(tmp_path, GOOD | {"recipe": recipe}), lexicon())
    assert note.recipe is not None
    [line] = note.recipe.ingredients
    assert (line.food_id, line.amount, line.unit, line.grams) == (food("豆腐"), 300, "g", 300)


def test_a_tip_has_no_recipe_and_blank_lines_are_nothing(tmp_path: Path) -> None:
    tip = {"id": "t", "kind": "tip", "title": "保存", "text": "冷藏。"}
    notes = read_notes(written(tmp_path, "", tip, "  ", GOOD), lexicon())
    assert [(note.id, note.recipe) for note in notes] == [("t", None), ("a", None)]


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"id": ""}, "id"),
        ({"id": 7}, "id"),
        ({"title": None}, "title"),
        ({"kind": "poem"}, "kind"),
        ({"tags": "素"}, "tags"),
        ({"recipe": ["豆腐"]}, "recipe"),
        ({"recipe": {"steps": "炒"}}, "recipe.steps"),
        ({"recipe": {"ingredients": [{"amount": 3}]}}, "recipe.ingredients"),
    ],
)
def test_a_line_that_breaks_the_format_is_named(
    tmp_path: Path, change: dict[str, Any], column: str
) -> None:
    other = GOOD | {"id": "b"}
    with pytest.raises(InvalidFile) as refused:
        read_notes(written(tmp_path, other, GOOD | change), lexicon())
    assert [(problem.row, problem.column) for problem in refused.value.problems] == [(2, column)]


def test_an_id_that_comes_twice_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidFile, match="row 2, id: 'a' is there twice"):
        read_notes(written(tmp_path, GOOD, GOOD), lexicon())


def test_every_line_that_is_no_object_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidFile) as refused:
        read_notes(written(tmp_path, "{", GOOD, "[]"), lexicon())
    assert [problem.row for problem in refused.value.problems] == [1, 3]


def test_files_that_cannot_be_read_are_refused(tmp_path: Path) -> None:
    (tmp_path / "latin").write_bytes(b"\xff\xfe\x00")
    for path in (tmp_path / "none", tmp_path, tmp_path / "latin"):
        with pytest.raises(InvalidFile):
            read_notes(path, lexicon())
