"""A kitchen over the shipped tables and a handful of notes, with a retriever in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from community.foods import load_foods
from community.ids import CommunityId, NoteId
from community.models import Ingredient, Note, NoteKind, RecipeBody
from community.ranking import Ranked, Scored
from community.reference import load_reference
from recipes.kitchen import Kitchen
from recipes.llm.port import Drafter
from recipes.reading import read_request
from recipes.request import RecipeRequest
from recipes.retrieval.query import Query

TODAY = date(2026, 11, 24)


@cache
def kitchen() -> Kitchen:
    """Return a kitchen without notes or model."""
    return Kitchen(lexicon=load_foods(), reference=load_reference())


def note(id_: str, title: str, ingredients: str, *steps: str) -> Note:
    """Return a recipe note for two; ingredients as "豆腐 300;盐 2"."""
    lines = []
    for part in ingredients.split(";"):
        name, grams = part.split()
        mention = kitchen().lexicon.resolve(name)
        food = mention.food.id if mention else None
        lines.append(Ingredient(name=name, food_id=food, amount=float(grams), unit="g",
                                grams=float(grams)))  # fmt: skip
    body = RecipeBody(ingredients=tuple(lines), steps=steps, servings=2, minutes=20)
    return Note(
        id=NoteId(id_), community_id=CommunityId("c"), kind=NoteKind.RECIPE, title=title,
        text="", source="made up for the tests", licence="CC0-1.0", recipe=body,
    )  # fmt: skip


NOTES = (
    note("n-daikon", "萝卜皮烧豆腐", "萝卜皮 100;豆腐 150;菜籽油 10;盐 2;清水 100",
         "萝卜皮刷净切条，豆腐切块。",
         "炒锅放菜籽油，中火下萝卜皮炒3分钟，放豆腐，加100毫升清水烧8分钟。",
         "放盐，收汁出锅。"),
    note("n-tomato", "番茄炒蛋", "番茄 300;鸡蛋 150;食用油 15;盐 2",
         "番茄切块，鸡蛋打散。",
         "锅里放食用油，中火把鸡蛋炒到完全凝固，盛出。",
         "下番茄炒4分钟，倒回鸡蛋，放盐。"),
    note("n-peanut", "花生拌豆腐", "豆腐 300;花生 100;盐 2", "豆腐切块，撒花生和盐。"),
)  # fmt: skip


@dataclass(frozen=True)
class Shelf:
    """A retriever that ranks notes by how many of the foods they hold."""

    notes: Sequence[Note]

    def search(self, query: Query) -> Ranked:
        found = []
        for one in self.notes:
            held = {line.food_id for line in one.recipe.ingredients} if one.recipe else set()
            score = sum(weight for food, weight in query.foods.items() if food in held)
            if score:
                found.append(Scored(one.id, score))
        return Ranked(tuple(sorted(found, key=lambda item: -item.score))[: query.n], "shelf")


def stocked(notes: Sequence[Note] = NOTES, drafter: Drafter | None = None) -> Kitchen:
    """Return a kitchen with notes, and a model if given."""
    base = kitchen()
    return Kitchen(
        lexicon=base.lexicon, reference=base.reference, notes={one.id: one for one in notes},
        retriever=Shelf(notes), drafter=drafter,
    )  # fmt: skip


def ask(*have: str | dict[str, Any], **fields: Any) -> RecipeRequest:
    """Return a request for things such as "豆腐:300g"."""
    return read_request({"have": list(have), **fields}, now=TODAY)
