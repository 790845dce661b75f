"""`lvlin recommend`, `lvlin recipe` and `lvlin plan`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from community.ids import NeighbourId
from community.weeks import Week
from serving.cli.output import AsJson, print_json, print_table
from serving.cli.plan import plan
from serving.cli.session import (
    CommunityOption,
    DatabaseUrl,
    Home,
    LangOption,
    choose_community,
    open_services,
)

if TYPE_CHECKING:
    from serving.schemas.ranking import RecommendationOut


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(recommend)
    app.command()(recipe)
    app.command()(plan)


def recommend(
    *,
    neighbour: Annotated[str | None, typer.Option(help="For whom; empty: the community")] = None,
    n: Annotated[int, typer.Option("-n", min=1, max=100, help="How many")] = 10,
    week: Annotated[str | None, typer.Option(help="Whose offers, such as 2026-W48")] = None,
    sustainability: Annotated[float, typer.Option(min=0, max=1, help="Its weight")] = 0.3,
    exclude: Annotated[list[str] | None, typer.Option(help="Product ids to leave out")] = None,
    community: CommunityOption = None,
    lang: LangOption = "zh",
    home: Home = None,
    database_url: DatabaseUrl = None,
    json: AsJson = False,
) -> None:
    """Rank this week's offers for a neighbour, or for the community."""
    from recsys.request import Weights
    from serving.present.recommendation import present_recommendation
    from serving.usecases.recommend import Asked
    from serving.usecases.recommend import recommend as rank

    services = open_services(home, database_url)
    asked = Asked(
        community_id=choose_community(services, community).id,
        week=Week.parse(week) if week else None,
        neighbour_id=NeighbourId(neighbour) if neighbour else None,
        n=n,
        weights=Weights(sustainability=sustainability, diversity=0.1),
        exclude_ids=tuple(exclude or ()),
    )
    shown = present_recommendation(rank(services, asked), lang)
    if json:
        return print_json(shown.model_dump(mode="json"))
    return _print_ranking(shown)


def recipe(
    *,
    have: Annotated[list[str], typer.Option(help="What is left, such as 萝卜皮:200g")],
    allergy: Annotated[list[str] | None, typer.Option(help="Must not be in it")] = None,
    diet: Annotated[list[str] | None, typer.Option(help="Such as vegan, 素食, 清真")] = None,
    group: Annotated[list[str] | None, typer.Option(help="Such as 孕妇, 婴儿")] = None,
    dislike: Annotated[list[str] | None, typer.Option(help="Rather not")] = None,
    people: Annotated[int, typer.Option(min=1, max=50)] = 2,
    minutes: Annotated[int | None, typer.Option(min=5, max=600)] = None,
    text: Annotated[str, typer.Option(help="What else you wish")] = "",
    community: CommunityOption = None,
    lang: LangOption = "zh",
    home: Home = None,
    database_url: DatabaseUrl = None,
    json: AsJson = False,
) -> None:
    """Write a safe zero-waste recipe for what is left."""
    from recipes.reading import read_request
    from serving.present.recipe import print_recipe
    from serving.usecases.clock import today_in
    from serving.usecases.cook import cook

    services = open_services(home, database_url)
    chosen = choose_community(services, community)
    wish = {
        "have": have,
        "people": people,
        "diets": diet or [],
        "allergies": allergy or [],
        "groups": group or [],
        "dislikes": dislike or [],
        "minutes": minutes,
        "lang": lang,
        "text": text,
    }
    request = read_request(wish, now=today_in(services, chosen))
    cooked = cook(services, chosen.id, request)
    if json:
        return print_json({"id": cooked.id, **cooked.answer.to_dict()})
    return typer.echo(print_recipe(cooked))


def _print_ranking(shown: RecommendationOut) -> None:
    rows = [
        (
            item.rank,
            item.product_id,
            item.name,
            item.price,
            f"{item.score:.3f}",
            f"{item.sustainability:.0f}",
            "；".join(reason.text for reason in item.reasons),
        )
        for item in shown.items
    ]
    if not rows:
        return typer.echo(f"{shown.week}: nothing to recommend")
    columns = ("#", "id", "product", "¥", "score", "green", "why")
    return print_table(f"{shown.week}  {shown.model_version}", columns, rows)
