"""The neighbour's page: what is left, who eats, a recipe, how it was, and what to buy."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Path, Request
from fastapi.responses import RedirectResponse, Response

from community.errors import LvlinError, NotFound, NotTrained, RefusedRecipe, ScopeMissing
from community.models import Care, Neighbour
from serving.api.context import ServicesNow
from serving.messages import Lang, messages
from serving.pages.faults import explain
from serving.pages.render import render_for, wants_fragment
from serving.pages.session import Visitor, visitor
from serving.pages.wish import Wish, usual_wish, wish_form
from serving.present.poll import present_poll
from serving.present.recipe import present_recipe
from serving.present.recommendation import present_recommendation
from serving.schemas.poll import PollOut
from serving.schemas.ranking import RankedItem
from serving.schemas.recipe import RecipeOut
from serving.usecases.clock import today_in
from serving.usecases.cook import cook, kept_recipe
from serving.usecases.feedback import Outcome, tell_outcome
from serving.usecases.pantry import last_bought
from serving.usecases.polls import cast_vote, open_polls, voted
from serving.usecases.recommend import Asked, catalogue_of, recommend

router = APIRouter(prefix="/c/{community}")
Cook = Annotated[Visitor, Depends(visitor("recipes:write"))]
RecipePath = Annotated[str, Path(max_length=128)]
_DIETS = ("vegan", "vegetarian", "five_pungent", "pescatarian", "halal", "no_pork")
_GROUPS = ("infant", "toddler", "pregnant", "elderly", "gout", "diabetes", "hypertension")
_WEEK = 8
_NOTHING: dict[str, object] = {"recipe": None, "refused": None, "fault": None, "told": ""}


@router.get("/")
def kitchen(request: Request, services: ServicesNow, visitor: Cook) -> Response:
    """Show the form, with what was bought last as suggestions."""
    return _page(request, services, visitor, usual_wish(*_person(services, visitor)))


@router.post("/recipes")
def write(
    request: Request,
    services: ServicesNow,
    visitor: Cook,
    wish: Annotated[Wish, Depends(wish_form)],
) -> Response:
    """Write the recipe, or say what is wrong or dangerous, next to the form."""
    shown: dict[str, object] = {}
    try:
        asked = wish.request(visitor.lang, _today(services, visitor))
        cooked = cook(services, visitor.community_id, asked, neighbour_id=visitor.key.neighbour_id)
        shown["recipe"] = present_recipe(cooked)
    except RefusedRecipe as refused:
        shown["refused"] = refused
    except LvlinError as error:
        shown["fault"] = explain(error, visitor.lang, wish.typed)
    if not wants_fragment(request):
        return _page(request, services, visitor, wish, **shown)
    response = render_for(request, "recipe.html", visitor, {**_NOTHING, **shown})
    if isinstance(recipe := shown.get("recipe"), RecipeOut):
        response.headers["HX-Push-Url"] = _address(visitor, recipe.id)
    return response


@router.get("/recipes/{recipe}")
def read(
    request: Request, services: ServicesNow, visitor: Cook, recipe: RecipePath, told: str = ""
) -> Response:
    """Show a recipe written before above a fresh form."""
    kept = kept_recipe(
        services, visitor.community_id, recipe, neighbour_id=visitor.key.neighbour_id
    )
    shown = RecipeOut.model_validate({"id": kept.id, **kept.answer})
    wish = usual_wish(*_person(services, visitor))
    return _page(request, services, visitor, wish, recipe=shown, told=told)


@router.post("/recipes/{recipe}/outcome")
def outcome(
    request: Request,
    services: ServicesNow,
    visitor: Cook,
    recipe: RecipePath,
    told: Annotated[Outcome, Form()],
) -> Response:
    """Hear how the recipe turned out."""
    owner = visitor.key.neighbour_id
    tell_outcome(services, visitor.community_id, recipe, told, neighbour_id=owner)
    if wants_fragment(request):
        return render_for(request, "thanks.html", visitor, {})
    return RedirectResponse(f"{_address(visitor, recipe)}?told={told}#outcome", 303)


@router.post("/polls/{poll}/vote")
def vote(
    request: Request,
    services: ServicesNow,
    visitor: Annotated[Visitor, Depends(visitor("orders:write"))],
    poll: Annotated[str, Path(max_length=128)],
    option: Annotated[str, Form(max_length=128)],
) -> Response:
    """Count the neighbour's vote, instead of their earlier one."""
    by = visitor.key.neighbour_id
    if by is None:
        raise ScopeMissing("a vote needs a neighbour's own key")
    cast_vote(services, visitor.community_id, poll, by=by, option=option)
    if wants_fragment(request):
        return render_for(request, "polls.html", visitor, {"ballots": _ballots(services, visitor)})
    return RedirectResponse(f"{_address(visitor)}#polls", 303)


