"""Recipes for what is left."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from community.ids import CommunityId, NeighbourId
from recipes.reading import read_request
from serving.api.context import CommunityPath, RecipeWriter, ServicesNow, located
from serving.api.exact import exact
from serving.keys import check_neighbour
from serving.present.recipe import present_recipe
from serving.schemas.recipe import RecipeOut, RecipeRequestIn
from serving.usecases.clock import today_in
from serving.usecases.cook import cook, kept_recipe

router = APIRouter(prefix="/v1/communities/{community}", tags=["recipes"])


@router.post("/recipes", status_code=201, summary="Write a safe zero-waste recipe")
def create_recipe(
    request: Request,
    services: ServicesNow,
    key: RecipeWriter,
    community: CommunityPath,
    *,
    asked: Annotated[RecipeRequestIn, exact(RecipeRequestIn)],
    response: Response,
) -> RecipeOut:
    """Use up what is there; a dangerous wish is refused with what to do instead."""
    if asked.neighbour_id is not None:
        check_neighbour(key, asked.neighbour_id)
    neighbour = asked.neighbour_id or key.neighbour_id
    with services.database.read() as store:
        found = store.communities.get(CommunityId(community), community)
    wish = read_request(asked.model_dump(mode="json"), now=today_in(services, found))
    cooked = cook(
        services,
        CommunityId(community),
        wish,
        neighbour_id=NeighbourId(neighbour) if neighbour else None,
    )
    request.app.state.metrics.recipes.labels(
        cooked.answer.outcome, cooked.answer.written_by.partition(":")[0]
    ).inc()
    response.headers["Location"] = located(community, "recipes", cooked.id)
    return present_recipe(cooked)


@router.get("/recipes/{recipe}", summary="A recipe written before")
def read_recipe(
    services: ServicesNow,
    key: RecipeWriter,
    community: CommunityPath,
    recipe: Annotated[str, Path(max_length=128)],
) -> RecipeOut:
    """Give a kept recipe again, as it was shown."""
    kept = kept_recipe(services, CommunityId(community), recipe, neighbour_id=key.neighbour_id)
    return RecipeOut.model_validate({"id": kept.id, **kept.answer})
