from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from community.errors import InvalidInput
from recsys.baskets import Clock
from recsys.batch import Avoided, pick_for_all, prepare
from recsys.config import Config
from recsys.model import Model, fit
from recsys.reasons import deciding
from tests.recsys.shop import baskets_of, habitual_shop

PARTS = ("personal", "affinity", "popularity")


@pytest.fixture(scope="module")
def model() -> Model:
    lines = [*habitual_shop(users=50), ("stranger", 0, "p40")]
    return fit(baskets_of(lines, Clock.SHARED), Config(freshness=0.9, depth=6, penalty=3.0))


@pytest.fixture(scope="module")
def everybody(model: Model) -> np.ndarray:
    return np.arange(len(model.user_ids))


def test_everybody_gets_what_each_alone_would_get(model: Model, everybody: np.ndarray) -> None:
    picks = pick_for_all(prepare(model), everybody, 8, threads=2)
    because = 0
    for user, id_ in enumerate(model.user_ids.tolist()):
        alone = model.recommend(id_, 8).items
        assert model.item_ids[picks.item[user]].tolist() == [item.id for item in alone]
        for rank, item in enumerate(alone):
            parts = {name: float(getattr(picks, name)[user, rank]) for name in PARTS}
            assert parts == pytest.approx(dict(item.components), abs=1e-6)
            assert picks.score[user, rank] == pytest.approx(item.score, abs=1e-6)
            decided = [name for k, name in enumerate(PARTS) if picks.decided[k, user, rank]]
            assert set(decided) == set(deciding(item.components))
            spoke = [r.params.get("because") for r in item.reasons if r.code == "neighbours_like"]
            row = int(picks.because[user, rank])
            assert (str(model.item_ids[row]) if row >= 0 else None) == (spoke or [None])[0]
            because += row >= 0
    assert because > 20


def test_blocks_and_threads_change_nothing(
    model: Model, everybody: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = pick_for_all(prepare(model), everybody, 5)
    monkeypatch.setattr("recsys.batch._CELLS_AT_ONCE", 7 * len(model.item_ids))
    parts = pick_for_all(prepare(model), everybody, 5, threads=3)
    assert np.array_equal(whole.item, parts.item)
    assert np.array_equal(whole.decided, parts.decided)


def test_only_what_is_on_offer_is_picked(model: Model, everybody: np.ndarray) -> None:
    picks = pick_for_all(prepare(model, np.array([3, 1, 8, 3])), everybody, 9)
    assert picks.item.shape == (len(everybody), 3)
    assert {tuple(sorted(row)) for row in picks.item.tolist()} == {(1, 3, 8)}


def test_what_somebody_avoids_is_not_picked_and_the_list_gets_shorter(
    model: Model, everybody: np.ndarray
) -> None:
    users = np.zeros((len(everybody), 2), bool)
    items = np.zeros((len(model.item_ids), 2), bool)
    users[4, 1] = True
    items[5:, 1] = True
    items[:, 0] = True  # what nobody avoids may be in everything
    picks = pick_for_all(prepare(model), everybody, 8, avoided=Avoided(users=users, items=items))
    assert sorted(picks.item[4].tolist()) == [-1, -1, -1, 0, 1, 2, 3, 4]
    assert not picks.score[4, 5:].any()
    assert np.array_equal(picks.item[5:], pick_for_all(prepare(model), everybody, 8).item[5:])


def test_nobody_and_nothing_give_nothing(model: Model, everybody: np.ndarray) -> None:
    assert pick_for_all(prepare(model), everybody[:0], 5).item.shape == (0, 5)
    assert pick_for_all(prepare(model, everybody[:0]), everybody, 5).item.shape == (51, 0)
    assert pick_for_all(prepare(model), everybody, 0).decided.shape == (3, 51, 0)


def test_a_model_with_a_ranker_is_refused(model: Model) -> None:
    ranker: Any = object()
    with pytest.raises(InvalidInput, match="ranker"):
        prepare(replace(model, ranker=ranker))
