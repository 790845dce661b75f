from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest

from recsys.baskets import Baskets
from recsys.config import Config
from recsys.model import Model
from recsys.ranker.candidates import BEST, offered_by
from recsys.ranker.learning import fit_ranked
from recsys.ranker.pairs import Pairs
from recsys.ranker.ranker import candidates
from tests.recsys.ranker.shop import rhythmic_shop
from tests.recsys.shop import baskets_of

CONFIG = Config(rounds=20, exams=2, outputs=200, inputs=200)


@cache
def wide() -> Baskets:
    """Return a shop of more items than are all looked at."""
    return baskets_of(rhythmic_shop(users=1500, baskets=5, items=900))


@cache
def wide_model() -> Model:
    return fit_ranked(wide(), CONFIG)


def test_of_many_items_some_are_looked_at_and_own_ones_always() -> None:
    model = wide_model()
    assert model.ranker is not None
    who = model.profiles.take(np.arange(50))
    offered = offered_by(np.arange(wide().items), model.affinity.outputs, model.popularity)
    found, table = candidates_of(model, 50)
    assert len(found) == len(table)
    count = np.bincount(found.owner, minlength=50)
    assert (count >= BEST).all()
    assert (count < len(offered.candidates)).all()
    looked = set((found.owner * wide().items + found.item).tolist())
    assert set((who.owner * wide().items + who.item).tolist()) <= looked
    assert np.isfinite(table).all()


def candidates_of(model: Model, users: int) -> tuple[Pairs, np.ndarray[Any, Any]]:
    assert model.ranker is not None
    who = model.profiles.take(np.arange(users))
    offered = offered_by(np.arange(wide().items), model.affinity.outputs, model.popularity)
    proposal, table = candidates(
        who, offered, model.simple, model.ranker.evidence, model.ranker.habit
    )
    return proposal.pairs, table


def test_what_was_not_looked_at_comes_after_what_was() -> None:
    model, everything = wide_model(), np.arange(wide().items)
    total = model.parts(model.profiles.take(np.arange(20)), everything).total
    pairs, _ = candidates_of(model, 20)
    looked = np.zeros(total.shape, bool)
    looked[pairs.owner, pairs.item] = True
    lowest = np.where(looked, total, np.inf).min(axis=1)
    highest = np.where(looked, -np.inf, total).max(axis=1)
    assert (highest <= lowest + 1e-12).all()


def test_the_best_are_the_same_by_pairs_and_by_the_whole_row() -> None:
    model, everything = wide_model(), np.arange(wide().items)
    total = model.parts(model.profiles.take(np.arange(20)), everything).total
    for user, rows in enumerate(model.rank(np.arange(20), 12).tolist()):
        assert total[user, rows] == pytest.approx(np.sort(total[user])[::-1][:12])


def test_candidates_that_may_not_be_bought_are_not_looked_at() -> None:
    model = wide_model()
    half = np.arange(0, wide().items, 2)
    assert set(model.rank(np.arange(9), 30, half).ravel().tolist()) <= set(half.tolist())
