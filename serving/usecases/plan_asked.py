"""What is asked of the planner, and how it is kept with the plan it led to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from community.ids import CommunityId, ProductId, SupplierId
from community.models import Plan
from community.weeks import Week
from recsys.planning.scenario import Bounds, Constraints, Essential, Weights

BOX_KG = 15.0  # what a returnable 40-litre cold box of greens and dairy weighs when full


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanAsked:
    """What the week must meet; shares 0–1, money in CNY, None does not limit.

    `prices` and `costs` stand in for those of the catalogue, `votes` come on top of those cast.
    """

    community_id: CommunityId
    week: Week | None = None
    slots_min: int = 1
    slots_max: int = 30
    budget: Decimal | None = None
    within_km: float = 50.0
    local_by_count: Decimal = Decimal("0.7")
    local_by_value: Decimal = Decimal(0)
    category_limits: Mapping[str, Bounds] = field(default_factory=dict)
    essentials: tuple[Essential, ...] = ()
    locks: tuple[ProductId, ...] = ()
    bans: tuple[ProductId, ...] = ()
    supplier_outage: tuple[SupplierId, ...] = ()
    cold_boxes: Decimal | None = None
    cold_box_kg: float = BOX_KG
    max_repeats: int | None = None
    weights: Weights = field(default_factory=lambda: Weights(sustainability=0.3))
    prices: Mapping[ProductId, Decimal] = field(default_factory=dict)
    costs: Mapping[ProductId, Decimal] = field(default_factory=dict)
    votes: Mapping[ProductId, int] = field(default_factory=dict)

    @property
    def constraints(self) -> Constraints:
        """The same in the planner's words."""
        return Constraints(
            slots_min=self.slots_min,
            slots_max=self.slots_max,
            budget=self.budget,
            within_km=self.within_km,
            local_by_count=self.local_by_count,
            local_by_value=self.local_by_value,
            category_limits=dict(self.category_limits),
            essentials=self.essentials,
            supplier_outage=self.supplier_outage,
            locks=self.locks,
            bans=self.bans,
            cold_boxes=self.cold_boxes,
            max_repeats=self.max_repeats,
        )


def keep_asked(plan: Plan, asked: PlanAsked) -> Plan:
    """Return the plan with what was asked beside its settings, as plain JSON."""
    kept = _adapter().dump_python(replace(asked, week=plan.week), mode="json")
    return replace(plan, settings={**plan.settings, "asked": kept})


def asked_of(plan: Plan) -> PlanAsked:
    """Return what a kept plan was asked for."""
    kept: Any = plan.settings["asked"]
    return _adapter().validate_python(kept)


@cache
def _adapter() -> TypeAdapter[PlanAsked]:
    return TypeAdapter(PlanAsked)
