"""The trained models in memory: one a community, swapped when a newer one is on disk."""

from __future__ import annotations

import threading
from pathlib import Path

from community.ids import CommunityId
from recsys.artifact import current_version, load
from recsys.model import Model
from recsys.training import model_folder


class Models:
    """Reads models on first use and again when `lvlin train` made a newer one; thread-safe."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._loaded: dict[CommunityId, tuple[str, Model]] = {}
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
            model = load(folder)
            self._loaded[community_id] = (version or "", model)
            return model
