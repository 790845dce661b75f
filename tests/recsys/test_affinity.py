"""The ridge regression against a dense one written out, and what it finds in a known shop."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from recsys.affinity import affinity_of, fit_affinity, own_affinity, speaks_most
from recsys.baskets import Baskets, Clock
from recsys.config import Config
from recsys.profiles import nobody, profile
from tests.recsys.shop import any_baskets, baskets_of

CONFIG = Config(penalty=2.0, depth=2, freshness=0.5, memory=0.8)
PAIRED = [
    (f"u{user}", time, item)
    for user in range(40)
    for time, item in enumerate(("tea", "cup") if user % 2 else ("rice", "bowl"))
]


def unit(values: NDArray[np.float64]) -> NDArray[np.float64]:
    length = np.linalg.norm(values)
    return values / length if length else values


def examples(baskets: Baskets, config: Config) -> list[tuple[int, NDArray[np.float64], set[int]]]:
    """Return (age, what a user had as input, the answer) by loops over the definition."""
    found = []
    for age in range(config.depth):
        for user in range(baskets.users):
            mine = baskets.user == user
            answer = set(baskets.item[mine & (baskets.age == age)].tolist())
            before = mine & (baskets.age > age)
            if not answer or not before.any():
                continue
            whole, last = np.zeros(baskets.items), np.zeros(baskets.items)
            for line in np.flatnonzero(before):
                whole[baskets.item[line]] += config.memory ** int(baskets.age[line])
            newest = baskets.age[before].min()
            last[baskets.item[before & (baskets.age == newest)]] = 1
            found.append((age, np.append(unit(whole), unit(last)), answer))
    return found


@settings(max_examples=40)
@given(any_baskets(Clock.OWN))
def test_the_weights_are_those_of_a_dense_ridge_with_a_free_intercept_per_age(
    baskets: Baskets,
) -> None:
    rows = examples(baskets, CONFIG)
    affinity = fit_affinity(baskets, CONFIG)
    if not rows:
        assert not affinity.weight.any()
        return
    used = np.concatenate([affinity.inputs, affinity.inputs + baskets.items])
    ages = np.array([age for age, *_ in rows])
    intercepts = (ages[:, None] == np.arange(CONFIG.depth)).astype(float)
    design = np.hstack([np.array([had for _, had, _ in rows])[:, used], intercepts])
    took = np.array([[float(item in answer) for item in affinity.outputs] for *_, answer in rows])
    weight = (CONFIG.freshness**ages)[:, None]
    penalty = np.diag([CONFIG.penalty] * len(used) + [1e-9] * CONFIG.depth)
    expected = np.linalg.solve(design.T @ (weight * design) + penalty, design.T @ (weight * took))
    assert affinity.weight == pytest.approx(expected[: len(used)], abs=1e-4)


def test_what_follows_is_found_and_said() -> None:
    baskets = baskets_of(PAIRED)
    affinity = fit_affinity(baskets, Config(penalty=1.0))
    tea = profile(baskets.keep(baskets.age == 1), 1.0).take([baskets.user_ids.tolist().index("u1")])
    chance = affinity_of(affinity, tea, np.arange(baskets.items))[0]
    names = baskets.item_ids.tolist()
    assert names[int(np.argmax(chance))] == "cup"
    assert chance[names.index("bowl")] < 0
    spoke = speaks_most(affinity, tea, names.index("cup"))
    assert spoke is not None
    assert names[spoke] == "tea"
    assert speaks_most(affinity, tea, names.index("bowl")) is None


def test_the_average_history_adds_nothing() -> None:
    baskets = baskets_of(PAIRED)
    affinity = fit_affinity(baskets, Config(penalty=1.0))
    before = profile(baskets.keep(baskets.age > 0), 1.0)
    chance = affinity_of(affinity, before, np.arange(baskets.items))
    assert chance.mean(axis=0) == pytest.approx(np.zeros(baskets.items), abs=1e-5)


def test_somebody_without_a_history_has_no_affinity() -> None:
    baskets = baskets_of(PAIRED)
    affinity = fit_affinity(baskets, Config())
    assert not affinity_of(affinity, nobody(), np.arange(4)).any()
    assert speaks_most(affinity, nobody(), 0) is None


@given(any_baskets(), st.integers(1, 4), st.integers(1, 4))
def test_only_the_most_bought_take_part_and_nothing_else_changes_shape(
    baskets: Baskets, inputs: int, outputs: int
) -> None:
    affinity = fit_affinity(baskets, replace(CONFIG, inputs=inputs, outputs=outputs))
    assert affinity.weight.shape == (2 * len(affinity.inputs), len(affinity.outputs))
    assert len(affinity.inputs) <= inputs
    assert len(affinity.outputs) <= outputs


@given(any_baskets())
def test_affinity_to_ones_own_items_is_the_same_either_way(baskets: Baskets) -> None:
    affinity = fit_affinity(baskets, CONFIG)
    known = profile(baskets, CONFIG.memory)
    every = affinity_of(affinity, known, np.arange(baskets.items))
    own = own_affinity(affinity, known)
    assert own == pytest.approx(every[known.owner, known.item], abs=1e-5)


def test_an_item_sold_in_half_the_weeks_counts_as_if_it_always_was() -> None:
    """Ten of twenty take plums whenever there are any, which is in 12 of 24 weeks."""
    sold = np.random.default_rng(3).permutation(24)[:12].tolist()
    lines = [(f"u{u}", week, "rice") for u in range(20) for week in range(24)]
    fans = [(f"u{u}", week, "plum") for u in range(10) for week in sold]
    baskets = baskets_of(lines + fans, Clock.SHARED)
    config = Config(penalty=0.01, depth=20, freshness=1.0)
    affinity = fit_affinity(baskets, config)
    everyone = profile(baskets, config.memory)
    plum = baskets.item_ids.tolist().index("plum")
    chance = affinity_of(affinity, everyone, np.array([plum]))[:, 0]
    is_fan = np.array([int(id_[1:]) < 10 for id_ in baskets.user_ids.tolist()])
    assert chance[is_fan].mean() - chance[~is_fan].mean() == pytest.approx(1.0, abs=0.3)
