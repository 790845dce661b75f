from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import numpy as np

from benchmarks.contender import measure
from benchmarks.shops import Shop, baskets_of, make_shop


def small_shop(seed: int = 0) -> Shop:
    return make_shop(users=400, items=200, lines=12_000, seed=seed)


def test_a_shop_is_made_of_its_seed() -> None:
    first, same, other = asdict(small_shop()), asdict(small_shop()), asdict(small_shop(1))
    assert all(np.array_equal(first[name], same[name]) for name in first)
    assert not np.array_equal(first["item"], other["item"])


def test_few_things_sell_a_lot_and_people_have_habits() -> None:
    shop = small_shop()
    assert 11_000 < len(shop) < 13_000
    sold = np.sort(np.bincount(shop.item))[::-1]
    assert sold[:20].sum() > 2 * 0.1 * len(shop)  # twice what a tenth would sell alike
    pairs = len(np.unique(shop.user * 200 + shop.item))
    assert pairs < 0.8 * len(shop)
    assert len(baskets_of(shop)) == len(shop)  # each line is there once


def test_our_own_figures_are_measured(tmp_path: Path) -> None:
    np.savez(tmp_path / "shop.npz", **asdict(small_shop()))
    figures = measure(tmp_path / "shop.npz", "lvlin")
    assert figures.pop("name") == "lvlin"
    assert all(value > 0 for value in figures.values()), figures
