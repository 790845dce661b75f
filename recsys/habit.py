"""How far a personal habit can be trusted, learnt from whether habits came true."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from recsys.affinity import Affinity, affinity_of
from recsys.baskets import Baskets, Flags, Floats, Ints, Longs
from recsys.profiles import Profiles, on_sale, profile

_ASKED = 2000  # users whose newest basket is looked at: enough for one number
_PRIOR, _PRIOR_WEIGHT = 0.5, 1.0  # what holds where nobody has come back yet


def habit_chance(profiles: Profiles, shrink: float) -> NDArray[np.float64]:
    """Return how often each known item was taken when it could have been (E,), in 0..1.

    `shrink` baskets without the item are added, so that one purchase is no habit.
    """
    strength = profiles.strength.astype(np.float64)
    return strength / (profiles.exposure.astype(np.float64) + shrink)


def habit_weight(
    baskets: Baskets, popularity: Floats, affinity: Affinity, *, memory: float, shrink: float
) -> float:
    """Return the weight, 0 or more, at which habits best explain the newest baskets.

    One-variable least squares of what popularity and affinity leave unexplained on the habits
    known before, over the items that a user had before and could have taken again.
    """
    newest = baskets.age == 0
    before = profile(baskets.keep(~newest), memory)
    came = np.zeros(baskets.users, bool)
    came[baskets.user[newest]] = True
    users = np.flatnonzero(came & (np.diff(before.start) > 0))
    users = users[:: max(1, -(-len(users) // _ASKED))]
    known = before.take(users)
    taken = _taken(baskets.keep(newest), users[known.owner], known.item)
    left = taken - popularity[known.item] - _own_affinity(affinity, known, baskets.items)
    chance = habit_chance(known, shrink)
    sold = on_sale(baskets)
    if sold is not None:
        chance = chance * sold[0][known.item]
    explained = float(chance @ left) + _PRIOR * _PRIOR_WEIGHT
    return max(0.0, explained / (float(chance @ chance) + _PRIOR_WEIGHT))


def _taken(baskets: Baskets, user: Longs, item: Ints) -> Flags:
    """Return whether each pair of user and item row is a line of the baskets (E,)."""
    line = baskets.user.astype(np.int64) * baskets.items + baskets.item
    return np.isin(user.astype(np.int64) * baskets.items + item, line)


def _own_affinity(affinity: Affinity, known: Profiles, items: int) -> NDArray[np.float64]:
    """Return each user's affinity to the items that the user already had (E,)."""
    own = []
    for row in range(len(known)):
        one = known.take([row])
        own.append(affinity_of(affinity, one, one.item, items)[0])
    return np.concatenate(own) if own else np.empty(0)
