"""A year of the group, week by week: a vote, a selection, baskets, and the habits they leave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from community.models import Neighbour
from community.sample.baskets import Household, Lines, fill_baskets
from community.sample.selection import Shelves, choose_options, choose_shelf
from community.sample.tables import Listing, Pair
from community.sample.tastes import Tastes
from community.weeks import Week

WEEKS = 52
_VOTERS = 0.3  # share of the neighbours that votes in a week
_SURE = 1.3  # how closely a vote follows the taste


@dataclass(frozen=True, slots=True)
class Ballot:
    """The options put to a vote, and the option each voting neighbour chose (as rows)."""

    options: tuple[int, ...]
    choices: Mapping[int, int]

    @property
    def winner(self) -> int:
        """The option with most votes, the first of equals."""
        votes = list(self.choices.values())
        return max(self.options, key=votes.count)


@dataclass(frozen=True, slots=True)
class WeekRecord:
    """One week in rows of neighbours and products; `ballot` was held on its selection."""

    week: Week
    ballot: Ballot
    shelf: NDArray[np.int64]
    lines: Lines


@dataclass(frozen=True, slots=True)
class YearRecord:
    """52 weeks, then the current one without orders, and the ballot on the next."""

    weeks: tuple[WeekRecord, ...]
    next_ballot: Ballot


def live_a_year(
    today: date,
    neighbours: Sequence[Neighbour],
    listings: Sequence[Listing],
    *,
    tastes: Tastes,
    pairs: Sequence[Pair],
    rng: np.random.Generator,
) -> YearRecord:
    """Return what was offered, voted and bought in the 52 weeks before that of `today`."""
    current = Week.of(today)
    weeks = [current + step for step in range(-WEEKS, 2)]
    shelves = Shelves.begin(listings, weeks, rng)
    household = Household.begin(neighbours, listings, tastes=tastes, pairs=pairs, rng=rng)
    records: list[WeekRecord] = []
    for number, week in enumerate(weeks):
        here = household.joined_by(week)
        ballot = _vote(choose_options(shelves, number, rng), tastes, here=here, rng=rng)
        if week > current:
            return YearRecord(tuple(records), ballot)
        shelf = choose_shelf(shelves, number, ballot.winner, rng)
        lines = Lines.none()
        if week < current:
            lines = fill_baskets(household, number, shelf, here=here, ballot=ballot.choices)
        records.append(WeekRecord(week, ballot, shelf, lines))
    raise AssertionError("the last week is after the current one")


def _vote(
    options: Sequence[int],
    tastes: Tastes,
    *,
    here: NDArray[np.bool_],
    rng: np.random.Generator,
) -> Ballot:
    """Let a share of the neighbours vote for what they like among what they may eat."""
    columns = np.array(options)
    voting = np.flatnonzero(here & (rng.random(len(here)) < _VOTERS))
    voting = voting[tastes.allowed[np.ix_(voting, columns)].any(axis=1)]
    wish = _SURE * tastes.liking[np.ix_(voting, columns)] + rng.gumbel(
        size=(len(voting), len(columns))
    )
    wish[~tastes.allowed[np.ix_(voting, columns)]] = -np.inf
    chosen = columns[wish.argmax(axis=1)] if len(voting) else columns[:0]
    pairs = zip(voting.tolist(), chosen.tolist(), strict=True)
    return Ballot(tuple(int(option) for option in options), dict(pairs))
