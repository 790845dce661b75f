"""The recommender: three components that add up, learnt from baskets.

A simple sum of habit, affinity and popularity; with a ranker, trees correct each of the three.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np

from community.ranking import Ranked, Scored
from recsys.affinity import Affinity, affinity_of, fit_affinity, positions, speaks_most
from recsys.baskets import Baskets, Floats, Ids, Longs
from recsys.config import Config
from recsys.habit import habit_chance, habit_weights
from recsys.memory import with_memory
from recsys.parts import Parts
from recsys.popularity import recent_popularity
from recsys.profiles import Profiles, nobody, profile, session_profile
from recsys.ranker.candidates import BEST, Offered, offered_by
from recsys.ranker.ranker import Ranker
from recsys.reasons import explain
from recsys.topn import top_n

_CELLS_AT_ONCE = 3_000_000
_USERS_AT_ONCE = 256


@dataclass(frozen=True)
class Model:
    """An immutable recommender of one community; arrays may be memory-mapped."""

    user_ids: Ids
    item_ids: Ids
    profiles: Profiles
    popularity: Floats
    affinity: Affinity
    habit: Floats  # weight of personal frequency by item, learnt (I,)
    config: Config
    ranker: Ranker | None = None
    version: str = "unsaved"

    @cached_property
    def user_row(self) -> Mapping[str, int]:
        """Row of each user id."""
        return {id_: row for row, id_ in enumerate(self.user_ids.tolist())}

    @cached_property
    def item_row(self) -> Mapping[str, int]:
        """Row of each item id."""
        return {id_: row for row, id_ in enumerate(self.item_ids.tolist())}

    def profile_of(self, user_id: str | None) -> Profiles:
        """Return what the model knows of a user; nothing of somebody unknown."""
        row = None if user_id is None else self.user_row.get(user_id)
        return nobody() if row is None else self.profiles.take([row])

    def profiles_of(self, user_ids: Sequence[str]) -> Profiles:
        """Return the profiles of several users; those of strangers come last and are empty."""
        known = [self.user_row[id_] for id_ in user_ids if id_ in self.user_row]
        return self.profiles.take(known).with_strangers(len(user_ids) - len(known))

    def profile_from(self, history: Sequence[Collection[str]]) -> Profiles:
        """Return the profile of a session: baskets of item ids, oldest first."""
        return session_profile(history, self.item_row, self.config.memory)

    def parts(self, profiles: Profiles, candidates: Longs) -> Parts:
        """Return the components for U profiles and the item rows `candidates` (C,)."""
        if self.ranker is None or not len(profiles) or not len(candidates):
            return self.simple(profiles, candidates)
        order = np.argsort(candidates)
        found = self.ranker.parts(profiles, self._offered(candidates[order]), self.simple)
        back = np.argsort(order)
        return Parts(*(getattr(found, field.name)[:, back] for field in fields(found)))

    def simple(self, profiles: Profiles, candidates: Longs) -> Parts:
        """Return the components of the simple sum, popularity (1, C)."""
        personal = np.zeros((len(profiles), len(candidates)))
        order = np.argsort(candidates)
        place = positions(candidates[order], profiles.item)
        entry = np.flatnonzero(place >= 0)
        worth = habit_chance(profiles, self.config.shrink) * self.habit[profiles.item]
        personal[profiles.owner[entry], order[place[entry]]] = worth[entry]
        return Parts(
            personal=personal,
            affinity=affinity_of(self.affinity, profiles, candidates),
            popularity=self.popularity[None, candidates].astype(np.float64),
        )

    def rank(self, users: Longs, n: int, candidates: Longs | None = None) -> Longs:
        """Return the item rows of the best n for each user row (U, n), -1 where there are fewer.

        The batch form of `recommend`: the same components and the same order.
        """
        candidates = np.arange(len(self.item_ids)) if candidates is None else np.unique(candidates)
        at_once = min(_USERS_AT_ONCE, max(1, _CELLS_AT_ONCE // max(1, len(candidates))))
        blocks = [users[begin : begin + at_once] for begin in range(0, len(users), at_once)]
        found = (self._best(self.profiles.take(block), candidates, n) for block in blocks)
        nobody_asked = np.empty((0, min(n, len(candidates))), np.int64)
        return np.concatenate([nobody_asked, *found])

    def _best(self, profiles: Profiles, candidates: Longs, n: int) -> Longs:
        """Return the item rows of the best n of `candidates`, sorted, for U profiles (U, n)."""
        if self.ranker is not None and len(profiles) and n <= BEST:
            return self.ranker.best(profiles, self._offered(candidates), self.simple, n)
        best = top_n(self.parts(profiles, candidates).total, n)
        return np.where(best < 0, -1, candidates[best])

    def _offered(self, candidates: Longs) -> Offered:
        return offered_by(candidates, self.affinity.outputs, self.popularity)

    def recommend(
        self,
        user_id: str | None,
        n: int,
        *,
        history: Sequence[Collection[str]] = (),
        candidates: Collection[str] | None = None,
        exclude: Collection[str] = (),
    ) -> Ranked:
        """Return the best n items for a user, with components that add up and reasons.

        `history` (oldest basket first) speaks for a session instead of `user_id`; somebody
        unknown gets what is popular. `candidates` limits to this week's offers; ids the model
        does not know are passed over. Fewer than n where there are not so many.
        """
        who = self.profile_from(history) if history else self.profile_of(user_id)
        left_out = set(exclude)
        asked = self.item_ids.tolist() if candidates is None else set(candidates)
        known = [id_ for id_ in asked if id_ not in left_out and id_ in self.item_row]
        rows = np.sort(np.array([self.item_row[id_] for id_ in known], np.int64))
        best = self._best(who, rows, n)[0]
        parts = self.parts(who, best)
        items = tuple(self._scored(who, parts, best, place) for place in range(len(best)))
        excluded = sum(id_ in left_out for id_ in asked)
        return Ranked(items, self.version, {"excluded": excluded} if excluded else {})

    def _scored(self, who: Profiles, parts: Parts, rows: Longs, place: int) -> Scored:
        components = {
            "personal": float(parts.personal[0, place]),
            "affinity": float(parts.affinity[0, place]),
            "popularity": float(parts.popularity[0, place]),
        }
        row = int(rows[place])
        return Scored(
            id=str(self.item_ids[row]),
            score=sum(components.values()),
            components=components,
            reasons=explain(components, who, row, lambda: self.because(who, row)),
        )

    def because(self, who: Profiles, row: int) -> str | None:
        """Return the item of a single profile's history that adds most affinity to item `row`."""
        spoke = speaks_most(self.affinity, who, row)
        return None if spoke is None else str(self.item_ids[spoke])


def fit(baskets: Baskets, config: Config | None = None) -> Model:
    """Return the model of these baskets; the same baskets and settings give the same model."""
    chosen = with_memory(baskets, config or Config())
    popularity = recent_popularity(baskets, chosen.freshness)
    affinity = fit_affinity(baskets, chosen)
    return Model(
        user_ids=baskets.user_ids,
        item_ids=baskets.item_ids,
        profiles=profile(baskets, chosen.memory),
        popularity=popularity,
        affinity=affinity,
        habit=habit_weights(baskets, popularity, affinity, chosen),
        config=chosen,
    )
