"""The leader's page: next week's selection under the week's constraints."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Path, Request
from fastapi.responses import Response

from community.errors import Infeasible, InvalidField, LvlinError
from community.ids import ProductId
from community.weeks import Week
from serving.api.context import ServicesNow
from serving.pages.render import render, wants_fragment
from serving.pages.session import Visitor, visitor
from serving.present.plan import MEDIA_TYPES, export_plan, name_conflict, present_plan
from serving.usecases.clock import next_week_in
from serving.usecases.plan import PlanAsked, accept_plan, propose_plan, read_plan
from serving.usecases.recommend import catalogue_of

router = APIRouter(prefix="/c/{community}/leader")
Leader = Annotated[Visitor, Depends(visitor("plans:write"))]
PlanPath = Annotated[str, Path(max_length=128)]
Small = Annotated[str, Form(max_length=40)]
Long = Annotated[str, Form(max_length=2000)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The form as it was filled in, in its own units: per cent and comma lists."""

    week: str
    slots_max: str = "30"
    budget: str = ""
    local_by_count: str = "70"
    local_by_value: str = "0"
    sustainability: str = "30"
    locks: str = ""
    bans: str = ""

    def asked(self, visitor: Visitor) -> PlanAsked:
        """Return what is asked of the planner; raises InvalidField for what cannot be read."""
        return PlanAsked(
            community_id=visitor.community_id,
            week=Week.parse(self.week),
            slots_max=int(_number(self.slots_max, "/slots_max")),
            budget=_number(self.budget, "/budget") if self.budget.strip() else None,
            local_by_count=_share(self.local_by_count, "/local_by_count"),
            local_by_value=_share(self.local_by_value, "/local_by_value"),
            sustainability=float(_share(self.sustainability, "/sustainability")),
            locks=_ids(self.locks),
            bans=_ids(self.bans),
        )


def settings_form(
    week: Small,
    slots_max: Small = "30",
    budget: Small = "",
    local_by_count: Small = "70",
    local_by_value: Small = "0",
    *,
    sustainability: Small = "30",
    locks: Long = "",
    bans: Long = "",
) -> Settings:
    """Read the form."""
    return Settings(
        week=week.strip(),
        slots_max=slots_max,
        budget=budget,
        local_by_count=local_by_count,
        local_by_value=local_by_value,
        sustainability=sustainability,
        locks=locks,
        bans=bans,
    )


@router.get("")
def planner(request: Request, services: ServicesNow, visitor: Leader) -> Response:
    """Show the week's settings."""
    with services.database.read() as store:
        community = store.communities.get(visitor.community_id, visitor.community_id)
    return _page(request, services, visitor, Settings(week=str(next_week_in(services, community))))


@router.post("/plan")
def propose(
    request: Request,
    services: ServicesNow,
    visitor: Leader,
    settings: Annotated[Settings, Depends(settings_form)],
) -> Response:
    """Propose a selection, or name what excludes what."""
    try:
        proposed = propose_plan(services, settings.asked(visitor))
    except Infeasible as error:
        catalogue = catalogue_of(services, visitor.community_id)
        conflict = [name_conflict(name, visitor.lang, catalogue) for name in error.conflict]
        return _answer(request, services, visitor, settings, problem=str(error), conflict=conflict)
    except LvlinError as error:
        return _answer(request, services, visitor, settings, problem=str(error))
    plan = present_plan(proposed, visitor.lang)
    return _answer(request, services, visitor, settings, plan=plan)


@router.post("/plans/{plan}/accept")
def accept(request: Request, services: ServicesNow, visitor: Leader, plan: PlanPath) -> Response:
    """Make a plan the week's selection."""
    accepted = present_plan(accept_plan(services, visitor.community_id, plan), visitor.lang)
    values = _values(visitor, plan=accepted)
    return render(request, "plan.html", visitor.lang, values)


@router.get("/plans/{plan}.{kind}")
def export(
    services: ServicesNow,
    visitor: Leader,
    plan: PlanPath,
    kind: Annotated[str, Path(pattern="^(csv|xlsx|txt)$")],
) -> Response:
    """Give a plan as a file."""
    proposed = read_plan(services, visitor.community_id, plan)
    body = export_plan(proposed, kind, visitor.lang)
    name = f'attachment; filename="lvlin-{proposed.plan.week}.{kind}"'
    return Response(body, media_type=MEDIA_TYPES[kind], headers={"Content-Disposition": name})


def _answer(
    request: Request, services: ServicesNow, visitor: Visitor, settings: Settings, **shown: object
) -> Response:
    if wants_fragment(request):
        return render(request, "plan.html", visitor.lang, _values(visitor, **shown))
    return _page(request, services, visitor, settings, **shown)


def _page(
    request: Request, services: ServicesNow, visitor: Visitor, settings: Settings, **shown: object
) -> Response:
    catalogue = catalogue_of(services, visitor.community_id)
    products = sorted(catalogue.products.values(), key=lambda product: product.id)
    values = _values(visitor, asked=settings, products=products, **shown)
    return render(request, "leader.html", visitor.lang, values)


def _values(visitor: Visitor, **shown: object) -> dict[str, object]:
    nothing: dict[str, object] = {"plan": None, "problem": "", "conflict": []}
    return {**nothing, "community": visitor.community_id, **shown}


def _number(text: str, pointer: str) -> Decimal:
    try:
        number = Decimal(text.strip())
    except InvalidOperation as error:
        raise InvalidField(pointer, f"{text!r} is not a number") from error
    if not number.is_finite() or number < 0:
        raise InvalidField(pointer, "must be 0 or more")
    return number


def _share(text: str, pointer: str) -> Decimal:
    share = _number(text, pointer) / 100
    if share > 1:
        raise InvalidField(pointer, "must be at most 100 %")
    return share


def _ids(text: str) -> tuple[ProductId, ...]:
    words = text.replace("，", ",").replace("、", ",").replace(" ", ",").split(",")
    return tuple(ProductId(word) for word in words if word)
