from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recsys.baskets import Baskets, Clock
from recsys.config import Config
from recsys.profiles import nobody, profile
from recsys.ranker.evidence import AGES, chance_of, learn_evidence
from recsys.ranker.factors import fit_factors
from recsys.ranker.neighbours import unit
from recsys.ranker.pairs import Pairs, unique_pairs
from tests.recsys.ranker.shop import rhythmic
from tests.recsys.shop import any_baskets, baskets_of


@given(st.sampled_from(list(Clock)).flatmap(any_baskets))
def test_facts_are_finite_for_any_shop(baskets: Baskets) -> None:
    evidence = learn_evidence(baskets, profile(baskets, 0.9), Config(depth=2))
    assert np.isfinite(evidence.crowd).all()
    assert np.isfinite(evidence.rates).all()
    assert (evidence.crowd[:, :AGES] <= 1 + 1e-6).all()
    taken = evidence.neighbours.took(evidence.factors.of(profile(baskets, 0.9)), baskets.items)
    assert (taken.value <= 1 + 1e-5).all()
    assert (taken.value >= 0).all()


def test_rates_tell_those_who_knew_an_item_from_those_who_did_not() -> None:
    lines = [(f"k{u}", t, "tea") for u in range(50) for t in range(2)]
    lines += [(f"n{u}", t, "rice") for u in range(50) for t in range(2)]
    evidence = learn_evidence(baskets_of(lines), profile(baskets_of(lines), 0.9), Config())
    tea = np.array([1, 1])
    knew, new = chance_of(evidence, tea, np.array([True, False]))
    assert knew > 0.9
    assert new == 0.0


def test_factors_are_those_of_the_exact_decomposition() -> None:
    profiles, items = profile(rhythmic(), 0.95), rhythmic().items
    factors = fit_factors(profiles, items)
    had = np.zeros((len(profiles), items))
    size = np.diff(profiles.start)[profiles.owner]
    had[profiles.owner, profiles.item] = factors.scale[profiles.item] / np.sqrt(size)
    exact = np.linalg.svd(had)[2][: factors.item.shape[1]].T
    people = factors.of(profiles)
    ours = people[:5] @ factors.item.T
    theirs = had[:5] @ exact @ exact.T
    assert ours == pytest.approx(theirs, abs=0.02)


def test_nobodys_place_is_nowhere() -> None:
    factors = fit_factors(profile(rhythmic(), 0.95), rhythmic().items)
    here = factors.of(nobody())
    assert not here.any()
    assert not unit(here).any()
    assert not factors.likeness(here, Pairs(1, np.array([0]), np.array([3]))).any()


def test_neighbours_are_those_with_a_like_history() -> None:
    """Tea drinkers took a cup next, rice eaters a bowl."""
    lines = [(f"t{u}", t, i) for u in range(400) for t, i in enumerate(("tea", "cup"))]
    lines += [(f"r{u}", t, i) for u in range(400) for t, i in enumerate(("rice", "bowl"))]
    baskets = baskets_of([*lines, ("new", 0, "tea")])
    evidence = learn_evidence(baskets, profile(baskets, 0.9), Config())
    row = {id_: place for place, id_ in enumerate(baskets.item_ids.tolist())}
    who = profile(baskets, 0.9).take([baskets.user_ids.tolist().index("new")])
    taken = evidence.neighbours.took(evidence.factors.of(who), baskets.items)
    asked = unique_pairs(1, np.array([row["cup"], row["bowl"]]), baskets.items)
    share = dict(zip(asked.item.tolist(), taken.at(asked, baskets.items).tolist(), strict=True))
    assert share[row["cup"]] > 0.95
    assert share[row["bowl"]] < 0.05
