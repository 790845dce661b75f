"""The table the trees read: one row a candidate, one column a feature."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from recsys.affinity import positions
from recsys.baskets import Floats
from recsys.habit import habit_chance
from recsys.profiles import Profiles
from recsys.ranker.candidates import Proposal
from recsys.ranker.evidence import AGES, Evidence, chance_of
from recsys.ranker.pairs import Sparse

HABIT = (
    "personal", "habit", "strength", "times", "newest", "oldest", "gap", "due", "lately", "share",
    "weight", "latest", "exposure", "lines", "distinct", "last_size", "returning", "mainstream",
)  # fmt: skip
LIKE = ("affinity", "neighbours", "factors")
CROWD = (
    "popularity", *(f"popular_{age}" for age in range(AGES)), "buyers", "purchases", "came_back",
    "known_rate", "new_rate", "rate", "trend",
)  # fmt: skip
FEATURES = (*HABIT, *LIKE, *CROWD)
COMPONENTS = ("personal", "affinity", "popularity")
COMPONENT_OF = np.repeat([0, 1, 2], [len(HABIT), len(LIKE), len(CROWD)])
"""Which of the COMPONENTS each feature speaks for (F,)."""

_NO = -1.0  # of a habit that is none


@dataclass(frozen=True, slots=True)
class Likeness:
    """Where U people are among the factors (U, D), and what their nearest neighbours took."""

    people: Floats
    took: Sparse


def table(
    proposal: Proposal, who: Profiles, like: Likeness, evidence: Evidence, habit: Floats
) -> Floats:
    """Return the features of P candidates (P, F); `habit` (I,) is how far habits are trusted."""
    pairs, items = proposal.pairs, len(evidence.crowd)
    entry = positions(who.owner * items + who.item, pairs.owner * items + pairs.item)
    columns: dict[str, Any] = {
        "personal": proposal.personal,
        "affinity": proposal.affinity,
        "popularity": proposal.popularity,
        "weight": habit[pairs.item],
        "neighbours": like.took.at(pairs, items),
        "factors": evidence.factors.likeness(like.people, pairs),
        "rate": chance_of(evidence, pairs.item, entry >= 0),
        **_habits(who, entry),
        **_person(who, evidence, proposal),
        **_crowd(evidence, proposal),
    }
    filled = np.empty((len(pairs), len(FEATURES)), np.float32)
    for place, name in enumerate(FEATURES):
        filled[:, place] = columns[name]
    return filled


def _habits(who: Profiles, entry: Any) -> Mapping[str, Any]:
    """Return what someone's own purchases say of the item of each pair; `_NO` where none were."""
    gap = (who.oldest - who.newest) / np.maximum(who.times - 1, 1)
    often = who.times > 1
    columns: dict[str, Any] = {
        "habit": habit_chance(who, 1.0),
        "strength": who.strength,
        "times": who.times,
        "newest": who.newest,
        "oldest": who.oldest,
        "gap": np.where(often, gap, 99.0),
        "due": np.where(often, (who.newest + 1) / np.maximum(gap, 0.5), 0.0),
        "lately": who.lately,
        "share": who.share / np.maximum(who.exposure, 1e-6),
        "latest": who.latest,
    }
    if not len(who.item):
        return dict.fromkeys(columns, _NO)
    return {name: np.where(entry >= 0, column[entry], _NO) for name, column in columns.items()}


def _person(who: Profiles, evidence: Evidence, proposal: Proposal) -> Mapping[str, Any]:
    """Return what kind of shopper each pair is asked for."""
    owner, users = who.owner, len(who)
    lines = np.bincount(owner, who.times, users)
    distinct = np.diff(who.start)
    exposure = np.zeros(users)
    np.maximum.at(exposure, owner, who.exposure)
    fame = np.bincount(owner, evidence.crowd[who.item, AGES], users)
    columns = {
        "exposure": exposure,
        "lines": lines / np.maximum(exposure, 1e-6),
        "distinct": distinct,
        "last_size": np.bincount(owner, who.latest, users),
        "returning": 1.0 - distinct / np.maximum(lines, 1.0),
        "mainstream": fame / np.maximum(distinct, 1),
    }
    return {name: column[proposal.pairs.owner] for name, column in columns.items()}


def _crowd(evidence: Evidence, proposal: Proposal) -> Mapping[str, Any]:
    """Return what is known of the item of each pair."""
    item = proposal.pairs.item
    crowd, rates = evidence.crowd[item], evidence.rates[item]
    names = (*(f"popular_{age}" for age in range(AGES)), "buyers", "purchases", "came_back")
    return {
        **{name: crowd[:, place] for place, name in enumerate(names)},
        "known_rate": rates[:, 0],
        "new_rate": rates[:, 1],
        "trend": (crowd[:, 0] + 1e-4) / (crowd[:, 1] + 1e-4),
    }
