from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from community.errors import InvalidFile, NotTrained
from recsys.artifact import current_version, load, read_manifest, save
from recsys.baskets import Clock
from recsys.config import WEEKLY
from recsys.model import Model, fit
from tests.recsys.shop import baskets_of, habitual_shop

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def model() -> Model:
    return fit(baskets_of(habitual_shop(users=12), Clock.SHARED), WEEKLY)


def test_a_model_that_was_saved_recommends_the_same(model: Model, tmp_path: Path) -> None:
    manifest = save(model, tmp_path, now=NOW, facts={"users": 12})
    loaded = load(tmp_path)
    for who in (*model.user_ids.tolist(), None):
        assert loaded.recommend(who, 10).items == model.recommend(who, 10).items
    assert loaded.config == model.config
    assert loaded.version == manifest.version == current_version(tmp_path)
    assert read_manifest((tmp_path / "current").resolve()).created_at == NOW


def test_arrays_are_mapped_and_not_read(model: Model, tmp_path: Path) -> None:
    save(model, tmp_path, now=NOW)
    assert isinstance(load(tmp_path).affinity.weight, np.memmap)


def test_the_same_content_has_the_same_version(model: Model, tmp_path: Path) -> None:
    first = save(model, tmp_path, now=NOW)
    assert save(model, tmp_path, now=NOW + timedelta(days=1)).version == first.version


def test_a_new_model_takes_over_while_the_old_one_is_in_use(model: Model, tmp_path: Path) -> None:
    save(model, tmp_path, now=NOW)
    old = load(tmp_path)
    before = old.recommend("n01", 5)
    newer = fit(baskets_of(habitual_shop(1, users=12), Clock.SHARED), WEEKLY)
    for day in range(4):
        save(newer, tmp_path, now=NOW + timedelta(days=day))
    assert load(tmp_path).version != old.version
    assert old.recommend("n01", 5) == before
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names[0] == "current"
    assert len(names) == 3


def test_a_failed_save_leaves_the_current_model_and_no_rubbish(
    model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = save(model, tmp_path, now=NOW).version
    names = sorted(path.name for path in tmp_path.iterdir())

    def full(*_: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr("recsys.artifact.os.fsync", full)
    with pytest.raises(OSError, match="no space"):
        save(model, tmp_path, now=NOW)
    assert sorted(path.name for path in tmp_path.iterdir()) == names
    assert load(tmp_path).version == version


def test_without_a_model_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(NotTrained):
        load(tmp_path / "nowhere")
    assert current_version(tmp_path) is None


def damage_array(place: Path) -> None:
    content = bytearray((place / "popularity.npy").read_bytes())
    content[-1] ^= 1
    (place / "popularity.npy").write_bytes(content)


def cut_manifest(place: Path) -> None:
    text = (place / "manifest.json").read_text()
    (place / "manifest.json").write_text(text[: len(text) // 2])


def edit(place: Path, **changes: object) -> None:
    fields = json.loads((place / "manifest.json").read_text())
    (place / "manifest.json").write_text(json.dumps(fields | changes))


DAMAGE = {
    "a flipped bit": (damage_array, "popularity.npy"),
    "a lost file": (lambda place: (place / "habit.npy").unlink(), "habit.npy"),
    "half a manifest": (cut_manifest, "manifest.json"),
    "no manifest": (lambda place: (place / "manifest.json").unlink(), "manifest.json"),
    "a list for a manifest": (
        lambda place: (place / "manifest.json").write_text("[]"),
        "manifest.json",
    ),
    "another setting": (lambda place: edit(place, config={"memory": 0.1}), "manifest.json"),
    "another format": (lambda place: edit(place, format=99), "format"),
    "a file not vouched for": (lambda place: edit(place, checksums={}), "manifest.json"),
}


@pytest.mark.parametrize("kind", DAMAGE)
def test_a_damaged_artifact_is_refused_by_name(model: Model, tmp_path: Path, kind: str) -> None:
    save(model, tmp_path, now=NOW)
    spoil, named = DAMAGE[kind]
    spoil((tmp_path / "current").resolve())
    with pytest.raises(InvalidFile, match="train again") as caught:
        load(tmp_path)
    assert named in str(caught.value)
