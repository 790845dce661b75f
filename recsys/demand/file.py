"""What was learnt of a community's demand, in one JSON file beside its model; replaced whole."""

from __future__ import annotations

import json
import os
import tempfile
from functools import lru_cache
from pathlib import Path

import numpy as np

from community.errors import InvalidFile, RowProblem
from recsys.demand.boosting import PROBABILITIES, Boosted
from recsys.demand.calibration import Widths
from recsys.demand.forecaster import Forecaster

NAME = "demand.json"
FORMAT = 1
_KEPT = 256  # communities in memory


def save_forecaster(forecaster: Forecaster | None, folder: Path) -> None:
    """Write the file of `folder`, or remove it for None: readers never see a part of it."""
    if forecaster is None:
        (folder / NAME).unlink(missing_ok=True)
        return
    folder.mkdir(parents=True, exist_ok=True)
    content = {
        "format": FORMAT,
        "edges": forecaster.widths.edges.tolist(),
        "factors": forecaster.widths.factors.tolist(),
        "boosters": [booster.model_to_string() for booster in forecaster.boosted.boosters],
    }
    handle, staging = tempfile.mkstemp(prefix=".demand-", dir=folder)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(content, file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(staging, folder / NAME)
    finally:
        Path(staging).unlink(missing_ok=True)


def load_forecaster(folder: Path) -> Forecaster | None:
    """Return what `folder` keeps, None where nothing was learnt; raises InvalidFile if damaged.

    Read once and again when the file is replaced.
    """
    path = folder / NAME
    try:
        stamp = path.stat().st_mtime_ns
    except OSError:
        return None
    return _read(path, stamp)


@lru_cache(maxsize=_KEPT)
def _read(path: Path, _stamp: int) -> Forecaster:
    import lightgbm

    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        boosters = tuple(lightgbm.Booster(model_str=text) for text in content["boosters"])
        widths = Widths(np.array(content["edges"], float), np.array(content["factors"], float))
        shape = (len(widths.edges) + 1, len(PROBABILITIES))
        whole = content["format"] == FORMAT and widths.factors.shape == shape
    except (OSError, ValueError, KeyError, TypeError, lightgbm.basic.LightGBMError) as error:
        raise _damaged(path) from error
    if not whole or len(boosters) != len(PROBABILITIES):
        raise _damaged(path)
    return Forecaster(Boosted(boosters), widths)


def _damaged(path: Path) -> InvalidFile:
    return InvalidFile(str(path), [RowProblem(0, "", "is damaged or incomplete: train again")])
