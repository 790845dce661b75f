"""Questions about a plan, over HTTP: what if, why not, at what price."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request

from community.ids import CommunityId
from serving.api.context import WRITES_PLANS, CommunityPath, ServicesNow
from serving.api.exact import exact
from serving.api.plans import PlanPath, conflicts_in_words
from serving.present.plan_change import present_answer, present_change, present_tradeoff
from serving.present.resilience import present_resilience
from serving.schemas.common import Lang
from serving.schemas.plan import ResilienceOut, TradeoffsOut, WhatIfIn, WhatIfOut, WhyNotOut
from serving.usecases.plan import read_plan
from serving.usecases.plan_asked import asked_of
from serving.usecases.plan_limits import resilience
from serving.usecases.plan_whatif import tradeoff, what_if, why_not

router = APIRouter(
    prefix="/v1/communities/{community}", tags=["plans"], dependencies=[WRITES_PLANS]
)


@router.post("/plans/{plan}/what-if", summary="What if something were different")
def try_plan(
    request: Request,
    services: ServicesNow,
    community: CommunityPath,
    plan: PlanPath,
    change: Annotated[WhatIfIn, exact(WhatIfIn)],
) -> WhatIfOut:
    """Solve the plan's week again with what is sent, and give the difference; nothing is kept."""
    before = read_plan(services, CommunityId(community), plan).plan
    asked = change.laid_over(asked_of(before))
    with conflicts_in_words(request, asked, change.lang):
        found = what_if(services, before, asked)
    return present_change(found, change.lang)


@router.get("/plans/{plan}/resilience", summary="What the plan loses when a supplier fails")
def list_failures(
    services: ServicesNow, community: CommunityPath, plan: PlanPath, lang: Lang = "zh"
) -> ResilienceOut:
    """Give for each supplier what goes, which essentials stay covered, and what is lost."""
    return present_resilience(resilience(services, CommunityId(community), plan), lang)


@router.get("/plans/{plan}/why-not", summary="Why a product is not in a plan")
def explain_absence(
    services: ServicesNow,
    community: CommunityPath,
    plan: PlanPath,
    product: Annotated[str, Query(min_length=1, max_length=128, description="Product id")],
    lang: Lang = "zh",
) -> WhyNotOut:
    """Give the reason, by solving the week with the product where need be."""
    return present_answer(why_not(services, CommunityId(community), plan, product), lang)


@router.get("/plans/{plan}/tradeoff", summary="What a better score costs")
def list_tradeoff(services: ServicesNow, community: CommunityPath, plan: PlanPath) -> TradeoffsOut:
    """Give expected margin and mean score of the week's plan over the weight of the score."""
    return present_tradeoff(tradeoff(services, CommunityId(community), plan))
