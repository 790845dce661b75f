"""Exams: what was known before an answer, whose answer, and what it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from recsys.baskets import Baskets, Clock, Flags, Longs
from recsys.ranker.pairs import Pairs

_PEOPLE = 12_000  # asked in all: enough to learn from


@dataclass(frozen=True, slots=True)
class Exam:
    """`known` baskets, user rows `asked`, and the truth as keys position·I + item, sorted.

    `offered` item rows could be bought then: everything, where that is not known.
    """

    known: Baskets
    asked: Longs
    truth: Longs
    offered: Longs

    def taken(self, pairs: Pairs) -> Flags:
        """Return whether each pair of the users asked came true (P,)."""
        return np.isin(pairs.owner * self.known.items + pairs.item, self.truth)


def exams(baskets: Baskets, answered: Flags | None, count: int) -> Iterator[Exam]:
    """Yield at most `count` exams without anything in `known` of the answers asked for.

    On users' own clocks, folds: each asks other users for their newest basket, and learns from
    everybody else's. On a shared calendar, origins: the newest weeks are asked for one after the
    other, from the weeks before. `answered` (U,) marks who may be asked, None for everybody; a
    user with nothing before the answer is never.
    """
    may = np.ones(baskets.users, bool) if answered is None else answered
    split = _folds if baskets.clock is Clock.OWN else _weeks
    for known, answer in split(baskets, may, count):
        before = np.zeros(baskets.users, bool)
        before[known.user] = True
        line = np.flatnonzero(answer & before[baskets.user])
        asked, position = np.unique(baskets.user[line], return_inverse=True)
        if len(asked):
            truth = np.sort(position * baskets.items + baskets.item[line])
            offered = _offered(baskets, answer)
            yield Exam(known, asked.astype(np.int64), truth, offered)


def _folds(baskets: Baskets, may: Flags, count: int) -> Iterator[tuple[Baskets, Flags]]:
    old = np.zeros(baskets.users, bool)
    old[baskets.user[baskets.age > 0]] = True
    people = np.random.default_rng(0).permutation(np.flatnonzero(may & old))[:_PEOPLE]
    if len(people) < count:
        return
    for fold in range(count):
        mine = np.zeros(baskets.users, bool)
        mine[people[fold::count]] = True
        answer = (baskets.age == 0) & mine[baskets.user]
        yield baskets.keep(~answer), answer


def _weeks(baskets: Baskets, may: Flags, count: int) -> Iterator[tuple[Baskets, Flags]]:
    for age in range(min(count, int(np.max(baskets.age, initial=0)))):
        yield baskets.keep(baskets.age > age), (baskets.age == age) & may[baskets.user]


def _offered(baskets: Baskets, answer: Flags) -> Longs:
    """Return what could be bought when the answers were given: `on_sale` of `recsys.profiles`."""
    if baskets.clock is Clock.OWN:
        return np.arange(baskets.items)
    return np.unique(baskets.item[answer]).astype(np.int64)
