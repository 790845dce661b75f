"""What was learnt of new products, in one file beside the model; replaced whole."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from recsys.array_file import damaged, read_arrays, write_arrays
from recsys.newcomers import Newcomers
from recsys.prior import Prior

NAME, PRIOR = "newcomers.npz", ".prior.npz"  # no community's folder begins with a dot
_NUMBERS = ("level", "lift", "borrowed")
_PLAIN = ("known", "centre", "features", "taste", "worth", *_NUMBERS)


def save_newcomers(newcomers: Newcomers, folder: Path) -> None:
    """Write the file of `folder`; readers see the old one or the new one, never a part."""
    arrays = _arrays(newcomers, _PLAIN)
    if newcomers.prior is not None:
        arrays |= {f"prior_{name}": value for name, value in prior_arrays(newcomers.prior).items()}
    write_arrays(folder / NAME, arrays)


def load_newcomers(folder: Path) -> Newcomers | None:
    """Return what `folder` keeps, None where nothing was learnt; raises InvalidFile if damaged."""
    known = read_arrays(folder / NAME)
    if known is None:
        return None
    try:
        plain = {name: known[name] for name in _PLAIN}
        numbers = {name: float(known[name]) for name in _NUMBERS}
        prior = {name.removeprefix("prior_"): known[name] for name in known if "prior_" in name}
        return Newcomers(**plain | numbers, prior=arrays_prior(prior) if prior else None)
    except (ValueError, KeyError) as error:
        raise damaged(folder / NAME) from error


def save_prior(prior: Prior, folder: Path) -> None:
    """Write what communities teach new ones into their common folder."""
    write_arrays(folder / PRIOR, prior_arrays(prior))


def load_prior(folder: Path) -> Prior | None:
    """Return what communities teach new ones, None where nothing; raises InvalidFile."""
    known = read_arrays(folder / PRIOR)
    try:
        return None if known is None else arrays_prior(known)
    except (ValueError, KeyError) as error:
        raise damaged(folder / PRIOR) from error


def prior_arrays(prior: Prior) -> dict[str, Any]:
    """Return a prior as plain arrays."""
    names, weights = zip(*sorted(prior.weights.items()), strict=True) if prior.weights else ((), ())
    groups = {"groups": np.array(names, np.str_), "weights": np.array(weights, np.float64)}
    return _arrays(prior, ("features", "liking", "place")) | groups


def arrays_prior(known: Mapping[str, Any]) -> Prior:
    """Return the prior of these arrays; raises KeyError for one that is missing."""
    groups, weights = known["groups"].tolist(), known["weights"].tolist()
    return Prior(
        features=known["features"],
        liking=known["liking"],
        place=known["place"],
        weights=dict(zip(groups, weights, strict=True)),
    )


def _arrays(thing: object, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(thing, name) for name in names}


def stamp(folder: Path) -> int:
    """Return a number that changes with the file, 0 where there is none: cheap to poll."""
    try:
        return (folder / NAME).stat().st_mtime_ns
    except OSError:
        return 0
