"""Notes from a JSONL file, for measuring on any corpus."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from community.errors import InvalidFile, RowProblem
from community.foods import FoodLexicon
from community.ids import CommunityId, FoodId, NoteId
from community.models import Ingredient, Note, NoteKind, RecipeBody
from community.quantities import grams_of, parse_ingredient

_COMMUNITY = CommunityId("measured")
_REQUIRED = ("id", "kind", "title", "text")


def read_notes(path: Path, lexicon: FoodLexicon) -> tuple[Note, ...]:
    """Return the notes of a JSONL file in file order. Raises InvalidFile naming every bad line."""
    notes: dict[str, Note] = {}
    problems: list[RowProblem] = []
    for number, fields in read_objects(path):
        column, reason = _fault(fields)
        if not reason and fields["id"] in notes:
            column, reason = "id", f"{fields['id']!r} is there twice"
        if reason:
            problems.append(RowProblem(number, column, reason))
        else:
            notes[fields["id"]] = _note(fields, lexicon)
    if problems:
        raise InvalidFile(str(path), problems)
    return tuple(notes.values())


def read_objects(path: Path) -> list[tuple[int, Mapping[str, Any]]]:
    """Return line number and object of every line that is not blank.

    Raises InvalidFile for a file that is empty or cannot be read and lines without a JSON object.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "is not UTF-8"
        raise InvalidFile(str(path), [RowProblem(0, "", reason or "cannot be read")]) from error
    found: list[tuple[int, Mapping[str, Any]]] = []
    problems: list[RowProblem] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            value = None
        if isinstance(value, dict):
            found.append((number, value))
        else:
            problems.append(RowProblem(number, "", "is no JSON object"))
    if not found and not problems:
        problems.append(RowProblem(0, "", "is empty"))
    if problems:
        raise InvalidFile(str(path), problems)
    return found


def _fault(fields: Mapping[str, Any]) -> tuple[str, str]:
    """Return the column that cannot be used and why, or two empty strings."""
    for column in _REQUIRED:
        if not isinstance(fields.get(column), str):
            return column, "must be text"
    if not fields["id"]:
        return "id", "must not be empty"
    if fields["kind"] not in {kind.value for kind in NoteKind}:
        return "kind", f"{fields['kind']!r} is no kind of note"
    if not _texts(fields.get("tags")):
        return "tags", "must be a list of texts"
    recipe = fields.get("recipe")
    if recipe is None:
        return "", ""
    if not isinstance(recipe, dict):
        return "recipe", "must be an object"
    for column in ("ingredients_text", "quantities_text", "steps", "equipment"):
        if not _texts(recipe.get(column)):
            return f"recipe.{column}", "must be a list of texts"
    lines = recipe.get("ingredients") or []
    named = isinstance(lines, list) and all(
        isinstance(line, dict) and isinstance(line.get("name"), str) for line in lines
    )
    return ("", "") if named else ("recipe.ingredients", "must be a list of objects with a name")


def _texts(value: object) -> bool:
    return value is None or (isinstance(value, list) and all(isinstance(v, str) for v in value))


def _note(fields: Mapping[str, Any], lexicon: FoodLexicon) -> Note:
    recipe = fields.get("recipe")
    return Note(
        id=NoteId(fields["id"]),
        community_id=_COMMUNITY,
        kind=NoteKind(fields["kind"]),
        title=fields["title"],
        text=fields["text"],
        source=str(fields.get("source") or ""),
        licence=str(fields.get("licence") or ""),
        author=str(fields.get("author") or ""),
        lang=str(fields.get("lang") or "zh"),
        tags=tuple(fields.get("tags") or ()),
        solar_term=str(fields.get("solar_term") or ""),
        recipe=None if recipe is None else _recipe(recipe, lexicon),
    )


def _recipe(fields: Mapping[str, Any], lexicon: FoodLexicon) -> RecipeBody:
    lines = [_told(line) for line in fields.get("ingredients") or ()]
    lines += fields.get("ingredients_text") or ()
    ingredients = [_ingredient(line, lexicon) for line in lines]
    listed = {ingredient.food_id for ingredient in ingredients}
    measured = [_ingredient(line, lexicon) for line in fields.get("quantities_text") or ()]
    by_food = {one.food_id: one for one in reversed(measured)}
    return RecipeBody(
        ingredients=(
            *(_measured(one, by_food) for one in ingredients),
            *(one for one in measured if one.food_id and one.food_id not in listed),
        ),
        steps=tuple(fields.get("steps") or ()),
        equipment=tuple(fields.get("equipment") or ()),
    )


def _told(line: Mapping[str, Any]) -> str:
    parts = (line["name"], line.get("amount"), line.get("unit"))
    note = f"（{line['note']}）" if line.get("note") else ""
    return " ".join(str(part) for part in parts if part not in (None, "")) + note


def _ingredient(line: str, lexicon: FoodLexicon) -> Ingredient:
    """Read a line; its name stays as written, so that nothing it says is lost to the checks."""
    parsed, mention = parse_ingredient(line), lexicon.resolve(line)
    food = mention.food if mention else None
    return Ingredient(
        name=line,
        food_id=food.id if food else None,
        amount=parsed.quantity.amount,
        unit=parsed.quantity.unit,
        grams=grams_of(parsed.quantity, food),
        per_serving=parsed.quantity.per_serving,
    )


def _measured(ingredient: Ingredient, by_food: Mapping[FoodId | None, Ingredient]) -> Ingredient:
    """Return the ingredient with the quantity that stands in its own list, if it has none."""
    told = by_food.get(ingredient.food_id) if ingredient.food_id else None
    if ingredient.amount is not None or told is None:
        return ingredient
    return Ingredient(
        name=ingredient.name,
        food_id=ingredient.food_id,
        amount=told.amount,
        unit=told.unit,
        grams=told.grams,
        per_serving=told.per_serving,
    )
