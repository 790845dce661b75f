"""What a plan would be like if something were different, and why it is as it is."""

from __future__ import annotations

from dataclasses import dataclass, replace

from community.errors import NotFound
from community.ids import CommunityId, ProductId
from community.models import Plan, Product
from community.ranking import Reason
from community.weeks import Week
from recsys.planning.planner import why_not as explain_absence
from serving.catalogues import Catalogue
from serving.services import Services
from serving.usecases.plan import Proposed, read_plan, solved
from serving.usecases.plan_asked import PlanAsked, asked_of
from serving.usecases.plan_question import question_of

# From margin alone to a score that outweighs it.
_WEIGHTS = (0.0, 0.1, 0.2, 0.4, 0.7, 1.0, 1.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A kept plan and the one that would take its place, with the catalogue of their ids."""

    before: Plan
    after: Plan
    catalogue: Catalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Why a product is not in a plan, or what it does there."""

    product: Product
    reason: Reason
    catalogue: Catalogue


def what_if(services: Services, before: Plan, asked: PlanAsked) -> Compared:
    """Solve the week of a kept plan as it is `asked` now; nothing of it is kept.

    Raises InvalidField for what cannot be meant, and Infeasible.
    """
    question = question_of(services, asked)
    after = solved(services, question)
    return Compared(before=before, after=after, catalogue=question.catalogue)


def why_not(services: Services, community_id: CommunityId, plan_id: str, product_id: str) -> Answer:
    """Tell why a product is not in a plan, solving its week with it where need be.

    Raises NotFound for an unknown plan or product.
    """
    kept = read_plan(services, community_id, plan_id)
    product = kept.catalogue.products.get(ProductId(product_id))
    if product is None:
        raise NotFound("product", product_id)
    question = question_of(services, asked_of(kept.plan))
    reason = _absent(product, kept.plan.week) or explain_absence(product.id, question.scenario)
    return Answer(product=product, reason=reason, catalogue=question.catalogue)


def _absent(product: Product, week: Week) -> Reason | None:
    """Return what keeps a product from being offered at all."""
    if product.withdrawn or product.hidden:
        return Reason("withdrawn" if product.withdrawn else "hidden")
    if product.months and week.monday.month not in product.months:
        months = ", ".join(str(month) for month in product.months)
        return Reason("off_season", {"month": week.monday.month, "months": months})
    return None


def tradeoff(
    services: Services, community_id: CommunityId, plan_id: str
) -> tuple[tuple[float, Proposed], ...]:
    """Return the plan's week solved for every weight of sustainability, the weight first.

    Raises NotFound and Infeasible.
    """
    kept = read_plan(services, community_id, plan_id).plan
    with services.database.read() as store:
        history = services.histories.of(store, community_id)
    return history.once(("tradeoff", kept.id), lambda: _solved_by_weight(services, asked_of(kept)))


def _solved_by_weight(services: Services, asked: PlanAsked) -> tuple[tuple[float, Proposed], ...]:
    found = []
    for weight in _WEIGHTS:
        weights = replace(asked.weights, sustainability=weight)
        question = question_of(services, replace(asked, weights=weights))
        plan = solved(services, question)
        found.append((weight, Proposed(plan=plan, catalogue=question.catalogue)))
    return tuple(found)
