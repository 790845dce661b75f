"""Which notes come back for a query, in which order, and why."""

from __future__ import annotations

import pytest

from community.ids import FoodId
from community.models import NoteKind
from recipes.retrieval import Query
from recipes.retrieval.retriever import LISTED
from tests.recipes.retrieval.shelf import SHELF, built, food, learnt, note, shelf


def ids(query: Query) -> tuple[str, ...]:
    return shelf().search(query).ids


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("番茄 鸡蛋", "egg-tomato"),
        ("西红柿和鸡卵快过期了，能做什么", "egg-tomato"),
        ("What can I make with tomatoes and eggs?", "egg-tomato"),
        ("冰箱里还剩半棵白菜和一块豆腐", "tofu-cabbage"),
        ("豆付 白菜", "tofu-cabbage"),
        ("拍碎了加醋和蒜拌一拌的凉菜", "cucumber"),
        ("豆腐怎么保存，要换水吗", "storing"),
    ],
)
def test_the_note_that_was_meant_comes_first(text: str, best: str) -> None:
    assert ids(Query(text=text))[0] == best
    assert learnt(SHELF).search(Query(text=text)).ids[0] == best


def test_a_note_with_all_the_foods_comes_before_one_with_some() -> None:
    found = ids(Query(foods={food("黄瓜"): 1.0, food("花生"): 1.0}))
    assert found[:2] == ("peanut-cucumber", "cucumber")


def test_what_spoils_first_weighs_most() -> None:
    both = (food("番茄"), food("豆腐"))
    assert ids(Query(foods={both[0]: 2.0, both[1]: 1.0}))[0] == "egg-tomato"
    assert ids(Query(foods={both[0]: 1.0, both[1]: 2.0}))[0] == "tofu-cabbage"


def test_a_kind_of_the_food_asked_for_is_found_after_the_food_itself() -> None:
    assert ids(Query(foods={food("猪肉"): 1.0}))[:2] == ("pork-pepper", "belly")


def test_salt_alone_says_little() -> None:
    found = shelf().search(Query(foods={food("盐"): 1.0, food("萝卜皮"): 1.0})).items
    counted = {item.id: item.components["foods"] for item in found}
    assert counted["daikon"] > 3 * counted["egg-tomato"] > 0


def test_what_the_foods_count_is_the_share_of_those_asked_that_a_note_uses() -> None:
    both = {food("番茄"): 1.0, food("鸡蛋"): 1.0}
    counted = [
        shelf().search(Query(foods=foods)).items[0].components["foods"]
        for foods in (both, dict.fromkeys(both, 2.5), {**both, food("羊肉"): 1.0})
    ]
    assert counted == pytest.approx([LISTED.foods, LISTED.foods, LISTED.foods * 2 / 3])


def test_the_components_add_up_to_the_score() -> None:
    query = Query(text="凉拌黄瓜", foods={food("黄瓜"): 2.0}, month=7, region="north")
    for item in shelf().search(query).items:
        assert set(item.components) == {"foods", "text", "dense", "season"}
        assert item.score == pytest.approx(sum(item.components.values()), abs=1e-6)


def test_scores_fall_and_ties_are_broken_by_id() -> None:
    twins = [note(id_, "豆腐", "豆腐") for id_ in ("c", "a", "b")]
    ranked = built(twins).search(Query(text="豆腐", n=2))
    assert ranked.ids == ("a", "b")
    scores = [item.score for item in shelf().search(Query(text="黄瓜 番茄")).items]
    assert scores == sorted(scores, reverse=True)


def test_reasons_name_the_foods_used_and_how_many_of_those_asked() -> None:
    query = Query(foods={food("黄瓜"): 1.0, food("花生"): 1.0, food("豆腐"): 1.0})
    reasons = {
        reason.code: dict(reason.params) for reason in shelf().search(query).items[0].reasons
    }
    assert reasons["covers"] == {"used": 2, "asked": 3}
    used = [
        r.params["food"] for r in shelf().search(query).items[0].reasons if r.code == "uses_food"
    ]
    assert used == [food("黄瓜"), food("花生")]


def test_the_season_lifts_what_is_ripe_and_says_so() -> None:
    month = min(next(iter(shelf().lexicon.foods[food("黄瓜")].months.values())))
    region = next(iter(shelf().lexicon.foods[food("黄瓜")].months))
    best = shelf().search(Query(text="黄瓜", month=month, region=region)).items[0]
    assert best.components["season"] > 0
    assert ("in_season", food("黄瓜")) in [(r.code, r.params.get("food")) for r in best.reasons]


def test_a_note_of_the_solar_term_is_found_by_it_alone() -> None:
    assert ids(Query(solar_term="daxue")) == ("daikon",)


def test_kind_language_and_exclusions_narrow() -> None:
    assert ids(Query(text="豆腐", kinds=frozenset({NoteKind.TIP}))) == ("storing",)
    assert set(ids(Query(text="番茄 黄瓜", lang="en"))) == {"salad"}
    first = SHELF[0].id
    assert first not in ids(Query(text="番茄 鸡蛋", exclude=frozenset({first})))


@pytest.mark.parametrize("text", ["", " ", "？！", "zzzz qqqq", "123"])
def test_a_query_that_says_nothing_finds_nothing(text: str) -> None:
    assert ids(Query(text=text)) == ()


def test_no_more_come_back_than_were_asked_for() -> None:
    assert len(ids(Query(text="黄瓜", n=1))) == 1
    assert ids(Query(text="黄瓜", n=0)) == ()
    assert ids(Query(text="黄瓜", n=-3)) == ()


def test_an_empty_index_finds_nothing() -> None:
    for retriever in (built(()), learnt(())):
        ranked = retriever.search(Query(text="豆腐", allergies=frozenset({"soy"}), month=3))
        assert ranked.items == ()


@pytest.mark.parametrize("weight", [0.0, -1.0, float("nan"), float("inf")])
def test_a_weight_that_is_no_positive_number_asks_for_nothing(weight: float) -> None:
    assert ids(Query(foods={food("豆腐"): weight})) == ()


def test_only_how_weights_compare_matters() -> None:
    tiny = {food("番茄"): 2e-170, food("豆腐"): 1e-170}
    assert ids(Query(foods=tiny)) == ids(Query(foods={food("番茄"): 2.0, food("豆腐"): 1.0}))


def test_unknown_foods_are_ignored() -> None:
    assert ids(Query(foods={FoodId("no_such_food"): 1.0})) == ()


def test_the_version_tells_embedders_apart() -> None:
    assert shelf().version != learnt(()).version
    assert shelf().search(Query(text="豆腐")).model_version == shelf().version
