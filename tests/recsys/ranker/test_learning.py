from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from recsys.artifact import load, save
from recsys.baskets import Clock
from recsys.config import Config
from recsys.model import fit
from recsys.ranker.learning import fit_ranked
from tests.recsys.ranker.shop import QUICK, ranked, rhythmic
from tests.recsys.shop import baskets_of


def test_what_is_due_comes_before_what_was_just_bought() -> None:
    """Seven baskets: the last was an even one, so what came in the odd ones is due."""
    baskets, model = rhythmic(), ranked()
    last = baskets.age == 0
    before = baskets.age == 1
    found = {"due": 0, "simple": 0}
    for user in range(40):
        due = set(baskets.item[before & (baskets.user == user)].tolist())
        due -= set(baskets.item[last & (baskets.user == user)].tolist())
        who = np.array([user])
        found["due"] += len(due & set(model.rank(who, 3)[0].tolist()))
        found["simple"] += len(due & set(fit(baskets).rank(who, 3)[0].tolist()))
    assert found["due"] > 1.3 * found["simple"]


def test_components_add_up_and_a_reason_is_given() -> None:
    ranked_list = ranked().recommend("n007", 8)
    assert len(ranked_list.items) == 8
    for item in ranked_list.items:
        assert item.score == pytest.approx(sum(item.components.values()), abs=1e-12)
        assert 0 < item.score < 1
        assert item.reasons
    assert ranked_list.items[0].reasons[0].code in {"bought_often", "bought_last"}


def test_everyone_gets_in_the_batch_what_they_get_alone() -> None:
    model = ranked()
    batch = model.rank(np.arange(30), 6)
    for user, rows in enumerate(batch):
        alone = model.recommend(str(model.user_ids[user]), 6)
        assert tuple(model.item_ids[rows].tolist()) == alone.ids


def test_a_stranger_gets_an_answer_and_a_session_the_users_own() -> None:
    model, baskets = ranked(), rhythmic()
    assert len(model.recommend("stranger", 5).items) == 5
    history = [
        model.item_ids[baskets.item[(baskets.user == 3) & (baskets.time == time)]].tolist()
        for time in range(7)
    ]
    assert model.recommend(None, 5, history=history).ids == model.recommend("n003", 5).ids


def test_the_order_in_which_candidates_are_given_changes_nothing() -> None:
    model = ranked()
    rows = np.arange(len(model.item_ids))
    who = model.profile_of("n007")
    assert model.parts(who, rows[::-1]).total[:, ::-1] == pytest.approx(
        model.parts(who, rows).total
    )


def test_a_ranker_is_saved_and_serves_the_same(tmp_path: Path) -> None:
    model = ranked()
    save(model, tmp_path, now=datetime(2026, 11, 24, tzinfo=UTC))
    loaded = load(tmp_path)
    assert loaded.ranker is not None
    assert isinstance(loaded.ranker.trees.worth, np.memmap)
    for who in ("n001", "n250", None):
        assert loaded.recommend(who, 10).items == model.recommend(who, 10).items


def test_on_a_shared_calendar_weeks_are_the_exams() -> None:
    model = fit_ranked(rhythmic(Clock.SHARED), Config(rounds=30, exams=2, depth=2, freshness=0.9))
    assert model.ranker is not None


def test_the_same_baskets_give_the_same_trees() -> None:
    again = fit_ranked(rhythmic(), QUICK).ranker
    first = ranked().ranker
    assert again is not None
    assert first is not None
    assert np.array_equal(again.trees.worth, first.trees.worth)


def test_where_nothing_can_be_proven_the_simple_sum_serves() -> None:
    few = baskets_of([(f"u{user}", time, "x") for user in range(5) for time in range(3)])
    assert fit_ranked(few, QUICK).ranker is None
    nobody = np.zeros(rhythmic().users, bool)
    assert fit_ranked(rhythmic(), QUICK, nobody).ranker is None
    single = baskets_of([(f"u{user}", 0, f"i{user % 7}") for user in range(300)])
    assert fit_ranked(single, QUICK).ranker is None
    assert fit_ranked(rhythmic(), Config()).ranker is None


def test_where_chance_rules_the_simple_sum_serves() -> None:
    random = np.random.default_rng(1)
    lines = [(f"u{u}", t, f"i{random.integers(30)}") for u in range(300) for t in range(3)]
    assert fit_ranked(baskets_of(lines), QUICK).ranker is None
