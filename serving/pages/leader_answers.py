"""What the leader asks about a plan: what if, why not, at what price, and what to vote on."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Form, Path, Query, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel

from community.errors import LvlinError
from community.ids import ProductId
from serving.api.context import ServicesNow
from serving.messages import messages
from serving.pages.curve import draw_curve
from serving.pages.leader import Leader, PlanPath, plan_page, told
from serving.pages.render import render_for, wants_fragment
from serving.pages.session import Visitor
from serving.pages.settings import Ids, Settings, Small, find_product, settings_of
from serving.present.plan_change import present_answer, present_change, present_tradeoff
from serving.present.poll import present_poll, present_proposals
from serving.present.resilience import present_resilience
from serving.services import Services
from serving.usecases.plan import Proposed, read_plan
from serving.usecases.plan_asked import asked_of
from serving.usecases.plan_limits import resilience
from serving.usecases.plan_whatif import tradeoff, what_if, why_not
from serving.usecases.poll_proposals import propose_polls
from serving.usecases.polls import PollAsked, close_poll, open_poll, open_polls

router = APIRouter(prefix="/c/{community}/leader")


class WhatIfForm(BaseModel):
    """What would be different: weights, who fails, a price, and the fate of single products.

    A fate is `lock:` or `ban:` with a product id, or empty where nothing changes.
    """

    margin: Small = ""
    preference: Small = ""
    sustainability: Small = ""
    waste: Small = ""
    kitchen: Small = ""
    supplier_outage: Ids = ()
    fate: Ids = ()
    priced: Small = ""
    price: Small = ""

    def over(self, settings: Settings) -> Settings:
        """Return the plan's settings with what would be different."""
        weights = self.model_dump(exclude={"supplier_outage", "fate", "priced", "price"})
        prices = f"{self.priced}={self.price}" if self.priced and self.price.strip() else ""
        fates = [fate.partition(":") for fate in self.fate if fate]
        fated = {id_ for _, _, id_ in fates}
        kept = {"locks": settings.locks, "bans": settings.bans}
        chosen = {
            name: (
                *(id_ for id_ in ids if id_ not in fated),
                *(id_ for kind, _, id_ in fates if f"{kind}s" == name),
            )
            for name, ids in kept.items()
        }
        changes = {name: value for name, value in weights.items() if value}
        both = "、".join(text for text in (settings.prices, prices) if text)
        outage = {"supplier_outage": self.supplier_outage, "prices": both}
        return settings.model_copy(update={**changes, **chosen, **outage})


@router.post("/plans/{plan}/what-if")
def try_out(
    request: Request,
    services: ServicesNow,
    visitor: Leader,
    plan: PlanPath,
    form: Annotated[WhatIfForm, Form()],
) -> Response:
    """Show what would change in the plan; nothing of it is kept."""
    kept = read_plan(services, visitor.community_id, plan)
    products, before = kept.catalogue.products, asked_of(kept.plan)
    settings = form.over(settings_of(before, products))

    shown: dict[str, object] = {"tried": settings}
    try:
        wanted = settings.asked(visitor.community_id, products)
        asked = replace(wanted, votes=before.votes, costs=before.costs)
        compared = what_if(services, kept.plan, asked)
        shown["change"] = present_change(compared, visitor.lang)
    except LvlinError as error:
        shown |= told(error, services, visitor, settings)
    return _answered(request, services, visitor, kept, ask="what-if", **shown)


@router.get("/plans/{plan}/why-not")
def explain_absence(
    request: Request,
    services: ServicesNow,
    visitor: Leader,
    plan: PlanPath,
    *,
    product: Annotated[str, Query(max_length=128)] = "",
) -> Response:
    """Tell why a product, by name, is not in the plan."""
    kept = read_plan(services, visitor.community_id, plan)
    id_ = find_product(product.strip(), kept.catalogue.products) if product.strip() else None
    if id_ is None:
        text = messages(visitor.lang).say("why_not.unknown", name=product)
    else:
        found = why_not(services, visitor.community_id, plan, id_)
        text = present_answer(found, visitor.lang).reason.text
    answer = {"text": text, "product": product, "id": id_}
    return _answered(request, services, visitor, kept, ask="why-not", answer=answer)


