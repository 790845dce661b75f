"""Which products to let the neighbours choose between: those whose votes would teach most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from statistics import median

import numpy as np

from community.ids import CommunityId, ProductId
from community.models import Plan
from community.ports import Store, each
from recsys.planning.kitchen import pair_worth
from recsys.planning.scenario import Candidate, Scenario
from recsys.planning.search import Limits
from recsys.planning.solver import solve
from recsys.planning.value import curves
from serving.catalogues import Catalogue
from serving.services import Services
from serving.usecases.plan_asked import PlanAsked, asked_of
from serving.usecases.plan_question import question_of
from serving.usecases.polls import count_votes
from serving.usecases.recommend import catalogue_of

_GAP = 2e-4  # five times finer than for a plan: what a vote moves is small beside the week
_SETS = 4  # sets of options that are solved for, nearest to the margin first
_TURNOUT, _WON = 0.3, 0.6  # of the neighbours, and of the votes, where no poll was held yet
_POLLS = 12  # the last ones tell how many vote

Packs = Mapping[ProductId, int]
_Ranked = tuple[float, ProductId, Candidate]


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What happens to the plan when an option wins.

    `change` is by how many CNY the week is worth more, `gain` the part of it that only planning
    again brings, `packs` how many that moves.
    """

    product_id: ProductId
    in_plan: bool
    chance: float
    change: float
    gain: float
    packs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Options to vote on with their effects, and how many votes the winner is expected to get."""

    effects: tuple[Effect, ...]
    voters: int

    @property
    def change(self) -> float:
        """Expected CNY by which the result changes what the week is worth."""
        return sum(effect.chance * effect.change for effect in self.effects)

    @property
    def gain(self) -> float:
        """Expected CNY that planning again with the result is worth."""
        return sum(effect.chance * effect.gain for effect in self.effects)

    @property
    def packs(self) -> float:
        """Expected packs that planning again with the result moves."""
        return sum(effect.chance * effect.packs for effect in self.effects)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposals:
    """The polls proposed for a plan, the best first, with the catalogue of their ids."""

    plan: Plan
    proposals: tuple[Proposal, ...]
    catalogue: Catalogue


def propose_polls(
    services: Services, community_id: CommunityId, plan_id: str, *, options: int = 2, n: int = 3
) -> Proposals:
    """Return polls of `options` products each, the one expected to change the plan most first.

    For every option the week is solved again with the votes of its expected win; its gain is what
    the plan solved for them is worth above the plan without them, both under those votes. So a
    poll whose result would move nothing gains nothing, and comes after those that do. Raises
    NotFound, and Infeasible where the plan's settings have no solution any more.
    """
    with services.database.read() as store:
        plan = store.plans.get(community_id, plan_id)
        history = services.histories.of(store, community_id)
        voters = _winning_votes(store, community_id, services.clock())
    name = ("polls", plan.id, plan.version, options, voters)
    found = history.once(name, lambda: _solved(services, asked_of(plan), options, voters))
    catalogue = catalogue_of(services, community_id)
    return Proposals(plan=plan, proposals=found[:n], catalogue=catalogue)


def _solved(
    services: Services, asked: PlanAsked, options: int, voters: int
) -> tuple[Proposal, ...]:
    trial = _Trial(services, asked, voters)
    question = question_of(services, asked)
    sets = _near_the_margin(question.scenario, trial.plan(question.scenario), options)
    found = [trial.proposal(members) for members in sets]
    return tuple(
        sorted(found, key=lambda p: (-p.gain, -p.change, [e.product_id for e in p.effects]))
    )


class _Trial:
    """Solves the week under other votes, each case once."""

    def __init__(self, services: Services, asked: PlanAsked, voters: int) -> None:
        self._services = services
        self._asked = asked
        self._voters = voters
        self._effects: dict[ProductId, tuple[float, float, int]] = {}
        self._base: Packs = {}
        self._worth = 0.0

    def plan(self, scenario: Scenario) -> Packs:
        """Return the best plan without further votes, against which all others are held."""
        self._base = solve(scenario, Limits(gap=_GAP)).packs
        self._worth = _worth(self._base, scenario)
        return self._base

    def proposal(self, members: Sequence[Candidate]) -> Proposal:
        liked = sum(c.preference for c in members)
        return Proposal(
            effects=tuple(
                self._effect(c, c.preference / liked if liked else 1 / len(members))
                for c in members
            ),
            voters=self._voters,
        )

    def _effect(self, candidate: Candidate, chance: float) -> Effect:
        id_ = candidate.product_id
        if id_ not in self._effects:
            self._effects[id_] = self._solved(id_)
        change, gain, packs = self._effects[id_]
        return Effect(
            product_id=id_,
            in_plan=id_ in self._base,
            chance=chance,
            change=change,
            gain=gain,
            packs=packs,
        )

    def _solved(self, winner: ProductId) -> tuple[float, float, int]:
        votes = Counter(self._asked.votes) + Counter({winner: self._voters})
        scenario = question_of(self._services, replace(self._asked, votes=votes)).scenario
        packs = solve(scenario, Limits(gap=_GAP)).packs
        kept = _worth(self._base, scenario)
        gain = _worth(packs, scenario) - kept
        ids = packs.keys() | self._base.keys()
        moved = sum(abs(packs.get(id_, 0) - self._base.get(id_, 0)) for id_ in ids)
        if gain <= 0:  # the plan without the votes is as good: within the gap nothing better is
            return kept - self._worth, 0.0, 0
        return kept + gain - self._worth, gain, moved


def _worth(packs: Packs, scenario: Scenario) -> float:
    amounts = np.array([packs.get(c.product_id, 0) for c in scenario.candidates], float)
    alone = curves(scenario.candidates, scenario.weights).worth(amounts).sum()
    pairs, worth = pair_worth(scenario)
    return float(alone + worth[(amounts[pairs] > 0).all(axis=1)].sum())


def _near_the_margin(
    scenario: Scenario, packs: Packs, options: int
) -> Iterator[tuple[Candidate, ...]]:
    """Yield sets of products of a kind or of any, some just in the plan and some just out of it.

    What is just in is worth least of those in, what is just out most of those out; the sets in
    which the two lie closest come first.
    """
    worth = _own_worth(scenario, packs)
    free = [c for c in scenario.candidates if _may_change(c, scenario)]
    kinds = {c.category: [k for k in free if k.category == c.category] for c in free}
    kinds[""] = free  # whatever competes for the last slots
    sets = []
    for _, members in sorted(kinds.items()):
        ins = sorted(
            (worth[c.product_id], c.product_id, c) for c in members if c.product_id in packs
        )
        outs = sorted(
            (-worth[c.product_id], c.product_id, c) for c in members if c.product_id not in packs
        )
        if ins and outs and len(ins) + len(outs) >= options:
            nearest = [c for pair in _in_turn(outs, ins) for *_, c in pair]
            sets.append((ins[0][0] + outs[0][0], tuple(nearest[:options])))
    sets.sort(key=lambda found: (found[0], [c.product_id for c in found[1]]))
    yield from (members for _, members in sets[:_SETS])


def _in_turn(first: Sequence[_Ranked], second: Sequence[_Ranked]) -> Iterator[list[_Ranked]]:
    for place in range(max(len(first), len(second))):
        yield [side[place] for side in (first, second) if place < len(side)]


def _may_change(candidate: Candidate, scenario: Scenario) -> bool:
    constraints, most = scenario.constraints, candidate.most_cases
    fixed = candidate.product_id in (*constraints.locks, *constraints.bans)
    gone = candidate.supplier_id in constraints.supplier_outage
    return not fixed and not gone and (most is None or most >= candidate.fewest_cases)


def _own_worth(scenario: Scenario, packs: Packs) -> dict[ProductId, float]:
    """Return what each candidate is worth: by its packs in the plan, at its best out of it."""
    found = curves(scenario.candidates, scenario.weights)
    likely = np.array([_usual_packs(c) for c in scenario.candidates], float)  # (N, 3)
    now = np.array([packs.get(c.product_id, 0) for c in scenario.candidates], float)
    best = found.worth(likely).max(axis=1, initial=-np.inf)
    worth: list[float] = np.where(now > 0, found.worth(now), best).tolist()
    return {c.product_id: w for c, w in zip(scenario.candidates, worth, strict=True)}


def _usual_packs(candidate: Candidate) -> tuple[int, int, int]:
    """Return amounts in whole cases around what is likely to sell."""
    case, fewest, most = candidate.case_size, candidate.fewest_cases, candidate.most_cases
    cases = [
        max(fewest, round(q / case)) for q in (candidate.low, candidate.demand, candidate.high)
    ]
    low, middle, high = (min(c, most) if most is not None else c for c in cases)
    return low * case, middle * case, high * case


def _winning_votes(store: Store, community_id: CommunityId, now: datetime) -> int:
    """Return how many votes a winner gets: the median of the last polls."""
    past = [poll for poll in each(store.polls, community_id) if poll.closes_at <= now]
    past.sort(key=lambda poll: (poll.closes_at, poll.id))
    won = [_most(count_votes(store, poll, now).votes.values()) for poll in past[-_POLLS:]]
    if any(won):
        return round(median(won))
    return round(store.counts(community_id)["neighbours"] * _TURNOUT * _WON)


def _most(votes: Iterable[int]) -> int:
    return max(votes, default=0)
