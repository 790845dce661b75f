"""Personal recommendations and picks for a show, out of this week's offers."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from community.errors import NotFound
from community.ids import CommunityId, NeighbourId
from community.models import Care, Neighbour
from community.ports import each
from community.ranking import Ranked
from community.weeks import Week
from recsys.picks import pick
from recsys.request import PickRequest, Weights
from serving.catalogues import Catalogue
from serving.services import Services
from serving.usecases.clock import today_in

SMALLEST_CROWD = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What to rank for whom; without a neighbour and an audience it is the community's picks."""

    community_id: CommunityId
    week: Week | None = None
    neighbour_id: NeighbourId | None = None
    audience: tuple[NeighbourId, ...] = ()
    n: int = 10
    exclude_ids: tuple[str, ...] = ()
    basket: tuple[str, ...] = ()
    sustainability: float = 0.3
    diversity: float = 0.1
    respect_allergies: bool = True
    seed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """Ranked products of one week with the catalogue they come from."""

    id: str
    ranked: Ranked
    catalogue: Catalogue


def recommend(services: Services, asked: Asked) -> Recommendation:
    """Rank this week's offers.

    Raises NotFound for an unknown community or neighbour, NotTrained before the first training.
    """
    catalogue = catalogue_of(services, asked.community_id, asked.week)
    neighbour, care = _person(services, asked)
    request = PickRequest(
        n=asked.n,
        neighbour_id=asked.neighbour_id,
        audience=_crowd(services, asked),
        personalised=neighbour is None or neighbour.personalised,
        exclude_ids=frozenset(asked.exclude_ids),
        in_basket=frozenset(asked.basket),
        allergies=frozenset(care.allergies) if care and asked.respect_allergies else frozenset(),
        weights=Weights(sustainability=asked.sustainability, diversity=asked.diversity),
        seed=asked.seed,
    )
    ranked = pick(request, services.models.current(asked.community_id), catalogue.shelf)
    return Recommendation(id=uuid.uuid4().hex, ranked=ranked, catalogue=catalogue)


def catalogue_of(
    services: Services, community_id: CommunityId, week: Week | None = None
) -> Catalogue:
    """Return the catalogue of `week`, this week's when none is given."""
    with services.database.read() as store:
        community = store.communities.get(community_id, community_id)
    today = today_in(services, community)
    return services.catalogues.of(community_id, week or Week.of(today), today)


def _person(services: Services, asked: Asked) -> tuple[Neighbour | None, Care | None]:
    if asked.neighbour_id is None:
        return None, None
    with services.database.read() as store:
        neighbour = store.neighbours.get(asked.community_id, asked.neighbour_id)
        try:
            return neighbour, store.care.get(asked.community_id, asked.neighbour_id)
        except NotFound:
            return neighbour, None


def _crowd(services: Services, asked: Asked) -> tuple[NeighbourId, ...]:
    """Return the audience, nobody when it is so small that picks would tell of one household."""
    if len(asked.audience) < SMALLEST_CROWD:
        return ()
    watching = set(asked.audience)
    with services.database.read() as store:
        crowd = tuple(
            neighbour.id
            for neighbour in each(store.neighbours, asked.community_id)
            if neighbour.personalised and neighbour.id in watching
        )
    return crowd if len(crowd) >= SMALLEST_CROWD else ()
