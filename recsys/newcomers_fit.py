"""Learns from what was bought how products with the same features are liked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from recsys.baskets import Floats, Longs
from recsys.content import GROUPS, Content, as_matrix, columns_of, group_of
from recsys.kernel import learn_mix
from recsys.model import Model
from recsys.newcomers import Newcomers, habits, nothing_known
from recsys.prior import Prior

Matrix = NDArray[np.float64]
_KNOWN = 800  # most bought products that explain
_LEARN = 240  # of these, the ones on which the weights of the groups are learnt
_USERS_AT_ONCE = 4000
_FRESH_WEEKS = 3  # for how long a product counts as new
_BEGINNING = 6  # weeks at the start of the calendar in which nothing that is sold counts as new
_PATIENCE = 3.0  # baskets a person until a community counts as much as the others
_LIFT_EVIDENCE = 20.0  # packs with which the lift of newness starts from 1


def fit_newcomers(
    model: Model,
    contents: Mapping[str, Content],
    *,
    lift: float = 1.0,
    prior: Prior | None = None,
) -> Newcomers:
    """Return what the model's users say of products by their features.

    Kernel ridge regression from content to behaviour: each person's habit of each product less
    everybody's. The kernel is a sum over the groups of features, weighted by how well it foretells
    products left out; what everybody buys is foretold by all groups alike, as there is but one
    figure a product to learn from. With a `prior` of other communities, weights and popularity
    start from theirs, the more so the fewer baskets there are.
    """
    known = described_rows(model, contents)
    if not len(known):
        return replace(nothing_known(_mean(model.popularity)), lift=lift, prior=prior)
    described = [contents[id_] for id_ in model.item_ids[known].tolist()]
    popularity = model.popularity[known].astype(np.float64)
    borrowed = _borrowed(model) if prior is not None else 0.0
    if prior is not None:
        popularity += borrowed * (popularity.mean() * prior.liked(described) - popularity)
        described = [prior.extend(content) for content in described]
    columns = columns_of(described)
    matrix = as_matrix(described, columns)
    centre, moments = behaviour(model, known)
    weights = _weights(matrix, columns, moments, prior=prior, borrowed=borrowed)
    level, worth = _worth(matrix, len(weights), popularity)
    return Newcomers(
        known=model.item_ids[known],
        centre=centre.astype(np.float32),
        features=np.array(columns, np.str_),
        taste=_taste(matrix, np.array([weights[group_of(name)] for name in columns])),
        worth=worth.astype(np.float32),
        level=level,
        lift=lift,
        borrowed=borrowed,
        prior=prior,
    )


def _taste(matrix: Matrix, weights: Matrix) -> Floats:
    """Return what buying each of A products says of each of F features (A, F)."""
    weighted = matrix * weights
    solved = np.linalg.solve(weighted @ matrix.T + np.eye(len(matrix)), weighted)
    return np.asarray(solved, np.float32)


def _mean(values: Floats) -> float:
    return float(values.mean()) if len(values) else 0.0


def newness(weeks: ArrayLike, products: ArrayLike, packs: ArrayLike) -> float:
    """Return how many times as much a product sells in its first weeks as later, 1 if unknown.

    `weeks` (whole numbers), `products` (ids) and `packs` sold are columns. From the products that
    came while the community was already ordering, each compared with itself; what counts is the
    share of a week's packs.
    """
    week = np.asarray(weeks, np.int64)
    if not len(week):
        return 1.0
    ids, item = np.unique(np.asarray(products), return_inverse=True)
    sold = np.zeros((int(week.max() - week.min()) + 1, len(ids)))
    np.add.at(sold, (week - week.min(), item), np.asarray(packs, np.float64))
    offered = sold > 0
    turn = np.cumsum(offered, axis=0)  # the how manieth week of the product
    first, later = offered & (turn <= _FRESH_WEEKS), offered & (turn > _FRESH_WEEKS)
    came = np.asarray(later.any(axis=0) & ~offered[:_BEGINNING].any(axis=0), bool)
    total = sold.sum(axis=1)
    usual = np.zeros(len(ids))
    np.divide((sold * later).sum(axis=0), total @ later, out=usual, where=came)
    took = float((sold * first).sum(axis=0)[came].sum())
    expected = float(((total @ first) * usual)[came].sum())
    return (took + _LIFT_EVIDENCE) / (expected + _LIFT_EVIDENCE)


def described_rows(model: Model, contents: Mapping[str, Content]) -> Longs:
    """Return the item rows that were bought most among those described, in row order."""
    count = np.bincount(model.profiles.item, minlength=len(model.item_ids))
    described = np.array([bool(contents.get(id_)) for id_ in model.item_ids.tolist()], bool)
    count = np.where(described, count, 0)
    best = np.argsort(-count, kind="stable")[:_KNOWN]
    return np.asarray(np.sort(best[count[best] > 0]), np.int64)


def _blocks(columns: tuple[str, ...]) -> dict[str, slice]:
    """Return the columns of each group that has any."""
    groups = [group_of(name) for name in columns]
    spans = {}
    for group in sorted(GROUPS):
        if group in groups:
            first = groups.index(group)
            spans[group] = slice(first, first + groups.count(group))
    return spans


def behaviour(model: Model, known: Longs) -> tuple[Matrix, Matrix]:
    """Return the mean habit of each known product (A,), and Σ over people of their products."""
    users = len(model.profiles)
    centre = np.zeros(len(known))
    zero = np.zeros(len(known), np.float32)
    for part in _parts(users):
        centre += habits(model.profiles.take(part), known, zero).sum(axis=0)
    centre /= max(users, 1)
    moments = np.zeros((len(known), len(known)))
    for part in _parts(users):
        habit = habits(model.profiles.take(part), known, centre.astype(np.float32))
        moments += habit.T @ habit
    return centre, moments


def _parts(users: int) -> list[Longs]:
    return [
        np.arange(begin, min(begin + _USERS_AT_ONCE, users))
        for begin in range(0, users, _USERS_AT_ONCE)
    ]


def learn_weights(
    matrix: Matrix, columns: tuple[str, ...], moments: Matrix, start: Matrix | None = None
) -> dict[str, float]:
    """Return the weight of each group, learnt on the products with most behaviour."""
    blocks = _blocks(columns)
    most = np.argsort(-np.diag(moments), kind="stable")[:_LEARN]
    kernels = np.stack([matrix[most, b] @ matrix[most, b].T for b in blocks.values()])
    mix = learn_mix(kernels, moments[np.ix_(most, most)], start)
    return dict(zip(blocks, mix.weights.tolist(), strict=True))


def _weights(
    matrix: Matrix,
    columns: tuple[str, ...],
    moments: Matrix,
    *,
    prior: Prior | None,
    borrowed: float,
) -> dict[str, float]:
    """Return the weights of the groups: learnt here and, as far as borrowed, as elsewhere."""
    if prior is None:
        return learn_weights(matrix, columns, moments)
    groups = list(_blocks(columns))
    theirs = np.array([prior.weights.get(group, 0.0) for group in groups])
    scaled = matrix * np.sqrt([theirs[groups.index(group_of(name))] for name in columns])
    strength = learn_mix((scaled @ scaled.T)[None], moments).weights[0]
    own = learn_weights(matrix, columns, moments, np.maximum(strength * theirs, 1e-3))
    return {
        group: (1 - borrowed) * own[group] + borrowed * strength * float(share)
        for group, share in zip(groups, theirs, strict=True)
    }


def _borrowed(model: Model) -> float:
    """Return how much of what is believed comes from elsewhere: less with every basket (0..1)."""
    baskets = np.zeros(len(model.profiles))
    np.maximum.at(baskets, model.profiles.owner, model.profiles.exposure)
    return _PATIENCE / (_PATIENCE + float(baskets.mean()))


def _worth(matrix: Matrix, groups: int, popularity: Matrix) -> tuple[float, Matrix]:
    """Return the mean popularity and what each feature adds to it (F,)."""
    level = float(popularity.mean())
    left = popularity - level
    kernel = matrix @ matrix.T / groups
    mix = learn_mix(kernel[None], np.outer(left, left))
    penalised = mix.weights[0] * kernel + np.eye(len(left))
    return level, mix.weights[0] / groups * matrix.T @ np.linalg.solve(penalised, left)
