"""A recipe for what is left, with what is missing linked to this week's offers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from community.errors import NotFound
from community.foods import FoodLexicon
from community.ids import CommunityId, FoodId, NeighbourId, ProductId, RecipeId
from community.models import Recipe
from recipes.answer import RecipeAnswer
from recipes.request import RecipeRequest
from recipes.writer import write_recipe
from serving.catalogues import Catalogue
from serving.fresh_ids import fresh_id
from serving.services import Services
from serving.usecases.recommend import catalogue_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An offer of this week that has a missing food."""

    food_id: FoodId
    product_id: ProductId
    name: str
    price: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Cooked:
    """The recipe, under the id it is kept by, and where to buy what is missing."""

    id: RecipeId
    answer: RecipeAnswer
    links: tuple[Link, ...]


def cook(
    services: Services,
    community_id: CommunityId,
    request: RecipeRequest,
    *,
    neighbour_id: NeighbourId | None = None,
) -> Cooked:
    """Write and keep a recipe.

    Raises NotFound for an unknown community, RefusedRecipe or InvalidField as `write_recipe` does.
    """
    cooked = propose_recipe(services, community_id, request)
    with services.database.transaction() as store:
        store.recipes.save([_kept(services, community_id, cooked, neighbour_id)])
        store.commit()
    return cooked


def propose_recipe(services: Services, community_id: CommunityId, request: RecipeRequest) -> Cooked:
    """Write a recipe without keeping it; raises what `cook` raises."""
    catalogue = catalogue_of(services, community_id)
    answer = write_recipe(request, services.kitchens.of(community_id))
    links = links_for(answer, catalogue, services.lexicon)
    return Cooked(id=RecipeId(fresh_id()), answer=answer, links=links)


def links_for(answer: RecipeAnswer, catalogue: Catalogue, lexicon: FoodLexicon) -> tuple[Link, ...]:
    """Return for each missing food the cheapest offer made mostly of it, if there is one."""
    found = (_offer_of(food, catalogue, lexicon) for food in answer.missing_foods)
    return tuple(link for link in found if link is not None)


def _offer_of(food_id: FoodId, catalogue: Catalogue, lexicon: FoodLexicon) -> Link | None:
    food = lexicon.get(food_id)
    wanted = {food_id, food.parent} if food is not None else {food_id}
    links = [
        Link(food_id=food_id, product_id=p.id, name=p.name, price=catalogue.offers[p.id].price)
        for p in map(catalogue.products.__getitem__, catalogue.offers)
        if not (p.hidden or p.withdrawn)
        and any(part.food_id in wanted and part.share >= 0.5 for part in p.foods)
    ]
    return min(links, key=lambda link: (link.price, link.product_id), default=None)


def _kept(
    services: Services,
    community_id: CommunityId,
    cooked: Cooked,
    neighbour_id: NeighbourId | None,
) -> Recipe:
    answer = cooked.answer
    shown: Mapping[str, object] = answer.to_dict()
    return Recipe(
        id=cooked.id,
        community_id=community_id,
        neighbour_id=neighbour_id,
        created_at=services.clock(),
        title=answer.title,
        written_by=answer.written_by,
        answer=shown,
    )


def kept_recipe(
    services: Services,
    community_id: CommunityId,
    recipe_id: str,
    *,
    neighbour_id: NeighbourId | None,
) -> Recipe:
    """Return a recipe written before; somebody else's is NotFound to a neighbour's own key."""
    with services.database.read() as store:
        recipe = store.recipes.get(community_id, recipe_id)
    if neighbour_id is not None and recipe.neighbour_id != neighbour_id:
        raise NotFound("recipe", recipe_id)
    return recipe
