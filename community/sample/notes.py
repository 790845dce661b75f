"""The hand-written notes of `data/notes`, Markdown with YAML front matter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from community.foods import FoodLexicon
from community.ids import NoteId
from community.models import Ingredient, Note, NoteKind, RecipeBody
from community.quantities import grams_of, parse_quantity
from community.sample.tables import COMMUNITY


def read_notes(lexicon: FoodLexicon) -> tuple[Note, ...]:
    """Return every note in id order."""
    notes = [_note(file, lexicon) for file in _markdown(files("data").joinpath("notes"))]
    return tuple(sorted(notes, key=lambda note: note.id))


def _markdown(folder: Traversable) -> Iterator[Traversable]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _markdown(entry)
        elif entry.name.endswith(".md"):
            yield entry


def _note(file: Traversable, lexicon: FoodLexicon) -> Note:
    import yaml

    _, head, text = file.read_text(encoding="utf-8").split("---\n", 2)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C loader is ten times faster
    fields = yaml.load(head, loader)
    recipe = fields.get("recipe")
    return Note(
        id=NoteId(fields["id"]),
        community_id=COMMUNITY.id,
        kind=NoteKind(fields["kind"]),
        title=fields["title"],
        text=text.strip(),
        source=fields["source"],
        licence=fields["licence"],
        author=fields.get("author", ""),
        lang=fields.get("lang", "zh"),
        tags=tuple(fields.get("tags", ())),
        solar_term=fields.get("solar_term", ""),
        recipe=None if recipe is None else _recipe(recipe, lexicon),
    )


def _recipe(fields: Mapping[str, Any], lexicon: FoodLexicon) -> RecipeBody:
    return RecipeBody(
        ingredients=tuple(_ingredient(line, lexicon) for line in fields["ingredients"]),
        steps=tuple(fields["steps"]),
        servings=fields.get("servings"),
        minutes=fields.get("minutes"),
        equipment=tuple(fields.get("equipment", ())),
    )


def _ingredient(fields: Mapping[str, Any], lexicon: FoodLexicon) -> Ingredient:
    mention = lexicon.resolve(fields["name"])
    food = mention.food if mention else None
    amount, unit = fields.get("amount"), fields.get("unit") or ""
    told = parse_quantity(unit if amount is None else f"{amount}{unit}")
    return Ingredient(
        name=fields["name"],
        food_id=food.id if food else None,
        amount=None if amount is None else float(amount),
        unit=unit,
        grams=grams_of(told, food),
        note=fields.get("note") or "",
    )
