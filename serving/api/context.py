"""What every endpoint is given: the services and the caller's key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated
from urllib.parse import quote

from fastapi import Depends, Path, Request, Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from community.errors import AccessDenied
from community.ids import CommunityId
from community.models import AccessKey
from serving.allowance import scarcest
from serving.keys import check_scope
from serving.services import Services

_bearer = HTTPBearer(auto_error=False, description="A Lvlin key: lv_<id>_<secret>")


async def services(request: Request) -> Services:
    """Return the services of the running app; async, so that no thread is taken for it."""
    found: Services = request.app.state.services
    return found


ServicesNow = Annotated[Services, Depends(services)]
Credentials = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
CommunityPath = Annotated[
    str, Path(alias="community", description="Community id", examples=["lvlin"], max_length=128)
]


def located(community: str, noun: str, id_: str) -> str:
    """Return the address of a thing, for `Location`."""
    return f"/v1/communities/{quote(community, safe='')}/{noun}/{quote(id_)}"


def require(scope: str) -> Callable[..., AccessKey]:
    """Return a dependency that lets in keys of the path's community with `scope`."""

    def allowed(
        services_now: ServicesNow,
        credentials: Credentials,
        community: CommunityPath,
        response: Response,
    ) -> AccessKey:
        if credentials is None:
            raise AccessDenied("send a key: Authorization: Bearer lv_…")
        key = services_now.keyring.find(credentials.credentials)
        check_scope(key, CommunityId(community), scope)
        spend(services_now, key, response)
        return key

    return allowed


def spend(services_now: Services, key: AccessKey, response: Response) -> None:
    """Count one request of a key; raises TooMany when it or its community asks too often.

    The headers are those of the IETF draft "RateLimit header fields for HTTP".
    """
    left = scarcest(
        (
            services_now.keys_allowance.take(key.id),
            services_now.communities_allowance.take(key.community_id),
        )
    )
    if left is not None:
        response.headers["RateLimit-Policy"] = f'"minute";q={left.limit};w=60'
        response.headers["RateLimit"] = f'"minute";r={left.left};t={left.full_in}'


PicksReader = Annotated[AccessKey, Depends(require("picks:read"))]
RecipeWriter = Annotated[AccessKey, Depends(require("recipes:write"))]
Orderer = Annotated[AccessKey, Depends(require("orders:write"))]
READS_PICKS = Depends(require("picks:read"))
READS_NOTES = Depends(require("recipes:write"))
WRITES_PLANS = Depends(require("plans:write"))
MODERATES = Depends(require("notes:moderate"))
ADMINISTERS = Depends(require("admin"))
