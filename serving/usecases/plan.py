"""Next week's selection: proposed, read again, and made what is offered."""

from __future__ import annotations

from dataclasses import dataclass, replace

from community.errors import Conflict
from community.ids import CommunityId, PlanId
from community.models import Offer, Plan, PlanStatus
from community.ports import Filter, Store, each
from recsys.planning.planner import plan_week
from serving.catalogues import Catalogue
from serving.fresh_ids import fresh_id
from serving.services import Services
from serving.usecases.plan_asked import PlanAsked, keep_asked
from serving.usecases.plan_question import Question, question_of
from serving.usecases.recommend import catalogue_of

__all__ = ["PlanAsked", "Proposed", "accept_plan", "propose_plan", "read_plan"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A plan with the catalogue that its ids come from."""

    plan: Plan
    catalogue: Catalogue


def propose_plan(services: Services, asked: PlanAsked) -> Proposed:
    """Solve the week and keep the proposal.

    Raises NotFound for an unknown community, InvalidField for a week gone by or an impossible
    setting, Infeasible naming the constraints that exclude each other.
    """
    question = question_of(services, asked)
    plan = solved(services, question)
    with services.database.transaction() as store:
        store.plans.save([plan])
        store.commit()
    return Proposed(plan=plan, catalogue=question.catalogue)


def solved(services: Services, question: Question) -> Plan:
    """Return the best plan for a question, not kept; raises Infeasible."""
    plan = plan_week(
        question.week,
        question.scenario,
        community_id=question.asked.community_id,
        now=services.clock(),
        plan_id=PlanId(fresh_id()),
    )
    return keep_asked(plan, question.asked)


def read_plan(services: Services, community_id: CommunityId, plan_id: str) -> Proposed:
    """Return a kept plan; raises NotFound."""
    with services.database.read() as store:
        plan = store.plans.get(community_id, plan_id)
    return Proposed(plan=plan, catalogue=catalogue_of(services, community_id))


def accept_plan(services: Services, community_id: CommunityId, plan_id: str) -> Proposed:
    """Make a plan the selection of its week: its products are what is offered then.

    Raises NotFound, and Conflict when the week already has orders for something it leaves out.
    """
    with services.database.transaction() as store:
        store.alone(community_id)
        plan = store.plans.get(community_id, plan_id)
        _withdraw_others(store, plan)
        store.offers.save(_offers(plan))
        accepted = replace(plan, status=PlanStatus.ACCEPTED, version=plan.version + 1)
        store.plans.save([accepted])
        store.commit()
    services.catalogues.forget(community_id)
    services.histories.forget(community_id)
    return Proposed(plan=accepted, catalogue=catalogue_of(services, community_id))


def _withdraw_others(store: Store, plan: Plan) -> None:
    """Take back the week's offers that the plan leaves out; nobody may have ordered them."""
    where = Filter(week=plan.week)
    kept = {line.product_id for line in plan.lines}
    orders = each(store.orders, plan.community_id, where=where)
    ordered = {line.product_id for order in orders for line in order.lines}
    for offer in list(each(store.offers, plan.community_id, where=where)):
        if offer.product_id in kept:
            continue
        if offer.product_id in ordered:
            raise Conflict(f"{offer.product_id} is already ordered in {offer.week}")
        store.offers.remove(offer.community_id, offer.id)


def _offers(plan: Plan) -> list[Offer]:
    return [
        Offer(
            community_id=plan.community_id,
            week=plan.week,
            product_id=line.product_id,
            price=line.price,
            stock=line.packs,
        )
        for line in plan.lines
    ]
