"""Next week's selection over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request, Response

from community.errors import Infeasible
from community.ids import CommunityId
from serving.api.context import WRITES_PLANS, CommunityPath, ServicesNow, located
from serving.api.exact import exact
from serving.api.paging import Page, TurnNow, page_of
from serving.present.conflict import present_conflict
from serving.present.plan import MEDIA_TYPES, export_plan, present_plan
from serving.schemas.common import Lang
from serving.schemas.plan import PlanOut, PlanRequestIn
from serving.usecases.plan import PlanAsked, Proposed, accept_plan, propose_plan, read_plan
from serving.usecases.plan_limits import why_impossible
from serving.usecases.recommend import catalogue_of

router = APIRouter(
    prefix="/v1/communities/{community}", tags=["plans"], dependencies=[WRITES_PLANS]
)
PlanPath = Annotated[str, Path(alias="plan", max_length=128)]


@contextmanager
def conflicts_in_words(request: Request, asked: PlanAsked, lang: Lang) -> Iterator[None]:
    """Let the problem that answers an impossible week say it in sentences, and what would help."""
    try:
        yield
    except Infeasible as error:
        impossible = why_impossible(request.app.state.services, asked, error)
        request.state.explained = present_conflict(impossible, lang)
        raise


@router.post("/plans", status_code=201, summary="Propose a selection")
def create_plan(
    request: Request,
    services: ServicesNow,
    community: CommunityPath,
    asked: Annotated[PlanRequestIn, exact(PlanRequestIn)],
    response: Response,
) -> PlanOut:
    """Solve the week; impossible conditions are answered with those that exclude each other."""
    wanted = asked.laid_over(PlanAsked(community_id=CommunityId(community)))
    with conflicts_in_words(request, wanted, asked.lang):
        proposed = propose_plan(services, wanted)
    response.headers["Location"] = located(community, "plans", proposed.plan.id)
    return present_plan(proposed, asked.lang)


@router.get("/plans", summary="All plans, in pages")
def list_plans(
    services: ServicesNow, community: CommunityPath, turn: TurnNow, lang: Lang = "zh"
) -> Page[PlanOut]:
    """Give every plan that was proposed or accepted."""
    catalogue = catalogue_of(services, CommunityId(community))
    with services.database.read() as store:
        return page_of(
            store.plans,
            CommunityId(community),
            turn,
            lambda plan: present_plan(Proposed(plan=plan, catalogue=catalogue), lang),
        )


@router.get("/plans/{plan}", summary="One plan")
def get_plan(
    services: ServicesNow, community: CommunityPath, plan: PlanPath, lang: Lang = "zh"
) -> PlanOut:
    """Give a plan with its reasons and constraints."""
    return present_plan(read_plan(services, CommunityId(community), plan), lang)


@router.post("/plans/{plan}/accept", summary="Make a plan the week's selection")
def accept(
    services: ServicesNow, community: CommunityPath, plan: PlanPath, lang: Lang = "zh"
) -> PlanOut:
    """Offer the plan's products in its week, each with its packs as stock."""
    return present_plan(accept_plan(services, CommunityId(community), plan), lang)


@router.get(
    "/plans/{plan}/export",
    summary="A plan as CSV, XLSX or 接龙 text",
    response_class=Response,
    responses={
        200: {
            "content": {
                media.partition(";")[0]: {"schema": {"type": "string", "format": "binary"}}
                for media in MEDIA_TYPES.values()
            }
        }
    },
)
def export(
    services: ServicesNow,
    community: CommunityPath,
    plan: PlanPath,
    kind: Annotated[Literal["csv", "xlsx", "txt"], Query(description="The form of the file")],
    lang: Lang = "zh",
) -> Response:
    """Give a plan as a file."""
    proposed = read_plan(services, CommunityId(community), plan)
    name = f'attachment; filename="lvlin-{proposed.plan.week}.{kind}"'
    body = export_plan(proposed, kind, lang)
    return Response(body, media_type=MEDIA_TYPES[kind], headers={"Content-Disposition": name})
