"""The weekly selection, and why a product is not in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from community.errors import Infeasible
from community.ids import CommunityId, PlanId, ProductId
from community.models import Plan, PlanLine
from community.ranking import Reason
from community.weeks import Week
from recsys.planning.reasons import Why
from recsys.planning.scenario import Scenario
from recsys.planning.search import Limits
from recsys.planning.solver import Solution, solve
from recsys.planning.states import Bought, bought, constraint_states


def plan_week(
    week: Week,
    scenario: Scenario,
    *,
    community_id: CommunityId,
    now: datetime,
    plan_id: PlanId,
    limits: Limits | None = None,
) -> Plan:
    """Return the best selection for `week`, dearest order first.

    Raises Infeasible with a minimal conflict.
    """
    solution = solve(scenario, limits)
    chosen = bought(solution.packs, scenario)
    why = Why(scenario, chosen)
    return Plan(
        id=plan_id,
        community_id=community_id,
        week=week,
        created_at=now,
        lines=tuple(_line(b, why) for b in chosen),
        constraints=constraint_states(chosen, scenario),
        settings=_settings(scenario, solution),
    )


def why_not(product_id: ProductId, scenario: Scenario, limits: Limits | None = None) -> Reason:
    """Return why `product_id` is not in the best plan, by planning the week once more with it.

    not_candidate · banned · outage {supplier} · no_whole_case {case_size, capacity} · conflicts
    {with: names of the constraints that exclude it} · worth_less {loss: CNY, instead_of: ids}; and
    `chosen` when it is in the plan after all. Raises Infeasible when the week has no plan at all.
    """
    candidate = next((c for c in scenario.candidates if c.product_id == product_id), None)
    if candidate is None:
        return Reason("not_candidate")
    if product_id in scenario.constraints.bans:
        return Reason("banned")
    if candidate.supplier_id in scenario.constraints.supplier_outage:
        return Reason("outage", {"supplier": candidate.supplier_id})
    if (most := candidate.most_cases) is not None and most < candidate.fewest_cases:
        capacity = candidate.capacity or 0
        params = {"case_size": candidate.case_size, "capacity": capacity}
        return Reason("no_whole_case", params)
    return _compared(product_id, scenario, limits)


def _compared(product_id: ProductId, scenario: Scenario, limits: Limits | None) -> Reason:
    best = solve(scenario, limits)
    if product_id in best.packs:
        return Reason("chosen", {"packs": best.packs[product_id]})
    locks = (*scenario.constraints.locks, product_id)
    forced = replace(scenario, constraints=replace(scenario.constraints, locks=locks))
    try:
        other = solve(forced, limits)
    except Infeasible as error:
        others = [name for name in error.conflict if name != f"locks:{product_id}"]
        return Reason("conflicts", {"with": ", ".join(others)})
    gone = [id_ for id_ in best.packs if id_ not in other.packs]
    loss = round(max(best.worth - other.worth, 0.0), 2)
    return Reason("worth_less", {"loss": loss, "instead_of": ", ".join(gone)})


def _line(bought: Bought, why: Why) -> PlanLine:
    candidate = bought.candidate
    return PlanLine(
        product_id=candidate.product_id,
        supplier_id=candidate.supplier_id,
        packs=bought.packs,
        price=candidate.price,
        cost=candidate.cost,
        demand=candidate.demand,
        low=candidate.low,
        high=candidate.high,
        case_size=candidate.case_size,
        km=candidate.km,
        preference=candidate.preference,
        sustainability=candidate.sustainability,
        reasons=why.reasons(bought),
    )


def _settings(scenario: Scenario, solution: Solution) -> Mapping[str, object]:
    """Return what the plan was made with, as plain JSON values."""
    constraints, weights = scenario.constraints, scenario.weights
    return {
        "constraints": {
            "slots": {"min": constraints.slots_min, "max": constraints.slots_max},
            "budget": _plain(constraints.budget),
            "within_km": constraints.within_km,
            "local_by_count": str(constraints.local_by_count),
            "local_by_value": str(constraints.local_by_value),
            "category_limits": {
                name: {"min": low, "max": high}
                for name, (low, high) in constraints.category_limits.items()
            },
            "essentials": [
                {"name": e.name, "any_of": list(e.any_of), "min_packs": e.min_packs}
                for e in constraints.essentials
            ],
            "supplier_outage": list(constraints.supplier_outage),
            "locks": list(constraints.locks),
            "bans": list(constraints.bans),
            "cold_boxes": _plain(constraints.cold_boxes),
            "max_repeats": constraints.max_repeats,
        },
        "weights": {
            "margin": weights.margin,
            "preference": weights.preference,
            "sustainability": weights.sustainability,
            "waste": weights.waste,
            "kitchen": weights.kitchen,
        },
        "worth": round(solution.worth, 2),
        "status": solution.status,
        "gap": solution.gap,
    }


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else str(value)
