"""Measures the recommender that serves on any shop's baskets."""

from __future__ import annotations

import resource
import time
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from community.errors import InvalidField
from recsys.basket_files import read_baskets, read_split
from recsys.baskets import Baskets, Flags, Longs
from recsys.config import STANDARD, Config, tuned_on
from recsys.metrics import Truth, hits, measure
from recsys.model import Model
from recsys.ranker.learning import fit_ranked

TRACKS = ("history", "standard")
ENOUGH = 100
_CUT = 20


def evaluate_files(baskets_path: Path, split_path: Path, track: str) -> dict[str, Any]:
    """Return the result of `evaluate` on files in the formats of formats.md."""
    baskets = read_baskets(baskets_path)
    return evaluate(baskets, read_split(split_path, baskets), track)


def evaluate(
    baskets: Baskets,
    part_of: Mapping[str, str],
    track: str,
    *,
    config: Config | None = None,
    part: str = "test",
) -> dict[str, Any]:
    """Fit on what the track allows, rank for the users of `part`, and measure.

    On `history` nobody's target basket is seen, and the simple sum ranks. On `standard` the target
    baskets of `train` users are their newest history: the answers that the sum and the ranker
    learn from; with fewer than `ENOUGH` it does what `history` does. Tuning may ask for `val`.
    Raises InvalidField for another track or a part without users.
    """
    users = _users(baskets, part_of, part)
    started = time.perf_counter()
    seen = seen_by(baskets, part_of, track)
    chosen = config or (STANDARD if track == "standard" else Config())
    model = fit_ranked(seen, chosen, _marked(baskets, part_of, "train"))
    fitted = time.perf_counter()
    ranked = model.rank(users, _CUT)
    predicted = time.perf_counter()
    return {
        "track": track,
        "users": len(users),
        "metrics": _metrics(ranked, target(baskets, users), model, users),
        "fit_s": round(fitted - started, 3),
        "predict_s": round(predicted - fitted, 3),
        "peak_rss_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
        "model": {"components": ["personal", "affinity", "popularity"]}
        | asdict(model.config)
        | {"ranker": model.ranker is not None, "tuned_on": tuned_on(chosen, model.config)},
    }


def evaluate_model(
    model: Model, baskets: Baskets, part_of: Mapping[str, str], part: str = "test"
) -> dict[str, Any]:
    """Rank for the users of `part` by a model that was fitted on what it may see, and measure."""
    users = _users(baskets, part_of, part)
    truth = target(baskets, users)
    return {"users": len(users), "metrics": _metrics(model.rank(users, _CUT), truth, model, users)}


def seen_by(baskets: Baskets, part_of: Mapping[str, str], track: str) -> Baskets:
    """Return what a model of this track may see; raises InvalidField for another track.

    The answers of fewer than `ENOUGH` train users are too few to tell from chance: left aside.
    """
    if track not in TRACKS:
        raise InvalidField("/track", "must be history or standard")
    train = _marked(baskets, part_of, "train") & (baskets.last > 0)
    taught = track if train.sum() >= ENOUGH else "history"
    return baskets.keep(visible(baskets, train, taught))


def _marked(baskets: Baskets, part_of: Mapping[str, str], part: str) -> Flags:
    """Return which users are in a part (U,)."""
    return np.array([part_of.get(id_) == part for id_ in baskets.user_ids.tolist()], bool)


def _users(baskets: Baskets, part_of: Mapping[str, str], part: str) -> Longs:
    """Return the rows of the part's users with a basket; raises InvalidField without any."""
    users = np.flatnonzero(_marked(baskets, part_of, part) & (baskets.last >= 0))
    if not len(users):
        raise InvalidField("/split", f"no {part} user has a basket")
    return users


def visible(baskets: Baskets, train: Flags, track: str) -> Flags:
    """Return which lines a model of this track may see (L,); `train` marks those users (U,)."""
    history = baskets.time < baskets.last[baskets.user]
    return history if track == "history" else history | train[baskets.user]


def target(baskets: Baskets, users: Longs) -> Truth:
    """Return the last basket of each of the user rows given."""
    last = baskets.time == baskets.last[baskets.user]
    owner, item = baskets.user[last], baskets.item[last]
    begin, end = np.searchsorted(owner, users), np.searchsorted(owner, users, side="right")
    pick = np.concatenate([np.arange(a, b) for a, b in zip(begin, end, strict=True)])
    return Truth(np.concatenate([[0], np.cumsum(end - begin)]), item[pick].astype(np.int64))


def _metrics(ranked: Longs, truth: Truth, model: Model, users: Longs) -> dict[str, float]:
    """Return all metrics, then the same over repeat and over explore items alone."""
    items = len(model.item_ids)
    history = model.profiles.take(users)
    had = Truth(history.start, history.item.astype(np.int64))
    repeat = np.isin(truth.owner * items + truth.item, had.owner * items + had.item)
    result = dict(measure(ranked, truth, items))
    for name, entries in (("repeat", repeat), ("explore", ~repeat)):
        part = measure(ranked, truth.keep(entries), items)
        result |= {f"{name}_{metric}": value for metric, value in part.items()}
    result["repeat_share@10"] = float(hits(ranked[:, :10], had, items).mean())
    return {name: round(value, 5) for name, value in result.items()}