@router.get("/plans/{plan}/resilience")
def show_failures(
    request: Request, services: ServicesNow, visitor: Leader, plan: PlanPath
) -> Response:
    """Show what each supplier of the plan would take away by failing."""
    kept = read_plan(services, visitor.community_id, plan)
    found = resilience(services, visitor.community_id, plan)
    failures = present_resilience(found, visitor.lang).failures
    return _answered(request, services, visitor, kept, ask="resilience", failures=failures)


@router.get("/plans/{plan}/tradeoff")
def show_tradeoff(
    request: Request, services: ServicesNow, visitor: Leader, plan: PlanPath
) -> Response:
    """Draw what a better score costs."""
    kept = read_plan(services, visitor.community_id, plan)
    found = present_tradeoff(tradeoff(services, visitor.community_id, plan))
    weight = asked_of(kept.plan).weights.sustainability
    curve = draw_curve(found.points, weight)
    return _answered(request, services, visitor, kept, ask="tradeoff", curve=curve)


@router.get("/plans/{plan}/polls")
def show_proposals(
    request: Request, services: ServicesNow, visitor: Leader, plan: PlanPath
) -> Response:
    """Propose what the neighbours should choose between."""
    kept = read_plan(services, visitor.community_id, plan)
    found = propose_polls(services, visitor.community_id, plan)
    proposed = present_proposals(found, visitor.lang).proposals
    proposals = [p for p in proposed if p.expected_gain > 0] or proposed[:1]
    return _answered(request, services, visitor, kept, ask="polls", proposals=proposals)


@router.post("/plans/{plan}/polls")
def start_poll(
    request: Request,
    services: ServicesNow,
    visitor: Leader,
    plan: PlanPath,
    option: Annotated[list[str], Form(min_length=2, max_length=10)],
) -> Response:
    """Open a poll on the plan's week."""
    kept = read_plan(services, visitor.community_id, plan)
    options = tuple(ProductId(id_) for id_ in option)
    asked = PollAsked(community_id=visitor.community_id, options=options, week=kept.plan.week)
    open_poll(services, asked)
    return _polls(request, services, visitor, kept)


@router.post("/plans/{plan}/polls/{poll}/close")
def end_poll(
    request: Request,
    services: ServicesNow,
    visitor: Leader,
    plan: PlanPath,
    poll: Annotated[str, Path(max_length=128)],
) -> Response:
    """Count no more votes."""
    kept = read_plan(services, visitor.community_id, plan)
    close_poll(services, visitor.community_id, poll)
    return _polls(request, services, visitor, kept)


def _polls(request: Request, services: Services, visitor: Visitor, kept: Proposed) -> Response:
    if not wants_fragment(request):
        base = f"/c/{visitor.community_id}/leader/plans/{kept.plan.id}"
        return RedirectResponse(f"{base}#polls", 303)
    tallies = open_polls(services, visitor.community_id)
    polls = [present_poll(tally, visitor.lang, kept.catalogue) for tally in tallies]
    values = {"polls": polls, "proposals": None, "plan": kept.plan}
    return render_for(request, "ask_polls.html", visitor, values)


def _answered(
    request: Request,
    services: Services,
    visitor: Visitor,
    kept: Proposed,
    *,
    ask: str,
    **shown: object,
) -> Response:
    """Answer htmx with the answer alone, a browser with the whole page and the answer in it."""
    if not wants_fragment(request):
        return plan_page(request, services, visitor, kept, ask=ask, **shown)
    tallies = open_polls(services, visitor.community_id) if ask == "polls" else []
    polls = [present_poll(tally, visitor.lang, kept.catalogue) for tally in tallies]
    blank = {"fault": None, "conflict": None, "change": None, "answer": None, "polls": polls}
    values = {**blank, "plan": kept.plan, **shown}
    return render_for(request, f"ask_{ask.replace('-', '_')}.html", visitor, values)
