"""The ranker that serves: looks closer at the candidates and corrects the simple sum."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recsys.baskets import Floats, Longs
from recsys.parts import Parts, Scorer
from recsys.profiles import Profiles
from recsys.ranker.candidates import Offered, Proposal, propose
from recsys.ranker.evidence import Evidence
from recsys.ranker.features import Likeness, table
from recsys.ranker.pairs import Pairs
from recsys.ranker.trees import Trees

_LOW, _HIGH = 2e-3, 0.95  # chances of the simple sum outside are not believed


@dataclass(frozen=True, slots=True)
class Ranker:
    """Evidence, the trees that read it, and `habit` (I,), the trust in habits."""

    evidence: Evidence
    trees: Trees
    habit: Floats

    def best(self, who: Profiles, offered: Offered, simple: Scorer, n: int) -> Longs:
        """Return the item rows of the best n, at most `BEST`, for U people (U, n).

        -1 where there are fewer; ties by lower row. What was not looked at comes after them all.
        """
        proposal, rows = candidates(who, offered, simple, self.evidence, self.habit)
        pairs = proposal.pairs
        score = corrected(proposal, self.trees(rows)).sum(axis=0)
        order = np.lexsort((pairs.item, -score, pairs.owner))
        owner = pairs.owner[order]
        rank = np.arange(len(order)) - np.searchsorted(owner, np.arange(len(who)))[owner]
        found = np.full((len(who), min(n, len(offered.candidates))), -1, np.int64)
        first = rank < found.shape[1]
        found[owner[first], rank[first]] = pairs.item[order][first]
        return found

    def parts(self, who: Profiles, offered: Offered, simple: Scorer) -> Parts:
        """Return the parts (U, C) for U people and the candidates offered."""
        proposal, rows = candidates(who, offered, simple, self.evidence, self.habit)
        found = corrected(proposal, self.trees(rows))
        if offered.few:
            return Parts(*found.reshape(len(found), len(who), -1))
        return spread(simple(who, offered.candidates), proposal.pairs, found, offered.candidates)


def candidates(
    who: Profiles, offered: Offered, simple: Scorer, evidence: Evidence, habit: Floats
) -> tuple[Proposal, Floats]:
    """Return the candidates of U people and the features of each (P, F)."""
    items = len(evidence.crowd)
    people = evidence.factors.of(who)
    alike = evidence.neighbours.took(people, items)
    proposal = propose(who, alike, offered, simple, items)
    return proposal, table(proposal, who, Likeness(people, alike), evidence, habit)


def log_odds(proposal: Proposal) -> NDArray[np.float64]:
    """Return the log-odds of the simple sum (P,): where the trees start from."""
    chance = np.clip(proposal.personal + proposal.affinity + proposal.popularity, _LOW, _HIGH)
    return np.asarray(np.log(chance / (1.0 - chance)))


def corrected(proposal: Proposal, added: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the parts (3, P) of the corrected chance; they add up to it.

    `added` (P, 3) are log-odds by component. Popularity's is believed first, then affinity's, then
    that of habits: each part changes by what its component does to the chance at that point.
    """
    start = log_odds(proposal)
    steps = 1.0 / (1.0 + np.exp(-(start[:, None] + np.cumsum(added[:, ::-1], axis=1))))
    popularity, affinity, personal = steps.T
    base = 1.0 / (1.0 + np.exp(-start))
    unbelieved = base - (proposal.personal + proposal.affinity + proposal.popularity)
    return np.stack(
        [
            proposal.personal + personal - affinity,
            proposal.affinity + affinity - popularity,
            proposal.popularity + popularity - base + unbelieved,
        ]
    )


def spread(parts: Parts, pairs: Pairs, found: NDArray[np.float64], columns: Longs) -> Parts:
    """Return parts (U, C) of item rows `columns`, sorted, with those `found` (3, P) of the pairs.

    Whatever was not looked at keeps its simple sum, made smaller so far that it comes after.
    """
    cell = pairs.owner, np.searchsorted(columns, pairs.item)
    rest = parts.total
    rest[cell] = -np.inf
    lowest = np.full(len(rest), np.inf)
    np.minimum.at(lowest, pairs.owner, found.sum(axis=0))
    highest = rest.max(axis=1, initial=0.0)
    shrink = np.where(highest > lowest, lowest / np.maximum(highest, 1e-300), 1.0)[:, None]
    whole = [part * shrink for part in (parts.personal, parts.affinity, parts.popularity)]
    for part, values in zip(whole, found, strict=True):
        part[cell] = values
    return Parts(*whole)
