"""Personal recommendations and picks for a show, out of this week's offers."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field, replace

from community.errors import NotFound
from community.ids import CommunityId, NeighbourId
from community.models import Care, Neighbour, OrderStatus
from community.ports import Filter, each
from community.ranking import Ranked
from community.weeks import Week
from recsys.picks import pick
from recsys.request import LocalFloor, PickRequest, Weights
from serving.catalogues import Catalogue
from serving.services import Services
from serving.stalls import stall_of
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
    shown: tuple[str, ...] = ()
    basket: tuple[str, ...] = ()
    local: LocalFloor | None = None
    weights: Weights = field(default_factory=lambda: Weights(sustainability=0.3, diversity=0.1))
    respect_allergies: bool = True
    respect_diets: bool = True
    seed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Person:
    """Who asks: their care where they told it, and what they ordered this week already."""

    neighbour: Neighbour | None = None
    care: Care | None = None
    ordered: frozenset[str] = frozenset()


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
    person = _person(services, asked, catalogue.week)
    if person.neighbour is not None:
        catalogue = services.catalogues.household(catalogue, person.neighbour.people)
    request = replace(
        _household(services, asked, person),
        n=asked.n,
        audience=_crowd(services, asked),
        exclude_ids=frozenset(asked.exclude_ids),
        shown=frozenset(asked.shown),
        in_basket=frozenset(asked.basket) | person.ordered,
        local=asked.local,
        weights=asked.weights,
        seed=asked.seed,
    )
    stall = stall_of(services.models, catalogue)
    return Recommendation(id=uuid.uuid4().hex, ranked=pick(request, stall), catalogue=catalogue)


def catalogue_of(
    services: Services, community_id: CommunityId, week: Week | None = None
) -> Catalogue:
    """Return the catalogue of `week`, this week's when none is given."""
    with services.database.read() as store:
        community = store.communities.get(community_id, community_id)
    today = today_in(services, community)
    return services.catalogues.of(community_id, week or Week.of(today), today)


def _person(services: Services, asked: Asked, week: Week) -> _Person:
    if asked.neighbour_id is None:
        return _Person()
    mine = Filter(week=week, neighbour_id=asked.neighbour_id, status=OrderStatus.PLACED)
    with services.database.read() as store:
        neighbour = store.neighbours.get(asked.community_id, asked.neighbour_id)
        orders = store.orders.page(asked.community_id, where=mine)
        ordered = frozenset(str(line.product_id) for order in orders for line in order.lines)
        try:
            care = store.care.get(asked.community_id, asked.neighbour_id)
        except NotFound:
            care = None
    return _Person(neighbour=neighbour, care=care, ordered=ordered)


def _household(services: Services, asked: Asked, person: _Person) -> PickRequest:
    """Return a request of somebody with what the household must not, does not and will not eat."""
    who, care = person.neighbour, person.care
    diets = care.diets if care and asked.respect_diets else ()
    disliked = [services.lexicon.resolve(word) for word in (who.dislikes if who else ())]
    return PickRequest(
        neighbour_id=asked.neighbour_id,
        personalised=who is None or who.personalised,
        allergies=frozenset(care.allergies if care and asked.respect_allergies else ()),
        denied=services.reference.diets.denied_tags(diets),
        disliked=frozenset(str(mention.food.id) for mention in disliked if mention),
    )


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
