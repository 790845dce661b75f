"""A small knowledge base over the shipped tables, and the retriever over it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from community.foods import FoodLexicon, load_foods
from community.ids import CommunityId, FoodId, NoteId
from community.models import Ingredient, Note, NoteKind, RecipeBody
from community.reference import load_reference
from recipes.embedding.lsa import LsaEmbedder
from recipes.retrieval import Retriever
from recipes.retrieval.wanted import Wanted, read_query
from tests.recipes.embedding.fakes import HashedWords


@cache
def lexicon() -> FoodLexicon:
    return load_foods()


def note(
    id_: str,
    title: str,
    foods: str = "",
    *,
    text: str = "",
    steps: Sequence[str] = (),
    kind: NoteKind = NoteKind.RECIPE,
    lang: str = "zh",
    solar_term: str = "",
) -> Note:
    """Return a note; `foods` are ingredient names set apart by spaces."""
    lines = tuple(Ingredient(name=name) for name in foods.split())
    body = RecipeBody(ingredients=lines, steps=tuple(steps)) if foods or steps else None
    return Note(
        id=NoteId(id_), community_id=CommunityId("c"), kind=kind, title=title, text=text,
        source="made up for the tests", licence="CC0-1.0", lang=lang, solar_term=solar_term,
        recipe=body,
    )  # fmt: skip


SHELF = (
    note("egg-tomato", "番茄炒蛋", "番茄 鸡蛋 盐", steps=["番茄切块，鸡蛋打散。", "下锅炒匀。"]),
    note("tofu-cabbage", "白菜炖豆腐", "大白菜 豆腐 盐", steps=["白菜切段，和豆腐一起炖。"]),
    note("belly", "红烧五花肉", "五花肉 冰糖 生抽", steps=["小火炖到软烂。"]),
    note("pork-pepper", "青椒肉丝", "猪肉 青椒 盐", steps=["大火快炒。"]),
    note("peanut-cucumber", "花生拌黄瓜", "黄瓜 花生 醋", steps=["拍黄瓜，撒花生。"]),
    note("cucumber", "拍黄瓜", "黄瓜 大蒜 醋 香菜", steps=["黄瓜拍碎，加醋和蒜拌匀。"]),
    note("daikon", "凉拌萝卜皮", "萝卜皮 醋", steps=["萝卜皮切条，加醋。"], solar_term="daxue"),
    note("storing", "豆腐怎么保存", text="泡在清水里，每天换水。", kind=NoteKind.TIP),
    note("salad", "Tomato and cucumber salad", "tomato cucumber", lang="en"),
)


@cache
def shelf() -> Retriever:
    return built(SHELF)


def built(notes: Sequence[Note]) -> Retriever:
    """Return an index over these notes, with the embedder that is quick to fit."""
    return Retriever.build(notes, lexicon(), HashedWords())


def learnt(notes: Sequence[Note]) -> Retriever:
    """Return an index over these notes with the default embedder."""
    return Retriever.build(notes, lexicon(), LsaEmbedder())


def read(text: str) -> Wanted:
    """Return what the words of a query come down to."""
    from recipes.retrieval import Query

    return read_query(Query(text=text), lexicon(), load_reference().allergens)


def food(name: str) -> FoodId:
    """Return the id of a food by its name."""
    mention = lexicon().resolve(name)
    assert mention is not None, name
    return mention.food.id
