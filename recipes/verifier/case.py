"""What a draft is judged against, and what is found wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from community.foods import Food, FoodLexicon, Mention
from community.ids import FoodId, NoteId
from community.models import Note
from community.reference import Reference
from recipes.draft import Draft
from recipes.gate.household import Household
from recipes.gate.pantry import Item
from recipes.reader import Reader
from recipes.request import Lang


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing wrong: a stable code, the place ("title", "steps/2", "ingredients/0"), words."""

    code: str
    place: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Who eats, what is at hand, which staples are taken for granted, which notes may be cited."""

    household: Household
    items: tuple[Item, ...]
    staples: frozenset[FoodId]
    lexicon: FoodLexicon
    reference: Reference
    reader: Reader
    notes: Mapping[NoteId, Note]
    lang: Lang


# Verbs and shapes that are also the name of a food (fries, rubs, crisps, greens; 中火烧热).
COOKING_WORDS = frozenset(
    {"fry", "stir-fry", "rub", "crisp", "sprinkle", "filling", "green", "soup", "noodle soup"}
    | {"toast", "broth", "火烧", "料汁", "碗汁", "酱汁", "芡汁", "味汁", "蘸汁", "粉浆", "水淀粉"}
    | {"嫩肉", "红根", "奶皮", "面糊", "蛋液", "汤汁", "馅料", "面团", "菜汁", "肉汁"}
    | {"皮子", "薄皮", "外皮"}
)


class Reading:
    """A draft and the foods that its words name."""

    def __init__(self, draft: Draft, reader: Reader) -> None:
        self.draft = draft
        self._reader = reader

    @cached_property
    def mentions(self) -> Mapping[str, tuple[Mention, ...]]:
        """Return the mentions of foods in each place, words of cooking left out."""
        return {
            place: tuple(
                mention
                for mention in self._reader.foods(text)
                if mention.text.casefold() not in COOKING_WORDS
            )
            for place, text in self.texts()
        }

    @cached_property
    def named(self) -> Mapping[str, tuple[Food, ...]]:
        """Return the foods named in each place."""
        return {
            place: tuple(mention.food for mention in mentions)
            for place, mentions in self.mentions.items()
        }

    def texts(self) -> Iterator[tuple[str, str]]:
        """Yield every place of the draft with its words."""
        yield "title", self.draft.title
        for row, line in enumerate(self.draft.lines):
            yield f"ingredients/{row}", line.name
        for row, step in enumerate(self.draft.steps):
            yield f"steps/{row}", step.text
            if step.part:
                yield f"title/{row}", step.part

    def steps(self) -> Iterator[tuple[str, str]]:
        """Yield the steps alone."""
        return ((place, text) for place, text in self.texts() if place.startswith("steps/"))


def related(one: Food, other: Food) -> bool:
    """Say whether two foods are the same thing in a recipe: equal, kind of, or part of."""
    family = {other.id, other.broader, other.parent}
    return not {one.id, one.broader, one.parent}.isdisjoint(family - {None})
