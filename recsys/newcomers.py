"""Products that nobody had yet: liked by those who buy what they are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from recsys.baskets import Floats, Ids, Longs
from recsys.content import Content, as_matrix, group_of
from recsys.prior import Prior
from recsys.profiles import Profiles

Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Newcomers:
    """What a community's habits say of a product from its features alone.

    `known` (A,) are ids of products with a history and `centre` (A,) how much they are bought by
    everybody; `features` (F,) are `group/name`. `taste` (A, F): what buying each known product
    says of liking each feature. A product with features x is bought by anybody with chance
    `level` + x·`worth`, and at first `lift` times that, because it is new. `borrowed` (0..1) is
    how much of what is popular comes from other communities, whose `prior` it is: so far the
    popularity of products known here does too.
    """

    known: Ids
    centre: Floats
    features: Ids
    taste: Floats
    worth: Floats
    level: float = 0.0
    lift: float = 1.0
    borrowed: float = 0.0
    prior: Prior | None = None

    @cached_property
    def usual(self) -> float:
        """How much of the known products somebody buys on average, above 0."""
        return max(float(self.centre.sum()), 1e-12)

    @cached_property
    def usual_taste(self) -> Matrix:
        """What everybody's habits say of liking each feature (F,)."""
        return np.asarray(self.centre @ self.taste, np.float64)

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """The group of each feature (F,)."""
        return tuple(group_of(name) for name in self.features.tolist())

    def see(self, contents: Sequence[Content], row_of: Mapping[str, int]) -> Seen:
        """Return N products as the users of a model see them; `row_of` are its item rows."""
        if self.prior is not None:
            contents = [self.prior.extend(content) for content in contents]
        matrix = as_matrix(contents, self.features.tolist())
        rows = np.array([row_of.get(id_, -1) for id_ in self.known.tolist()], np.int64)
        return Seen(
            newcomers=self,
            matrix=matrix,
            weight=self.taste @ matrix.T,
            popularity=np.maximum(self.level + matrix @ self.worth, 0.0),
            rows=rows,
        )


@dataclass(frozen=True)
class Seen:
    """N new products: features (N, F), what each of the A known ones says of them (A, N).

    `popularity` (N,) is that of their kin; `rows` (A,) are item rows, -1 where the model does
    not know one.
    """

    newcomers: Newcomers
    matrix: Matrix
    weight: Matrix
    popularity: Matrix
    rows: Longs

    def content(self, profiles: Profiles) -> Matrix:
        """Return what U people's habits add for N products (U, N), 0 without a habit."""
        owner, column, chance = chances(profiles, self.rows)
        usual = self.newcomers.usual
        if len(profiles) == 1:  # few of the known products: no need to go through all
            told, size = chance @ self.weight[column], chance.sum(keepdims=True)
        else:
            habit = np.zeros((len(profiles), len(self.rows)))
            habit[owner, column] = chance
            told, size = habit @ self.weight, habit.sum(axis=1)
        return np.asarray(told - np.outer(size / usual, self.everybody))

    @cached_property
    def everybody(self) -> Matrix:
        """What everybody's habits add for N products (N,): what nobody is credited with."""
        return np.asarray(self.newcomers.centre @ self.weight, np.float64)

    def because(self, who: Profiles, place: int) -> tuple[str, str | None]:
        """Return the group of features that speaks most to a single profile, and a product of its.

        The group is that whose features add most; the product is the bought one that does.
        """
        newcomers = self.newcomers
        _, column, chance = chances(who, self.rows)
        if not len(column):
            return "", None
        has = np.flatnonzero(self.matrix[place])
        liked = chance @ newcomers.taste[np.ix_(column, has)]
        liked -= chance.sum() / newcomers.usual * newcomers.usual_taste[has]
        sums: dict[str, float] = {}
        for at, added in zip(has.tolist(), (liked * self.matrix[place, has]).tolist(), strict=True):
            group = newcomers.groups[at]
            sums[group] = sums.get(group, 0.0) + added
        spoke = chance * self.weight[column, place]
        best = int(np.argmax(spoke))
        because = str(newcomers.known[column[best]]) if spoke[best] > 0 else None
        return max(sums, key=lambda name: sums[name], default=""), because


def habits(profiles: Profiles, rows: Longs, centre: Floats) -> Matrix:
    """Return how U people's buying of A item rows differs from everybody's (U, A).

    The share of chances taken, one more without it credited, less what somebody who buys as much
    would on average: rows sum to 0, and to nothing but 0 for somebody without a history.
    """
    owner, column, chance = chances(profiles, rows)
    habit = np.zeros((len(profiles), len(rows)))
    habit[owner, column] = chance
    usual = max(float(centre.sum()), 1e-12)
    return np.asarray(habit - np.outer(habit.sum(axis=1) / usual, centre), np.float64)


def chances(profiles: Profiles, rows: Longs) -> tuple[Longs, Longs, Matrix]:
    """Return owner, which of A item rows and the share of chances taken, entry by entry (E,)."""
    place = np.full(int(max(rows.max(initial=-1), profiles.item.max(initial=-1))) + 1, -1)
    known = np.flatnonzero(rows >= 0)
    place[rows[known]] = known
    column = place[profiles.item]
    entry = np.flatnonzero(column >= 0)
    chance = profiles.strength[entry] / (profiles.exposure[entry] + 1.0)
    return profiles.owner[entry], column[entry], np.asarray(chance, np.float64)


def nothing_known(level: float = 0.0) -> Newcomers:
    """Return what is known without any likeness: every new product is worth `level`."""
    none = np.empty(0, np.float32)
    ids = np.empty(0, np.str_)
    return Newcomers(ids, none, ids, np.empty((0, 0), np.float32), none, level)
