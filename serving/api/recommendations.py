"""Rankings: for a neighbour, and for a show."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from community.ids import CommunityId, NeighbourId
from community.weeks import Week
from recsys.request import LocalFloor, Weights
from serving.api.context import READS_PICKS, CommunityPath, PicksReader, ServicesNow
from serving.api.exact import exact
from serving.keys import check_neighbour, check_scope
from serving.present.recommendation import present_picks, present_recommendation
from serving.schemas.common import Id, Lang, WeekText
from serving.schemas.ranking import (
    LocalShare,
    PicksOut,
    PicksRequest,
    RecommendationOut,
    RecommendationRequest,
)
from serving.usecases.recommend import Asked, recommend

router = APIRouter(prefix="/v1/communities/{community}", tags=["recommendations"])
RankingIn = Annotated[RecommendationRequest, exact(RecommendationRequest)]
PicksIn = Annotated[PicksRequest, exact(PicksRequest)]


@router.post("/recommendations", summary="Rank this week's offers")
def create_recommendation(
    services: ServicesNow, key: PicksReader, community: CommunityPath, asked: RankingIn
) -> RecommendationOut:
    """Rank for one neighbour, which needs orders:write, or for the community."""
    if asked.neighbour_id is not None:
        check_scope(key, CommunityId(community), "orders:write")
        check_neighbour(key, asked.neighbour_id)
    found = recommend(
        services,
        Asked(
            community_id=CommunityId(community),
            week=Week.parse(asked.week) if asked.week else None,
            neighbour_id=NeighbourId(asked.neighbour_id) if asked.neighbour_id else None,
            n=asked.n,
            exclude_ids=tuple(asked.exclude_ids),
            basket=tuple(asked.basket),
            local=_floor(asked.local),
            weights=Weights(**asked.weights.model_dump()),
            respect_allergies=asked.respect_allergies,
            respect_diets=asked.respect_diets,
            seed=asked.seed,
        ),
    )
    return present_recommendation(found, asked.lang)


@router.get("/picks", summary="What to show next", dependencies=[READS_PICKS])
def list_picks(
    services: ServicesNow,
    community: CommunityPath,
    *,
    n: Annotated[int, Query(ge=1, le=100)] = 10,
    week: Annotated[WeekText | None, Query()] = None,
    exclude_ids: Annotated[list[Id] | None, Query(max_length=200)] = None,
    lang: Lang = "zh",
) -> PicksOut:
    """Give the community's picks in one plain request, for livestream tools."""
    asked = PicksRequest(week=week, n=n, exclude_ids=exclude_ids or [], lang=lang)
    return _picks(services, community, asked)


@router.post("/picks", summary="What to show next to those who watch", dependencies=[READS_PICKS])
def create_picks(services: ServicesNow, community: CommunityPath, asked: PicksIn) -> PicksOut:
    """Pick for an audience; the answer says nothing about anybody in it."""
    return _picks(services, community, asked)


def _floor(asked: LocalShare | None) -> LocalFloor | None:
    return None if asked is None else LocalFloor(within_km=asked.within_km, share=asked.share)


def _picks(services: ServicesNow, community: str, asked: PicksRequest) -> PicksOut:
    found = recommend(
        services,
        Asked(
            community_id=CommunityId(community),
            week=Week.parse(asked.week) if asked.week else None,
            audience=tuple(NeighbourId(id_) for id_ in asked.audience),
            n=asked.slots,
            exclude_ids=tuple(asked.exclude_ids),
            shown=tuple(asked.shown),
            local=_floor(asked.local),
            weights=Weights(**asked.weights.model_dump()),
            seed=asked.seed,
        ),
    )
    return present_picks(found, asked.lang)
