from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from community.errors import InvalidField
from recsys.baskets import Baskets
from recsys.config import Config
from recsys.evaluation import (
    evaluate,
    evaluate_files,
    evaluate_model,
    seen_by,
    target,
    visible,
)
from recsys.model import fit
from tests.recsys.ranker.shop import QUICK, rhythmic, rhythmic_shop
from tests.recsys.shop import baskets_of, habitual_shop

BASKETS = baskets_of(habitual_shop())
PARTS = {
    id_: ("train", "val", "test")[row % 3] for row, id_ in enumerate(BASKETS.user_ids.tolist())
}


def train(baskets: Baskets) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return np.array([PARTS[id_] == "train" for id_ in baskets.user_ids.tolist()])


def test_on_the_history_track_no_target_is_seen_and_changes_nothing() -> None:
    seen = visible(BASKETS, train(BASKETS), "history")
    assert not (seen & (BASKETS.time == BASKETS.last[BASKETS.user])).any()
    assert seen.sum() == (BASKETS.time < 11).sum()


def test_on_the_standard_track_only_targets_of_train_users_are_seen() -> None:
    seen = visible(BASKETS, train(BASKETS), "standard")
    targets = BASKETS.time == BASKETS.last[BASKETS.user]
    assert (seen & targets).sum() == (targets & train(BASKETS)[BASKETS.user]).sum()
    assert seen[~targets].all()


def test_the_target_is_the_last_basket_of_the_users_asked_for() -> None:
    baskets = baskets_of([("a", 0, "x"), ("b", 0, "x"), ("b", 1, "y"), ("b", 1, "z")])
    truth = target(baskets, np.array([1, 0]))
    assert (truth.start.tolist(), truth.item.tolist()) == ([0, 2, 3], [1, 2, 0])


@pytest.mark.parametrize("track", ["history", "standard"])
def test_habits_are_found_and_all_figures_are_there(track: str) -> None:
    result = evaluate(BASKETS, PARTS, track)
    assert (result["track"], result["users"]) == (track, 20)
    assert result["metrics"]["recall@10"] > 0.6
    assert result["metrics"]["repeat_recall@10"] > result["metrics"]["explore_recall@10"]
    for name in ("recall", "ndcg", "ndcg_cut", "phr"):
        assert {
            f"{part}{name}@{k}" for part in ("", "repeat_", "explore_") for k in (10, 20)
        } <= set(result["metrics"])
    assert result["fit_s"] >= 0
    assert result["peak_rss_mb"] > 0


def test_a_target_of_a_test_user_does_not_reach_the_model() -> None:
    """Whatever the test users really bought last, the lists they get are the same."""
    last = BASKETS.last[BASKETS.user] == BASKETS.time
    test = np.array([PARTS[id_] == "test" for id_ in BASKETS.user_ids.tolist()])[BASKETS.user]
    lines = zip(
        BASKETS.user_ids[BASKETS.user].tolist(),
        BASKETS.time.tolist(),
        np.where(last & test, "p00", BASKETS.item_ids[BASKETS.item]).tolist(),
        strict=True,
    )
    changed = baskets_of(lines)
    for track in ("history", "standard"):
        one = BASKETS.keep(visible(BASKETS, train(BASKETS), track))
        two = changed.keep(visible(changed, train(changed), track))
        assert np.array_equal(one.item, two.item)


def test_a_user_with_one_basket_only_is_measured_on_popularity() -> None:
    lines = [*habitual_shop(users=9), ("single", 0, "p01")]
    parts = {f"n{n:02}": "train" for n in range(9)} | {"single": "test"}
    assert evaluate(baskets_of(lines), parts, "history")["users"] == 1


def test_another_track_or_nobody_to_test_is_refused() -> None:
    with pytest.raises(InvalidField, match="/track"):
        evaluate(BASKETS, PARTS, "future")
    with pytest.raises(InvalidField, match="/split"):
        evaluate(BASKETS, dict.fromkeys(PARTS, "train"), "history")


@pytest.mark.slow
def test_real_shoppers_are_served_as_well_as_promised(shared: Path) -> None:
    """goals.md, history track, on one split of Ta-Feng."""
    folder = shared / "datasets" / "tafeng"
    result = evaluate_files(folder / "baskets.parquet", folder / "split_0.csv", "history")
    assert result["users"] == 2772
    assert result["metrics"]["recall@10"] >= 0.160
    assert result["metrics"]["ndcg@10"] >= 0.140
    assert result["metrics"]["phr@10"] >= 0.46
    assert result["fit_s"] + result["predict_s"] <= 30


def thirds(baskets: Baskets) -> dict[str, str]:
    names = ("train", "train", "test")
    return {id_: names[row % 3] for row, id_ in enumerate(baskets.user_ids.tolist())}


def test_the_ranker_learns_from_train_users_what_a_sum_cannot_know() -> None:
    shop = rhythmic()
    sum_alone = evaluate(shop, thirds(shop), "standard", config=Config())
    result = evaluate(shop, thirds(shop), "standard", config=QUICK)
    assert result["model"]["ranker"]
    assert result["metrics"]["ndcg@10"] > 1.05 * sum_alone["metrics"]["ndcg@10"]


@pytest.mark.parametrize("taught", [0, 3])
def test_without_enough_train_users_standard_is_what_history_is(taught: int) -> None:
    shop = baskets_of(rhythmic_shop(users=60))
    parts = {
        id_: "train" if row < taught else "test" for row, id_ in enumerate(shop.user_ids.tolist())
    }
    standard, history = (evaluate(shop, parts, track) for track in ("standard", "history"))
    assert not standard["model"]["ranker"]
    assert standard["metrics"] == history["metrics"]


def test_a_model_fitted_elsewhere_is_measured_the_same() -> None:
    model = fit(seen_by(BASKETS, PARTS, "history"))
    assert (
        evaluate_model(model, BASKETS, PARTS)["metrics"]
        == (evaluate(BASKETS, PARTS, "history")["metrics"])
    )


@pytest.mark.slow
def test_real_shoppers_who_answered_teach_the_ranker(shared: Path) -> None:
    """The standard track on one split of Ta-Feng: figures reached, the goals are higher."""
    folder = shared / "datasets" / "tafeng"
    result = evaluate_files(folder / "baskets.parquet", folder / "split_0.csv", "standard")
    assert result["model"]["ranker"]
    assert result["metrics"]["recall@10"] >= 0.19
    assert result["metrics"]["ndcg@10"] >= 0.165
    assert result["metrics"]["phr@10"] >= 0.515
    assert result["peak_rss_mb"] <= 4096
