"""`lvlin communities …`: the groups that this Lvlin serves."""

from __future__ import annotations

from typing import Annotated

import typer
from pydantic import ValidationError

from community.errors import Conflict, InvalidField
from community.ids import CommunityId
from community.ports import each
from serving.cli.output import AsJson, print_json, print_table
from serving.cli.session import DatabaseUrl, Home, open_services

app = typer.Typer(help="The groups served here.", no_args_is_help=True, rich_markup_mode=None)


@app.command()
def create(
    community_id: Annotated[str, typer.Argument(help="Its id in addresses and files")],
    *,
    name: Annotated[str, typer.Option(help="Such as 绿邻公社")],
    town: Annotated[str, typer.Option(help="Such as 青溪镇")],
    latitude: Annotated[float, typer.Option(help="Of the pick-up point, degrees")],
    longitude: Annotated[float, typer.Option(help="Of the pick-up point, degrees")],
    region: Annotated[str, typer.Option(help="Seasons: north, yangtze or south")] = "yangtze",
    timezone: Annotated[str, typer.Option(help="Where its weeks begin")] = "Asia/Shanghai",
    home: Home = None,
    database_url: DatabaseUrl = None,
    json: AsJson = False,
) -> None:
    """Start a community; `lvlin import` fills it."""
    from community.records import CommunityRecord
    from community.records.reasons import reasons

    fields = {"name": name, "town": town, "latitude": latitude, "longitude": longitude}
    try:
        record = CommunityRecord.model_validate(
            {"id": community_id, **fields, "region": region, "timezone": timezone}
        )
    except ValidationError as error:
        column, reason = next(iter(reasons(error)))
        raise InvalidField(f"/{column}", reason) from error
    services = open_services(home, database_url)
    with services.database.transaction() as store:
        if store.communities.known(CommunityId(record.id), [record.id]):
            raise Conflict(f"there is a community {record.id} already")
        store.communities.save([record.to_model()])
        store.commit()
    if json:
        return print_json(record.model_dump(mode="json"))
    return typer.echo(f"{record.id} is there: next, lvlin import --community {record.id} …")


@app.command("list")
def list_communities(
    home: Home = None, database_url: DatabaseUrl = None, json: AsJson = False
) -> None:
    """Show all communities."""
    from community.records import CommunityRecord

    services = open_services(home, database_url)
    with services.database.read() as store:
        everyone = list(each(store.communities, CommunityId("")))
    rows = [CommunityRecord.from_model(one).model_dump(mode="json") for one in everyone]
    if json:
        return print_json({"communities": rows})
    columns = list(CommunityRecord.model_fields)
    return print_table("Communities", columns, [[row[c] for c in columns] for row in rows])
