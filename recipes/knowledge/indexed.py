"""A note read once: which foods it is made of, what it may hold, and its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from community.foods import Food, FoodLexicon
from community.ids import FoodId
from community.models import Ingredient, Note
from recipes.knowledge.canonical import canonical_text
from recipes.knowledge.tools import is_tool

SURE = 0.6  # below this a resolved name is a guess: good enough to find, not to trust
COOKED = 1.0  # an ingredient
MENTIONED = 0.35  # a food named in passing counts this much of one that is an ingredient
TITLED = 0.8
_ASIDE = re.compile(r"[(（\[【].*?[)）\]】]")
_SEVERAL = re.compile(r"[、,，/+或和与及]|\b(?:or|and)\b", re.IGNORECASE)
# In running text 调料 or 肉 means what the list already names; as an ingredient it may be anything.
_COLLECTIVE = "generic"


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedNote:
    """What retrieval knows of a note.

    `foods` says how surely the note is cooked with a food, 1 for an ingredient. `allergens` and
    `tags` are those that any named food has or may have, wherever it is named. `unknown` are
    ingredient names that the lexicon does not know: nobody can say what they hold. `title` and
    `text` have every food under its canonical name; `written` is the text as people wrote it.
    """

    note: Note
    foods: Mapping[FoodId, float]
    allergens: frozenset[str]
    tags: frozenset[str]
    unknown: tuple[str, ...]
    title: str
    text: str
    written: str


def index_note(note: Note, lexicon: FoodLexicon) -> IndexedNote:
    """Read a note. Ingredients are resolved line by line, all else is searched for foods."""
    body = _body(note)
    titled, mentioned = lexicon.find(note.title), lexicon.find(body)
    foods: dict[FoodId, float] = {mention.food.id: MENTIONED for mention in mentioned}
    foods.update({mention.food.id: TITLED for mention in titled})
    unknown: list[str] = []
    for ingredient in note.recipe.ingredients if note.recipe else ():
        food, sure = _food_of(ingredient, lexicon)
        for food_id in (food.id, *_listed(ingredient.name, lexicon)) if food else ():
            foods[food_id] = COOKED
        if not sure and not is_tool(ingredient.name):
            unknown.append(ingredient.name)
    named = [
        lexicon.foods[id_]
        for id_, certain in foods.items()
        if certain == COOKED or lexicon.foods[id_].category != _COLLECTIVE
    ]
    return IndexedNote(
        note=note,
        foods=foods,
        allergens=allergens_of(named),
        tags=tags_of(named),
        unknown=tuple(unknown),
        title=canonical_text(note.title, titled),
        text=canonical_text(body, mentioned),
        written=f"{note.title}\n{body}",
    )


def allergens_of(foods: Iterable[Food]) -> frozenset[str]:
    """Return every class that one of the foods has or may have."""
    return frozenset().union(*(food.allergens | food.may_contain for food in foods))


def tags_of(foods: Iterable[Food]) -> frozenset[str]:
    """Return every diet tag that one of the foods has or may have; `gluten` is one of them."""
    return frozenset().union(
        *(
            food.diet_tags | food.diet_may | ({"gluten"} & {*food.allergens, *food.may_contain})
            for food in foods
        )
    )


def _food_of(ingredient: Ingredient, lexicon: FoodLexicon) -> tuple[Food | None, bool]:
    """Return the food of a line, and whether that is sure."""
    told = lexicon.get(ingredient.food_id) if ingredient.food_id else None
    if told is not None:
        return told, True
    mention = lexicon.resolve(ingredient.name)
    return (mention.food, mention.confidence >= SURE) if mention else (None, False)


def _listed(name: str, lexicon: FoodLexicon) -> Iterator[FoodId]:
    """Yield the foods of a line that names several: 青椒、苦瓜、茄子."""
    outside = _ASIDE.sub(" ", name)
    if _SEVERAL.search(outside):
        yield from (mention.food.id for mention in lexicon.find(outside))


def _body(note: Note) -> str:
    """Return everything a note says below its title."""
    lines = [*note.tags, note.text]
    if note.recipe is not None:
        lines += [f"{line.name} {line.note}" for line in note.recipe.ingredients]
        lines += [*note.recipe.steps, *note.recipe.equipment]
    return "\n".join(line for line in lines if line.strip())
