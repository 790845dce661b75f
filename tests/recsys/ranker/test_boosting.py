from __future__ import annotations

import lightgbm
import numpy as np
import pytest

from recsys.ranker.boosting import Lesson, as_arrays, boost
from recsys.ranker.features import COMPONENT_OF, COMPONENTS, FEATURES


def lesson(rows: int = 3000) -> Lesson:
    """Return rows in which the first feature of every component decides."""
    random = np.random.default_rng(2)
    table = random.random((rows, len(FEATURES))).astype(np.float32)
    first = [int(np.flatnonzero(g == COMPONENT_OF)[0]) for g in range(len(COMPONENTS))]
    chance = 0.5 * table[:, first[0]] ** 3 + 0.2 * table[:, first[1]] * table[:, first[2]]
    return Lesson(table, random.random(rows) < chance, np.full(rows, -2.0), np.ones(rows))


def test_our_trees_say_what_lightgbm_says() -> None:
    told = lesson()
    data = lightgbm.Dataset(told.table, told.taken.astype(np.float32))
    booster = lightgbm.train({"objective": "binary", "verbose": -1, "num_threads": 1}, data, 20)
    trees = as_arrays([tree["tree_structure"] for tree in booster.dump_model()["tree_info"]])
    expected = np.asarray(booster.predict(told.table, raw_score=True))
    assert trees(told.table).sum(axis=1) == pytest.approx(expected, abs=1e-9)


def test_what_decides_is_credited_to_its_component() -> None:
    told = lesson()
    added = boost(told, 40)(told.table)
    spread = added.std(axis=0)
    assert spread[0] > spread[1] > 0  # habits decide most here
    habit = told.table[:, 0]
    assert np.corrcoef(habit, added[:, 0])[0, 1] > 0.8
    assert abs(np.corrcoef(habit, added[:, 1])[0, 1]) < 0.3


def test_trees_that_found_nothing_to_ask_add_a_number() -> None:
    flat = Lesson(
        np.ones((500, len(FEATURES)), np.float32),
        np.arange(500) % 2 == 0,
        np.zeros(500),
        np.ones(500),
    )
    added = boost(flat, 3)(flat.table[:4])
    assert added.shape == (4, len(COMPONENTS))
    assert added == pytest.approx(np.broadcast_to(added[0], added.shape))


def test_no_row_asked_is_no_row_answered() -> None:
    told = lesson()
    assert boost(told, 2)(told.table[:0]).shape == (0, len(COMPONENTS))
