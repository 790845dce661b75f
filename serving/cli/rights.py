"""`lvlin export` and `lvlin erase`: one neighbour's own data."""

from __future__ import annotations

from typing import Annotated

import typer

from community.errors import InvalidInput
from community.ids import NeighbourId
from serving.cli.output import AsJson, print_json, print_table
from serving.cli.session import CommunityOption, DatabaseUrl, Home, choose_community, open_services

Neighbour = Annotated[str, typer.Option(help="Their id")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(export)
    app.command()(erase)


def export(
    *,
    neighbour: Neighbour,
    community: CommunityOption = None,
    home: Home = None,
    database_url: DatabaseUrl = None,
    json: AsJson = False,
) -> None:
    """Show how much is kept about one neighbour; with --json all of it."""
    from serving.usecases.rights import archive_neighbour

    services = open_services(home, database_url)
    id_ = choose_community(services, community).id
    found = archive_neighbour(services, id_, NeighbourId(neighbour))
    if json:
        return print_json(dict(found))
    rows = [(name, 1 if isinstance(kept, dict) else len(kept)) for name, kept in found.items()]
    return print_table(neighbour, ("what", "how many"), rows)


def erase(
    *,
    neighbour: Neighbour,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask")] = False,
    community: CommunityOption = None,
    home: Home = None,
    database_url: DatabaseUrl = None,
    json: AsJson = False,
) -> None:
    """Delete a neighbour from the tables and from what was learnt, for good."""
    from serving.usecases.rights import erase_neighbour

    services = open_services(home, database_url)
    id_ = choose_community(services, community).id
    if not yes and not typer.confirm(f"Erase {neighbour} of {id_} for good?", err=True):
        raise InvalidInput("nothing was erased")
    gone = erase_neighbour(services, id_, NeighbourId(neighbour))
    if json:
        return print_json({"neighbour": neighbour, "erased": gone})
    return typer.echo(f"{neighbour} is erased ({gone} rows); replace backups made before")
