"""The trained models in memory: one a community, swapped when a newer one is on disk."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

from community.errors import InvalidFile
from community.ids import CommunityId
from recsys.artifact import current_version, load
from recsys.model import Model
from recsys.newcomers import Newcomers
from recsys.newcomers_file import NAME, load_newcomers, stamp
from recsys.training import model_folder

_HELD = 2_000  # models at a time: a process may map some 65,000 files, and each has a dozen


class Models:
    """Reads models on first use and again when `lvlin train` made a newer one; thread-safe."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._loaded: dict[CommunityId, tuple[str, Model]] = {}
        self._newcomers: dict[CommunityId, tuple[int, Newcomers | None]] = {}
        self._lock = threading.Lock()

    def folder(self, community_id: CommunityId) -> Path:
        """Return where a community's models are kept; raises InvalidField for an unsafe id."""
        return model_folder(self._folder, community_id)

    def current(self, community_id: CommunityId) -> Model:
        """Return the newest model; raises NotTrained where there is none."""
        folder = self.folder(community_id)
        version = current_version(folder)
        known = self._loaded.get(community_id)
        if known is not None and known[0] == version:
            return known[1]
        with self._lock:
            model = _newest(folder)
            self._loaded.pop(community_id, None)
            self._loaded[community_id] = (model.version, model)
            if len(self._loaded) > _HELD:
                del self._loaded[next(iter(self._loaded))]  # the one read longest ago
            return model

    def newcomers(self, community_id: CommunityId) -> Newcomers | None:
        """Return what was learnt of new products; None where nothing was."""
        folder = self.folder(community_id)
        changed = stamp(folder)
        known = self._newcomers.get(community_id)
        if known is not None and known[0] == changed:
            return known[1]
        with self._lock:
            newcomers = load_newcomers(folder)
            self._newcomers[community_id] = (changed, newcomers)
            return newcomers

    def trained(self, community_id: CommunityId) -> bool:
        """Return whether there is a model."""
        return current_version(self.folder(community_id)) is not None

    def keep_newest(self, community_id: CommunityId, *, none: bool = False) -> None:
        """Delete every model but the newest, or all: what they remember may have to be erased."""
        folder = self.folder(community_id)
        newest = None if none else (folder / "current").resolve()
        for path in folder.glob("recommender-*"):
            if path.resolve() != newest:
                shutil.rmtree(path, ignore_errors=True)
        if none:
            (folder / "current").unlink(missing_ok=True)
            (folder / NAME).unlink(missing_ok=True)
            with self._lock:
                self._loaded.pop(community_id, None)


def _newest(folder: Path) -> Model:
    """Return the current model; one that is swapped away while it is being read is read anew."""
    while True:
        place = (folder / "current").resolve()
        try:
            return load(folder)
        except InvalidFile:
            if (folder / "current").resolve() == place:
                raise
