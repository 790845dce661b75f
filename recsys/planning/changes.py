"""What a week would be like if something were different."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from types import MappingProxyType

from community.ids import ProductId, SupplierId
from recsys.planning.scenario import Candidate, Scenario, Weights
from recsys.planning.search import Limits
from recsys.planning.solver import Solution, solve
from recsys.planning.states import Bought, bought


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What differs: weights, prices and costs in CNY, demand as a factor, suppliers that fail.

    A product that nobody offers this week is left as it is.
    """

    weights: Weights | None = None
    prices: Mapping[ProductId, Decimal] = field(default_factory=lambda: MappingProxyType({}))
    costs: Mapping[ProductId, Decimal] = field(default_factory=lambda: MappingProxyType({}))
    demand: Mapping[ProductId, float] = field(default_factory=lambda: MappingProxyType({}))
    outage: tuple[SupplierId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What a plan costs and earns when all of it is sold, in CNY, and its mean score (0–100)."""

    cost: Decimal
    margin: Decimal
    sustainability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """How one plan differs from another: products in and out, packs before and after."""

    added: tuple[ProductId, ...]
    dropped: tuple[ProductId, ...]
    packs: Mapping[ProductId, tuple[int, int]]  # of products in both whose amount differs
    before: Totals
    after: Totals
    worth: float  # CNY more, by each week's own weights


def changed(scenario: Scenario, change: Change) -> Scenario:
    """Return the week under `change`; raises InvalidField for what cannot be meant."""

    def other(c: Candidate) -> Candidate:
        factor = change.demand.get(c.product_id, 1.0)
        return replace(
            c,
            price=change.prices.get(c.product_id, c.price),
            cost=change.costs.get(c.product_id, c.cost),
            demand=c.demand * factor,
            low=c.low * factor,
            high=c.high * factor,
        )

    outage = (*scenario.constraints.supplier_outage, *change.outage)
    return replace(
        scenario,
        candidates=tuple(other(c) for c in scenario.candidates),
        constraints=replace(scenario.constraints, supplier_outage=tuple(dict.fromkeys(outage))),
        weights=change.weights or scenario.weights,
    )


def what_if(
    scenario: Scenario,
    change: Change | Callable[[Scenario], Scenario],
    *,
    plan: Solution | None = None,
    limits: Limits | None = None,
) -> tuple[Solution, Difference]:
    """Plan the week once more under `change`, and tell what differs from `plan`.

    Without a plan the week is solved first. Raises InvalidField, and Infeasible with the conflict
    of the week it would be.
    """
    before = plan or solve(scenario, limits)
    week = changed(scenario, change) if isinstance(change, Change) else change(scenario)
    after = solve(week, limits)
    return after, difference(before, after, (scenario, week))


def difference(before: Solution, after: Solution, weeks: tuple[Scenario, Scenario]) -> Difference:
    """Return how a plan of the second week differs from a plan of the first."""
    old, new = before.packs, after.packs
    return Difference(
        added=tuple(id_ for id_ in new if id_ not in old),
        dropped=tuple(id_ for id_ in old if id_ not in new),
        packs={id_: (old[id_], new[id_]) for id_ in old if new.get(id_, old[id_]) != old[id_]},
        before=totals(bought(old, weeks[0])),
        after=totals(bought(new, weeks[1])),
        worth=after.worth - before.worth,
    )


def totals(chosen: tuple[Bought, ...]) -> Totals:
    """Return cost, margin and mean sustainability, by packs, of what a plan buys."""
    cost = sum((b.cost for b in chosen), Decimal(0))
    value = sum((b.candidate.price * b.packs for b in chosen), Decimal(0))
    packs = sum(b.packs for b in chosen)
    score = sum(b.candidate.sustainability * b.packs for b in chosen)
    mean = score / packs if packs else 0.0
    return Totals(cost=cost, margin=value - cost, sustainability=mean)
