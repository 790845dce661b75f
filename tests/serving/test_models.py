"""Models in memory: swapped on disk by another process while they are read."""

from __future__ import annotations

import multiprocessing as mp
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from community.errors import InvalidFile
from community.ids import CommunityId
from recsys.artifact import load, save
from recsys.baskets import Clock
from recsys.config import WEEKLY
from recsys.model import Model, fit
from serving.models import Models
from tests.recsys.shop import baskets_of, habitual_shop

NOW = datetime(2026, 11, 24, tzinfo=UTC)
HOME = CommunityId("home")


def a_model(seed: int) -> Model:
    return fit(baskets_of(habitual_shop(seed, users=9), Clock.SHARED), WEEKLY)


def publish(folder: Path, *seeds: int) -> None:
    for seed in seeds:
        save(a_model(seed), folder, now=NOW)


def test_a_model_trained_by_another_process_is_served_at_once(tmp_path: Path) -> None:
    models = Models(tmp_path)
    publish(tmp_path / HOME, 0)
    old = models.current(HOME)
    assert models.current(HOME) is old
    other = mp.get_context("spawn").Process(target=publish, args=(tmp_path / HOME, 1))
    other.start()
    other.join(60)
    new = models.current(HOME)
    assert new.version != old.version
    assert new.version == load(tmp_path / HOME).version
    assert old.recommend("n01", 3).model_version == old.version  # whoever has it may finish


def test_a_model_swapped_away_while_it_is_read_is_read_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path / HOME, 0)
    reads = []

    def interrupted(folder: Path) -> Any:
        reads.append(folder)
        if len(reads) == 1:
            publish(folder, 1, 2)  # the first is gone by now
            raise InvalidFile("popularity.npy", [])
        return load(folder)

    monkeypatch.setattr("serving.models.load", interrupted)
    assert Models(tmp_path).current(HOME).version == load(tmp_path / HOME).version
    assert len(reads) == 2


def test_a_damaged_model_is_refused_and_not_read_for_ever(tmp_path: Path) -> None:
    publish(tmp_path / HOME, 0)
    (tmp_path / HOME / "current" / "popularity.npy").unlink()
    with pytest.raises(InvalidFile, match="popularity"):
        Models(tmp_path).current(HOME)


def test_only_so_many_models_are_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("serving.models._HELD", 2)
    models, ids = Models(tmp_path), [CommunityId(name) for name in "abc"]
    for id_ in ids:
        publish(tmp_path / id_, 0)
    first, second, third = map(models.current, ids)
    assert models.current(ids[1]) is second
    assert models.current(ids[2]) is third
    assert models.current(ids[0]) is not first
