"""The leader's page: next week's selection under the week's constraints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Path, Request
from fastapi.responses import RedirectResponse, Response

from community.errors import Infeasible, LvlinError
from community.weeks import Week
from serving.api.context import ServicesNow
from serving.pages.faults import explain
from serving.pages.render import render_for, wants_fragment
from serving.pages.session import Visitor, visitor
from serving.pages.settings import (
    WEIGHTS,
    Products,
    Settings,
    SettingsForm,
    find_product,
    settings_of,
)
from serving.present.conflict import present_conflict
from serving.present.plan import MEDIA_TYPES, export_plan, present_plan
from serving.present.poll import present_poll
from serving.usecases.clock import next_week_in
from serving.usecases.plan import Proposed, accept_plan, propose_plan, read_plan
from serving.usecases.plan_asked import asked_of
from serving.usecases.plan_limits import why_impossible
from serving.usecases.polls import open_polls
from serving.usecases.recommend import catalogue_of

router = APIRouter(prefix="/c/{community}/leader")
Leader = Annotated[Visitor, Depends(visitor("plans:write"))]
PlanPath = Annotated[str, Path(max_length=128)]
_AHEAD = 6
_NOTHING: Mapping[str, object] = {
    "plan": None,
    "fault": None,
    "conflict": None,
    "ask": "",
    "change": None,
    "answer": None,
    "failures": None,
    "curve": None,
    "proposals": None,
    "polls": [],
    "tried": None,
}


@router.get("")
def planner(request: Request, services: ServicesNow, visitor: Leader) -> Response:
    """Show the week's settings."""
    return _page(request, services, visitor, Settings(week=str(_soonest(services, visitor))))


@router.post("/plans")
def propose(
    request: Request,
    services: ServicesNow,
    visitor: Leader,
    form: Annotated[SettingsForm, Form()],
) -> Response:
    """Propose a selection, or name what excludes what."""
    products, settings = catalogue_of(services, visitor.community_id).products, form.settings
    try:
        asked = settings.asked(visitor.community_id, products)
        shown = _shown(services, propose_plan(services, asked), visitor)
    except LvlinError as error:
        shown = told(error, services, visitor, settings)
    return _answer(request, services, visitor, settings, **shown)


@router.get("/plans/{plan}")
def read(request: Request, services: ServicesNow, visitor: Leader, plan: PlanPath) -> Response:
    """Show a plan again, or give it as a file where the address ends in .csv, .xlsx or .txt."""
    id_, _, kind = plan.partition(".")
    proposed = read_plan(services, visitor.community_id, id_)
    if kind in MEDIA_TYPES:
        body = export_plan(proposed, kind, visitor.lang)
        name = f'attachment; filename="lvlin-{proposed.plan.week}.{kind}"'
        headers = {"Content-Disposition": name, "Cache-Control": "private, no-store"}
        return Response(body, media_type=MEDIA_TYPES[kind], headers=headers)
    return plan_page(request, services, visitor, proposed)


@router.post("/plans/{plan}/accept")
def accept(request: Request, services: ServicesNow, visitor: Leader, plan: PlanPath) -> Response:
    """Make a plan the week's selection."""
    proposed = read_plan(services, visitor.community_id, plan)
    settings = settings_of(asked_of(proposed.plan), proposed.catalogue.products)
    try:
        accepted = accept_plan(services, visitor.community_id, plan)
    except LvlinError as error:
        shown = _shown(services, proposed, visitor)
        fault = explain(error, visitor.lang, {})
        return _answer(request, services, visitor, settings, **{**shown, "fault": fault})
    if wants_fragment(request):
        return _answer(request, services, visitor, settings, **_shown(services, accepted, visitor))
    return RedirectResponse(_address(visitor, plan), 303)


def plan_page(
    request: Request,
    services: ServicesNow,
    visitor: Visitor,
    proposed: Proposed,
    **shown: object,
) -> Response:
    """Return the whole page of a plan, with answers to what was asked about it."""
    settings = settings_of(asked_of(proposed.plan), proposed.catalogue.products)
    found = {**_shown(services, proposed, visitor), **shown}
    return _page(request, services, visitor, settings, **found)


def told(
    error: LvlinError, services: ServicesNow, visitor: Visitor, settings: Settings
) -> dict[str, object]:
    """Return in words what went wrong; of conditions that exclude each other also what helps."""
    shown: dict[str, object] = {"fault": explain(error, visitor.lang, settings.typed)}
    if isinstance(error, Infeasible):
        products = catalogue_of(services, visitor.community_id).products
        asked = settings.asked(visitor.community_id, products)
        shown["conflict"] = present_conflict(why_impossible(services, asked, error), visitor.lang)
    return shown


def _soonest(services: ServicesNow, visitor: Visitor) -> Week:
    with services.database.read() as store:
        community = store.communities.get(visitor.community_id, visitor.community_id)
    return next_week_in(services, community)


def _shown(services: ServicesNow, proposed: Proposed, visitor: Visitor) -> dict[str, object]:
    """Return the plan with what its page draws beside it."""
    plan, scores = present_plan(proposed, visitor.lang), proposed.catalogue.scores
    tallies = open_polls(services, visitor.community_id)
    return {
        "polls": [present_poll(tally, visitor.lang, proposed.catalogue) for tally in tallies],
        "tried": settings_of(asked_of(proposed.plan), proposed.catalogue.products),
        "plan": plan,
        "monday": proposed.plan.week.monday,
        "scores": {line.product_id: scores[line.product_id] for line in proposed.plan.lines},
        "most": max((line.high or line.demand for line in plan.lines), default=0.0) or 1.0,
    }


def _address(visitor: Visitor, plan: str = "") -> str:
    base = f"/c/{visitor.community_id}/leader"
    return f"{base}/plans/{plan}" if plan else base


def _answer(
    request: Request, services: ServicesNow, visitor: Visitor, settings: Settings, **shown: object
) -> Response:
    if not wants_fragment(request):
        return _page(request, services, visitor, settings, **shown)
    values = _values(services, visitor, settings, **shown)
    response = render_for(request, "plan.html", visitor, {**values, "part": True})
    response.headers["HX-Push-Url"] = str(values["here"])
    return response


def _page(
    request: Request, services: ServicesNow, visitor: Visitor, settings: Settings, **shown: object
) -> Response:
    values = _values(services, visitor, settings, **shown)
    return render_for(request, "leader.html", visitor, {**values, "part": False})


def _values(
    services: ServicesNow, visitor: Visitor, settings: Settings, **shown: object
) -> dict[str, object]:
    catalogue = catalogue_of(services, visitor.community_id)
    products = catalogue.products
    soonest = _soonest(services, visitor)
    plan = shown.get("plan")
    return {
        **_NOTHING,
        "here": _address(visitor, getattr(plan, "id", "")),
        "asked": settings,
        "chosen": {
            "locks": _named(settings.locks, products),
            "bans": _named(settings.bans, products),
        },
        "weeks": [(str(week), week.monday) for week in (soonest + n for n in range(_AHEAD))],
        "products": sorted(products.values(), key=lambda product: product.name),
        "suppliers": sorted(catalogue.suppliers.values(), key=lambda supplier: supplier.name),
        "weights": WEIGHTS,
        **shown,
    }


def _named(words: Sequence[str], products: Products) -> list[tuple[str, str]]:
    """Return each choice as value and name; what names no product stays as it was typed."""
    found = [(word, find_product(word, products)) for word in words]
    return [(id_ or word, products[id_].name if id_ else word) for word, id_ in found]
