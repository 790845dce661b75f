"""What holds for any knowledge base and any query."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from community.models import Note
from recipes.knowledge import index_note
from recipes.retrieval import Query
from tests.recipes.retrieval.shelf import built, food, lexicon, note

NAMES = (
    "豆腐",
    "鸡蛋",
    "番茄",
    "花生",
    "生抽",
    "虾仁",
    "五花肉",
    "黄瓜",
    "香菜",
    "卡布噜噜",
    "盐",
)
KNOWN = tuple(name for name in NAMES if name != "卡布噜噜")
CLASSES = ("peanut", "soy", "egg", "crustacean", "gluten")


@st.composite
def shelves(draw: st.DrawFn) -> list[Note]:
    lines = draw(st.lists(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4), max_size=6))
    said = draw(st.lists(st.sampled_from(("", "撒花生", "加一点生抽")), min_size=6, max_size=6))
    return [
        note(f"n{row}", names[0], " ".join(names), steps=[said[row]])
        for row, names in enumerate(lines)
    ]


queries = st.builds(
    Query,
    text=st.lists(st.sampled_from((*KNOWN, "不要放", "炒", "汤")), max_size=4).map(" ".join),
    foods=st.dictionaries(st.sampled_from([food(name) for name in KNOWN]), st.floats(0, 3)),
    avoid=st.frozensets(st.sampled_from([food(name) for name in KNOWN]), max_size=2),
    allergies=st.frozensets(st.sampled_from(CLASSES), max_size=2),
    month=st.none() | st.integers(1, 12),
    n=st.integers(-1, 8),
)


@settings(deadline=None, max_examples=40)
@given(shelves(), queries)
def test_answers_keep_every_promise(notes: list[Note], query: Query) -> None:
    ranked = built(notes).search(query)
    assert len(ranked.items) <= max(query.n, 0)
    assert len(set(ranked.ids)) == len(ranked.items)
    assert [i.score for i in ranked.items] == sorted((i.score for i in ranked.items), reverse=True)
    by_id = {one.id: index_note(one, lexicon()) for one in notes}
    for item in ranked.items:
        held = by_id[note(item.id, "").id]
        assert item.score > 0
        assert not held.allergens & query.allergies
        assert not set(held.foods) & query.avoid
        assert not (held.unknown and query.allergies)


@settings(deadline=None, max_examples=25)
@given(shelves().filter(bool), queries)
def test_another_note_never_changes_what_the_foods_count(notes: list[Note], query: Query) -> None:
    more = [*notes, note("other", "西瓜汁", "西瓜")]
    wide = Query(text=query.text, foods=query.foods, n=10)
    before = {item.id: item.components["foods"] for item in built(notes).search(wide).items}
    after = {item.id: item.components["foods"] for item in built(more).search(wide).items}
    assert {id_: after[id_] for id_ in before} == before


@settings(deadline=None, max_examples=15)
@given(shelves(), queries)
def test_the_same_query_gives_the_same_answer(notes: list[Note], query: Query) -> None:
    assert built(notes).search(query) == built(list(reversed(notes))).search(query)
