"""Learns the ranker from exams, and keeps it only where it ranks better than the simple sum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from recsys.baskets import Baskets, Flags, Floats
from recsys.config import Config
from recsys.model import Model, fit
from recsys.ranker.boosting import Lesson, boost
from recsys.ranker.candidates import Proposal, joined, offered_by
from recsys.ranker.evidence import learn_evidence
from recsys.ranker.exams import Exam, exams
from recsys.ranker.ranker import Ranker, candidates, log_odds

_CUT = 10
_ASKED = 100  # fewer answers than that, or fewer to judge by, prove nothing
_ROWS = 400_000  # to learn from; of those not taken a sample stands for all
_AT_ONCE = 256


@dataclass(frozen=True, slots=True)
class Sheet:
    """The candidates of one exam: their features, and who took what in truth."""

    exam: Exam
    proposal: Proposal
    table: Floats
    taken: Flags


def fit_ranked(baskets: Baskets, config: Config, answered: Flags | None = None) -> Model:
    """Return the model of these baskets, with a ranker where the data prove that it helps.

    `answered` (U,) marks the users whose newest basket is an answer like those asked for later.
    """
    model = fit(baskets, config)
    if not config.rounds:
        return model
    sheets = [_sit(exam, model.config) for exam in exams(baskets, answered, config.exams)]
    if not helps(sheets, config):
        return model
    trees = boost(lesson(sheets), config.rounds)
    evidence = learn_evidence(baskets, model.profiles, model.config)
    return replace(model, ranker=Ranker(evidence, trees, model.habit))


def helps(sheets: Sequence[Sheet], config: Config) -> bool:
    """Return whether trees learnt from all exams but the first rank it better than the simple sum.

    Better is a mean gain in NDCG above its standard error.
    """
    if len(sheets) < 2:
        return False
    judged, others = sheets[0], sheets[1:]
    asked = sum(len(sheet.exam.asked) for sheet in others)
    if min(asked, len(judged.exam.asked)) < _ASKED or not any(s.taken.any() for s in others):
        return False
    trees = boost(lesson(others), config.rounds)
    simple = log_odds(judged.proposal)
    gain = ndcg(judged, simple + trees(judged.table).sum(axis=1)) - ndcg(judged, simple)
    return bool(gain.mean() > gain.std() / np.sqrt(len(gain)))


def lesson(sheets: Sequence[Sheet]) -> Lesson:
    """Return what is to be learnt: all that was taken, and a sample of what was not."""
    taken = np.concatenate([sheet.taken for sheet in sheets])
    share = min(1.0, _ROWS / max(len(taken), 1))
    drawn = taken | (np.random.default_rng(0).random(len(taken)) < share)
    return Lesson(
        table=np.concatenate([sheet.table for sheet in sheets])[drawn],
        taken=taken[drawn],
        start=np.concatenate([log_odds(sheet.proposal) for sheet in sheets])[drawn],
        weight=np.where(taken[drawn], 1.0, 1.0 / share),
    )


def ndcg(sheet: Sheet, score: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the NDCG@10 of each user asked (U,), by the definition of `recsys.metrics`."""
    pairs, people = sheet.proposal.pairs, len(sheet.exam.asked)
    order = np.lexsort((pairs.item, -score, pairs.owner))
    owner = pairs.owner[order]
    rank = np.arange(len(order)) - np.searchsorted(owner, np.arange(people))[owner]
    first = (rank < _CUT) & sheet.taken[order]
    found = np.bincount(owner[first], 1.0 / np.log2(rank[first] + 2.0), people)
    size = np.bincount(sheet.exam.truth // sheet.exam.known.items, minlength=people)
    best = np.cumsum(1.0 / np.log2(np.arange(int(size.max())) + 2.0))
    return np.asarray(found / best[size - 1])


def _sit(exam: Exam, config: Config) -> Sheet:
    """Return the sheet of one exam: a model of what was known, asked for the answers."""
    model = fit(exam.known, config)
    evidence = learn_evidence(exam.known, model.profiles, config)
    offered = offered_by(exam.offered, model.affinity.outputs, model.popularity)
    found = []
    for begin in range(0, len(exam.asked), _AT_ONCE):
        who = model.profiles.take(exam.asked[begin : begin + _AT_ONCE])
        found.append(candidates(who, offered, model.simple, evidence, model.habit))
    proposal = joined([part for part, _ in found])
    table = np.concatenate([rows for _, rows in found])
    return Sheet(exam, proposal, table, exam.taken(proposal.pairs))
