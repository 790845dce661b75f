from __future__ import annotations

import numpy as np
import pytest

from recsys.baskets import Clock
from recsys.config import WEEKLY
from recsys.content import LINK, Content
from recsys.lessons import lesson
from recsys.model import Model, fit
from recsys.newcomers_fit import fit_newcomers
from recsys.prior import Lesson, Prior, pool
from tests.recsys.shop import Line, baskets_of

FOODS = ("tofu", "scallion", "beef", "potato", "apple", "pear")


def street(seed: int, *, users: int = 60, weeks: int = 8) -> tuple[Model, dict[str, Content]]:
    """Return a community where tofu goes with scallion and beef with potato; ids are its own."""
    random = np.random.default_rng(seed)
    contents: dict[str, Content] = {
        f"{seed}-{food}": {"food": {food: 1.0}, "supplier": {f"s{seed}": 1.0}} for food in FOODS
    }
    lines: list[Line] = []
    for who in range(users):
        pair = ("tofu", "scallion") if who % 2 else ("beef", "potato")
        for week in range(weeks):
            bought = {food for food in pair if random.random() < 0.7} | {str(random.choice(FOODS))}
            bought |= {"apple"} if random.random() < 0.6 else set()
            lines += [(f"{seed}-n{who:02}", week, f"{seed}-{food}") for food in bought]
    return fit(baskets_of(lines, Clock.SHARED), WEEKLY), contents


def learnt() -> Prior:
    return pool([lesson(*street(seed)) for seed in (1, 2, 3)])


PRIOR = learnt()


def together(one: str, other: str) -> float:
    places = dict(zip(PRIOR.features.tolist(), PRIOR.place, strict=True))
    return float(places[f"food/{one}"] @ places[f"food/{other}"])


def test_what_goes_together_elsewhere_is_known_by_its_foods() -> None:
    assert together("tofu", "scallion") > 0.2 > -0.2 > together("tofu", "potato")
    assert together("beef", "potato") > 0.2


def test_what_is_liked_elsewhere_is_known_relative_to_the_mean() -> None:
    apple, pear, unheard = PRIOR.liked(
        [{"food": {"apple": 1.0}}, {"food": {"pear": 1.0}}, {"food": {"durian": 1.0}}]
    )
    assert apple > 1.2 > 0.8 > pear
    assert unheard == 1.0


def test_a_new_community_recommends_what_goes_together_elsewhere() -> None:
    """Nobody has bought scallion or potato yet; one has just bought tofu for the first time."""
    _, contents = street(9)
    lines = [("a", 0, "9-tofu"), ("b", 0, "9-beef"), ("c", 0, "9-apple"), ("c", 0, "9-pear")]
    young = fit(baskets_of(lines, Clock.SHARED), WEEKLY)
    wanted = [contents["9-scallion"], contents["9-potato"]]

    def liked(prior: Prior | None) -> tuple[float, float]:
        seen = fit_newcomers(young, contents, prior=prior).see(wanted, young.item_row)
        scallion, potato = seen.content(young.profile_of("a"))[0]
        return scallion, potato

    assert liked(None)[0] == pytest.approx(liked(None)[1], abs=1e-3)
    assert liked(PRIOR)[0] > liked(PRIOR)[1] + 1e-3


def test_less_is_borrowed_with_every_basket() -> None:
    few, many = (fit_newcomers(*street(9, weeks=weeks), prior=PRIOR).borrowed for weeks in (1, 12))
    assert 0 < many < few <= 0.75
    assert fit_newcomers(*street(9)).borrowed == 0


def test_only_what_five_neighbours_of_two_communities_did_is_told() -> None:
    few = [lesson(*street(seed, users=4)) for seed in (1, 2, 3)]
    assert len(pool(few).features) == 0
    assert len(pool([lesson(*street(1))]).features) == 0
    names = {str(name) for name in PRIOR.features}
    assert names == {f"food/{food}" for food in FOODS}
    assert not any("supplier" in group for group in PRIOR.weights)


def test_pooled_figures_are_means_and_what_one_alone_says_is_left_out() -> None:
    def told(features: list[str], liking: float, pair: float) -> Lesson:
        square = np.full((2, 2), pair) + np.eye(2)
        return Lesson(
            features=np.array(features),
            liking=np.array([liking, 1.0]),
            together=square,
            weights={"food": 1.0},
        )

    prior = pool([told(["food/a", "food/b"], 2.0, 0.4), told(["food/a", "food/c"], 4.0, 0.9)])
    assert prior.features.tolist() == ["food/a"]
    assert prior.liking.tolist() == [3.0]
    assert prior.place @ prior.place.T == pytest.approx(np.array([[1.65]]))
    assert prior.weights == {"food": 1.0, LINK: 0.5}


def test_nothing_told_teaches_nothing() -> None:
    nothing = pool([])
    content: Content = {"food": {"tofu": 1.0}}
    assert nothing.extend(content) == content
    assert nothing.liked([content]).tolist() == [1.0]
    model, contents = street(9)
    assert np.isfinite(fit_newcomers(model, contents, prior=nothing).taste).all()


def test_a_product_is_placed_by_its_foods_alone() -> None:
    extended = PRIOR.extend({"food": {"tofu": 1.0}, "name": {"豆": 1.0}})
    assert set(extended) == {"food", "name", LINK}
    assert extended[LINK] == PRIOR.extend({"food": {"tofu": 1.0}})[LINK]
