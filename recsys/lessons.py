"""What one community's habits tell other communities."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from recsys.content import Content, as_matrix, columns_of
from recsys.model import Model
from recsys.newcomers_fit import behaviour, described_rows, learn_weights
from recsys.prior import PEOPLE, Lesson, shared

Matrix = NDArray[np.float64]
_OWN = frozenset({"supplier"})  # groups that mean nothing elsewhere


def lesson(model: Model, contents: Mapping[str, Content]) -> Lesson:
    """Return what a community's habits tell others; of a community of few it is nothing."""
    rows = described_rows(model, contents)
    whole = [contents[id_] for id_ in model.item_ids[rows].tolist()]
    described = [shared(content) for content in whole]
    columns = columns_of(described)
    matrix = as_matrix(described, columns)
    people = _people(model, rows, matrix > 0)
    _, moments = behaviour(model, rows)
    spread = np.sqrt(np.maximum(np.diag(moments), 1e-12))
    weight = matrix.sum(axis=0)
    pairs = np.maximum(np.outer(weight, weight), 1e-12)
    together = matrix.T @ (moments / np.outer(spread, spread)) @ matrix / pairs
    popularity = model.popularity[rows].astype(np.float64)
    liking = popularity / max(float(popularity.mean()), 1e-12) if len(rows) else popularity
    told = matrix.T @ liking / np.maximum(weight, 1e-12)
    return Lesson(
        features=np.array(columns, np.str_),
        liking=np.where(np.diag(people) >= PEOPLE, told, np.nan),
        together=np.where(people >= PEOPLE, together, np.nan),
        weights=_weights(whole, moments),
    )


def _weights(contents: list[Content], moments: Matrix) -> dict[str, float]:
    """Return how much each group of features that others know too matters, summing to 1."""
    columns = columns_of(contents)
    if not columns:
        return {}
    found = learn_weights(as_matrix(contents, columns), columns, moments)
    kept = {group: weight for group, weight in found.items() if group not in _OWN}
    total = max(sum(kept.values()), 1e-12)
    return {group: weight / total for group, weight in kept.items()}


def _people(model: Model, rows: NDArray[np.int64], has: NDArray[np.bool_]) -> Matrix:
    """Return how many people bought products with each pair of features (F, F)."""
    column = np.full(len(model.item_ids), -1)
    column[rows] = np.arange(len(rows))
    entry = np.flatnonzero(column[model.profiles.item] >= 0)
    bought = np.zeros((len(model.profiles), has.shape[1]), np.float32)
    np.maximum.at(bought, model.profiles.owner[entry], has[column[model.profiles.item[entry]]])
    return np.asarray(bought.T @ bought, np.float64)
