"""What becomes of the essentials when a supplier of the plan fails."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from community.errors import Infeasible
from community.ids import ProductId, SupplierId
from recsys.planning.changes import Change, changed
from recsys.planning.scenario import Essential, Scenario
from recsys.planning.search import Limits
from recsys.planning.solver import Solution, solve

Packs = Mapping[ProductId, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """Packs asked for of an essential, and what covers them in a plan."""

    name: str
    asked: int
    by: Packs

    @property
    def covered(self) -> bool:
        """Tell whether there is enough."""
        return sum(self.by.values()) >= self.asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """One supplier fails: what the plan still covers as it is, and what a new plan would.

    `lost` are the products that go. `loss` is what the new plan is worth less, in CNY; where there
    is none, `after` is empty, `loss` None, and `conflict` names what excludes each other.
    """

    supplier_id: SupplierId
    lost: tuple[ProductId, ...]
    still: tuple[Cover, ...]
    after: tuple[Cover, ...] = ()
    loss: float | None = None
    conflict: tuple[str, ...] = ()


def failures(
    scenario: Scenario, plan: Solution, limits: Limits | None = None
) -> tuple[Failure, ...]:
    """Return what each supplier of a plan would take away by failing, in the order of suppliers."""
    suppliers = {c.product_id: c.supplier_id for c in scenario.candidates}
    used = {suppliers[id_] for id_ in plan.packs}
    return tuple(
        _failure(scenario, plan, terms.supplier_id, limits)
        for terms in scenario.suppliers
        if terms.supplier_id in used
    )


def _failure(
    scenario: Scenario, plan: Solution, supplier: SupplierId, limits: Limits | None
) -> Failure:
    own = {c.product_id for c in scenario.candidates if c.supplier_id == supplier}
    left = {id_: packs for id_, packs in plan.packs.items() if id_ not in own}
    lost = tuple(id_ for id_ in plan.packs if id_ in own)
    still = covers(scenario, left)
    try:
        other = solve(changed(scenario, Change(outage=(supplier,))), limits)
    except Infeasible as error:
        return Failure(supplier_id=supplier, lost=lost, still=still, conflict=error.conflict)
    return Failure(
        supplier_id=supplier,
        lost=lost,
        still=still,
        after=covers(scenario, other.packs),
        loss=max(plan.worth - other.worth, 0.0),
    )


def covers(scenario: Scenario, packs: Packs) -> tuple[Cover, ...]:
    """Return what covers every essential of the week in a plan."""
    return tuple(_cover(essential, packs) for essential in scenario.constraints.essentials)


def _cover(essential: Essential, packs: Packs) -> Cover:
    by = {id_: packs[id_] for id_ in dict.fromkeys(essential.any_of) if id_ in packs}
    return Cover(name=essential.name, asked=essential.min_packs, by=by)
