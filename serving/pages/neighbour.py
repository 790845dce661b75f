"""The neighbour's page: what is left, who eats, a recipe, and what to buy."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import Response

from community.errors import InvalidField, LvlinError, NotFound, NotTrained, RefusedRecipe
from community.ids import NeighbourId
from community.models import Care
from recipes.reading import read_have
from recipes.request import Have, RecipeRequest
from serving.api.context import ServicesNow
from serving.pages.render import render, wants_fragment
from serving.pages.session import Visitor, visitor
from serving.present.recipe import present_recipe
from serving.present.recommendation import present_recommendation
from serving.schemas.ranking import RankedItem
from serving.usecases.clock import today_in
from serving.usecases.cook import cook
from serving.usecases.pantry import last_bought
from serving.usecases.recommend import Asked, recommend

router = APIRouter(prefix="/c/{community}")
Cook = Annotated[Visitor, Depends(visitor("recipes:write"))]
Words = Annotated[list[str] | None, Form(max_length=60)]
_DIETS = ("vegan", "vegetarian", "five_pungent", "pescatarian", "halal", "no_pork")
_ROWS = 3


@router.get("/")
def kitchen(request: Request, services: ServicesNow, visitor: Cook) -> Response:
    """Show the form, with what was bought last as suggestions."""
    return _page(request, services, visitor)


@router.post("/recipe")
def recipe(
    request: Request,
    services: ServicesNow,
    visitor: Cook,
    name: Words = None,
    quantity: Words = None,
    use_by: Words = None,
    people: Annotated[int, Form(ge=1, le=50)] = 2,
    minutes: Annotated[str, Form(max_length=4)] = "",
    diet: Words = None,
    allergy: Words = None,
    other_allergy: Annotated[str, Form(max_length=100)] = "",
) -> Response:
    """Write the recipe, or say what is wrong or dangerous, next to the form."""
    with services.database.read() as store:
        community = store.communities.get(visitor.community_id, visitor.community_id)
    try:
        wish = RecipeRequest(
            have=tuple(_haves(name or [], quantity or [], use_by or [])),
            now=today_in(services, community),
            people=people,
            minutes=_minutes(minutes),
            diets=tuple(diet or ()),
            allergies=(*(allergy or ()), *_split(other_allergy)),
            lang=visitor.lang,
        )
        cooked = cook(services, visitor.community_id, wish, neighbour_id=visitor.key.neighbour_id)
    except RefusedRecipe as refused:
        return _answer(request, services, visitor, refused=refused)
    except LvlinError as error:
        return _answer(request, services, visitor, problem=str(error))
    return _answer(request, services, visitor, recipe=present_recipe(cooked))


def _split(text: str) -> list[str]:
    return [word.strip() for word in re.split("[,，、;；]", text) if word.strip()]


def _haves(names: list[str], quantities: list[str], dates: list[str]) -> list[Have]:
    found = []
    for row, name in enumerate(names):
        if not name.strip():
            continue
        quantity = quantities[row].strip() if row < len(quantities) else ""
        words = f"{name.strip()}:{quantity}" if quantity else name.strip()
        have = read_have(words, f"/have/{row}")
        day = _day(dates[row] if row < len(dates) else "", row)
        found.append(replace(have, use_by=day))
    if not found:
        raise InvalidField("/have", "say at least one thing that is left")
    return found


def _day(text: str, row: int) -> date | None:
    try:
        return date.fromisoformat(text) if text.strip() else None
    except ValueError as error:
        raise InvalidField(f"/have/{row}/use_by", f"{text!r} is not a day") from error


def _minutes(text: str) -> int | None:
    if not text.strip():
        return None
    if not text.strip().isdecimal() or not 5 <= int(text) <= 600:
        raise InvalidField("/minutes", "must be a number from 5 to 600")
    return int(text)


def _answer(request: Request, services: ServicesNow, visitor: Visitor, **shown: object) -> Response:
    values = {"recipe": None, "refused": None, "problem": "", **shown}
    if wants_fragment(request):
        values["community"] = visitor.community_id
        return render(request, "recipe.html", visitor.lang, values)
    return _page(request, services, visitor, **values)


def _page(request: Request, services: ServicesNow, visitor: Visitor, **shown: object) -> Response:
    values = {"recipe": None, "refused": None, "problem": "", **shown}
    return render(
        request,
        "neighbour.html",
        visitor.lang,
        {
            "community": visitor.community_id,
            "rows": range(_ROWS),
            "diets": [diet for diet in services.reference.diets.all if diet.id in _DIETS],
            "allergens": services.reference.allergens.all,
            "care": _care(services, visitor),
            "chips": last_bought(services, visitor.community_id, visitor.key.neighbour_id),
            "picks": _picks(services, visitor),
            **values,
        },
    )


def _care(services: ServicesNow, visitor: Visitor) -> Care | None:
    if visitor.key.neighbour_id is None:
        return None
    with services.database.read() as store:
        try:
            return store.care.get(visitor.community_id, visitor.key.neighbour_id)
        except NotFound:
            return None


def _picks(services: ServicesNow, visitor: Visitor) -> list[RankedItem]:
    neighbour = visitor.key.neighbour_id
    asked = Asked(
        community_id=visitor.community_id,
        neighbour_id=NeighbourId(neighbour) if neighbour else None,
        n=6,
    )
    try:
        return present_recommendation(recommend(services, asked), visitor.lang).items
    except NotTrained:
        return []