def _ballots(services: ServicesNow, visitor: Visitor) -> list[tuple[PollOut, str | None]]:
    """Return the polls that are open, each with what the neighbour voted for."""
    by = visitor.key.neighbour_id
    if by is None:
        return []
    catalogue = catalogue_of(services, visitor.community_id)
    return [
        (present_poll(tally, visitor.lang, catalogue), voted(services, tally.poll, by))
        for tally in open_polls(services, visitor.community_id)
    ]


def _address(visitor: Visitor, recipe: str = "") -> str:
    base = f"/c/{visitor.community_id}/"
    return f"{base}recipes/{recipe}" if recipe else base


def _page(
    request: Request, services: ServicesNow, visitor: Visitor, wish: Wish, **shown: object
) -> Response:
    _, care = _person(services, visitor)
    reference, recipe = services.reference, shown.get("recipe")
    diets = {*_DIETS, *wish.diets, *(care.diets if care else ())}
    groups = {*_GROUPS, *wish.groups, *(care.groups if care else ())}
    values: dict[str, object] = {
        "here": _address(visitor, recipe.id if isinstance(recipe, RecipeOut) else ""),
        "wish": wish,
        "days": _days(_today(services, visitor), visitor.lang),
        "diets": [diet for diet in reference.diets.all if diet.id in diets],
        "groups": [group for group in reference.groups.all if group.id in groups],
        "allergens": reference.allergens.all,
        "chips": last_bought(
            services, visitor.community_id, visitor.key.neighbour_id, lang=visitor.lang
        ),
        "told_care": _told_care(services, visitor, wish),
        "picks": _picks(services, visitor),
        "ballots": _ballots(services, visitor),
    }
    return render_for(request, "neighbour.html", visitor, {**_NOTHING, **values, **shown})


def _today(services: ServicesNow, visitor: Visitor) -> date:
    with services.database.read() as store:
        community = store.communities.get(visitor.community_id, visitor.community_id)
    return today_in(services, community)


def _days(today: date, lang: Lang) -> list[tuple[str, str]]:
    """Return the days by which something may have to be eaten, each with its name."""
    say = messages(lang).say
    days = [today + timedelta(days=n) for n in range(_WEEK)]
    near = [say(f"day.{n}") for n in range(3)]
    far = [say("day.date", month=day.month, day=day.day) for day in days[3:]]
    return [(day.isoformat(), name) for day, name in zip(days, near + far, strict=True)]


def _told_care(services: ServicesNow, visitor: Visitor, wish: Wish) -> list[str]:
    """Return in words what the form says of diets and allergies, for its closed lid."""
    reference, zh = services.reference, visitor.lang == "zh"
    ticked = [
        *((a.name_zh, a.name_en) for a in reference.allergens.all if a.id in wish.allergies),
        *((d.name_zh, d.name_en) for d in reference.diets.all if d.id in wish.diets),
        *((g.name_zh, g.name_en) for g in reference.groups.all if g.id in wish.groups),
    ]
    typed = (wish.other_allergies, wish.other_diets, wish.dislikes)
    return [name if zh else english for name, english in ticked] + [t for t in typed if t]


def _person(services: ServicesNow, visitor: Visitor) -> tuple[Neighbour | None, Care | None]:
    """Return whose key it is, and what they consented to tell."""
    if visitor.key.neighbour_id is None:
        return None, None
    with services.database.read() as store:
        try:
            neighbour = store.neighbours.get(visitor.community_id, visitor.key.neighbour_id)
        except NotFound:
            return None, None
        try:
            return neighbour, store.care.get(visitor.community_id, neighbour.id)
        except NotFound:
            return neighbour, None


def _picks(services: ServicesNow, visitor: Visitor) -> list[RankedItem]:
    asked = Asked(community_id=visitor.community_id, neighbour_id=visitor.key.neighbour_id, n=6)
    try:
        return present_recommendation(recommend(services, asked), visitor.lang).items
    except (NotFound, NotTrained):
        return []
