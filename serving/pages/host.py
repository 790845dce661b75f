"""The host's dock: what is shown now, why, and what comes next."""

from __future__ import annotations

import uuid
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from community.errors import NotTrained
from community.ids import CommunityId
from community.models import TraceStep
from community.ports import Filter, each
from community.ranking import Ranked, Scored
from recsys.request import Weights
from serving.api.context import ServicesNow
from serving.pages.render import render_for
from serving.pages.session import Visitor, visitor
from serving.present.recommendation import present_picks
from serving.schemas.ranking import PickOut
from serving.usecases.recommend import Asked, Recommendation, catalogue_of, recommend

router = APIRouter(prefix="/c/{community}")
Host = Annotated[Visitor, Depends(visitor("picks:read"))]
Shown = Annotated[list[str] | None, Query(max_length=200)]
_NEXT = 4


@router.get("/host")
def dock(request: Request, services: ServicesNow, visitor: Host, shown: Shown = None) -> Response:
    """Show the best pick that has not been shown yet; the address holds what has."""
    done = list(dict.fromkeys(shown or []))
    picks = _picks(services, visitor, done)
    now = picks[0] if picks else None
    card = None
    if now is not None:
        steps = _provenance(services, visitor.community_id, now.product_id)
        card = {**now.model_dump(), "provenance": f"{steps}/{len(TraceStep)}"}
    return render_for(
        request,
        "host.html",
        visitor,
        {
            "now": card,
            "next": picks[1:],
            "shown": done,
            "forward": _address([*done, now.product_id] if now else done),
            "back": _address(done[:-1]) if done else None,
        },
    )


def _picks(services: ServicesNow, visitor: Visitor, done: list[str]) -> list[PickOut]:
    asked = Asked(
        community_id=visitor.community_id,
        n=1 + _NEXT,
        shown=tuple(done),
        weights=Weights(sustainability=0.3, diversity=0.4),
    )
    try:
        found = recommend(services, asked)
    except NotTrained:
        found = _greenest(services, asked)
    return present_picks(found, visitor.lang).items


def _greenest(services: ServicesNow, asked: Asked) -> Recommendation:
    """Return this week's offers by sustainability: a show goes on before the first training."""
    catalogue = catalogue_of(services, asked.community_id)
    offers = [
        offer
        for offer in catalogue.offers.values()
        if offer.stock != 0 and offer.product_id not in asked.shown
    ]
    items = [Scored(o.product_id, catalogue.scores[o.product_id].score) for o in offers]
    items.sort(key=lambda item: (-item.score, item.id))
    ranked = Ranked(tuple(items[: asked.n]), model_version="untrained")
    return Recommendation(id=uuid.uuid4().hex, ranked=ranked, catalogue=catalogue)


def _provenance(services: ServicesNow, community_id: CommunityId, product_id: str) -> int:
    """Return how many of the steps from field to hand are on record for the product."""
    with services.database.read() as store:
        where = Filter(product_id=product_id)
        return len({event.step for event in each(store.trace, community_id, where=where)})


def _address(shown: list[str]) -> str:
    return "?" + urlencode([("shown", id_) for id_ in shown])
