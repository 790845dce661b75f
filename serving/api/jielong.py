"""Reply chains of the group chat, pasted in."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter

from community.ids import CommunityId
from serving.api.context import WRITES_PLANS, CommunityPath, ServicesNow
from serving.api.exact import exact
from serving.schemas.jielong import JielongAnswer, JielongRequest
from serving.usecases.jielong import take_in

router = APIRouter(
    prefix="/v1/communities/{community}", tags=["orders"], dependencies=[WRITES_PLANS]
)


@router.post("/jielong", summary="Orders from a pasted reply chain (接龙)")
def create_jielong(
    services: ServicesNow,
    community: CommunityPath,
    chain: Annotated[JielongRequest, exact(JielongRequest)],
) -> JielongAnswer:
    """Book what is certain and list what is not; a longer paste replaces an earlier one."""
    save = not chain.validate_only
    intake = take_in(services, CommunityId(community), chain.model(), save=save)
    return JielongAnswer.of(intake, chain.pasted, saved=save)
