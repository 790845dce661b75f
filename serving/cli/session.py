"""What a command works on: the services of this machine and one community."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from community.errors import InvalidInput
from community.ids import CommunityId
from community.models import Community
from community.ports import each
from serving.messages import Lang
from serving.services import Services
from serving.settings import load_settings

Home = Annotated[Path | None, typer.Option("--home", help="Folder of the database and the models")]
DatabaseUrl = Annotated[str | None, typer.Option("--database-url", help="SQLAlchemy URL")]
CommunityOption = Annotated[
    str | None, typer.Option("--community", help="Community id; not needed where there is one")
]
LangOption = Annotated[Lang, typer.Option("--lang", help="Language of names and reasons")]


def open_services(home: Path | None = None, database_url: str | None = None) -> Services:
    """Return the services with the tables brought up to date."""
    from serving.bootstrap import build_services

    services = build_services(load_settings(home=home, database_url=database_url))
    services.database.migrate()
    return services


def choose_community(services: Services, asked: str | None) -> Community:
    """Return the community asked for, or the only one.

    Raises NotFound for an unknown id, InvalidInput where there is none or a choice has to be made.
    """
    with services.database.read() as store:
        if asked is not None:
            return store.communities.get(CommunityId(asked), asked)
        everyone = list(each(store.communities, CommunityId("")))
    if not everyone:
        raise InvalidInput("there is no community yet: `lvlin demo` or `lvlin communities create`")
    if len(everyone) > 1:
        names = ", ".join(community.id for community in everyone)
        raise InvalidInput(f"--community: choose one of {names}")
    return everyone[0]
