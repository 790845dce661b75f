"""The sample community, made once and kept."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path

from community.errors import NotFound, Unavailable
from community.ids import CommunityId, NeighbourId
from community.sample import Progress, build_sample, store_sample
from community.weeks import local_day
from recsys.artifact import current_version
from serving.keys import ROLES, create_key, split_key
from serving.services import Services
from serving.usecases.train import train

SAMPLE_ID = CommunityId("lvlin")
Step = Callable[[str], None]
_NEIGHBOUR = NeighbourId("n001")


def prepare_demo(
    services: Services, *, step: Step, saved: Progress | None = None
) -> Mapping[str, str]:
    """Create and train the sample community where it is missing; return its keys by role.

    What was changed in it since stays as it is. `step` is told what is done next, `saved` the
    noun, how many of it are stored and how many there are.
    """
    if not _exists(services):
        step("sample")
        today = local_day(services.clock(), "Asia/Shanghai")
        sample = build_sample(today, lexicon=services.lexicon)
        with services.database.transaction() as store:
            store_sample(sample, store, saved)
            store.commit()
    if current_version(services.models.folder(SAMPLE_ID)) is None:
        step("train")
        train(services, SAMPLE_ID)
    return _keys(services, services.settings.home / "demo-keys.json")


def _exists(services: Services) -> bool:
    with services.database.read() as store:
        return bool(store.communities.known(SAMPLE_ID, [SAMPLE_ID]))


def _keys(services: Services, path: Path) -> Mapping[str, str]:
    """Return the demo keys: they open synthetic data only, so they may be kept in a file."""
    if path.exists() and (kept := _read(services, path)):
        return kept
    texts, keys = {}, []
    for role, scopes in ROLES.items():
        key, texts[role] = create_key(
            SAMPLE_ID,
            scopes,
            label=f"demo {role}",
            now=services.clock(),
            neighbour_id=_NEIGHBOUR if role == "neighbour" else None,
        )
        keys.append(key)
    with services.database.transaction() as store:
        store.keys.save(keys)
        store.commit()
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(texts, file, indent=1)
    return texts


def _read(services: Services, path: Path) -> Mapping[str, str]:
    """Return the keys in the file if the database still knows them, else nothing."""
    try:
        texts: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Unavailable(f"{path} cannot be read: delete it to make new demo keys") from error
    try:
        with services.database.read() as store:
            for text in texts.values():
                store.key(split_key(text)[0])
    except NotFound:
        return {}
    return texts
