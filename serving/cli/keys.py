"""`lvlin keys …`: who may use the API."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Annotated

import typer

from community.ids import NeighbourId
from community.models import AccessKey
from community.ports import each
from serving.cli.output import AsJson, print_json, print_table
from serving.cli.session import (
    CommunityOption,
    DatabaseUrl,
    Home,
    choose_community,
    open_services,
)
from serving.keys import ROLES, SCOPES, create_key

app = typer.Typer(help="Who may use the API.", no_args_is_help=True, rich_markup_mode=None)


@app.command()
def create(
    role: Annotated[str, typer.Argument(help=f"One of {', '.join(ROLES)}, or scopes with commas")],
    *,
    label: Annotated[str, typer.Option(help="What the key is for")] = "",
    days: Annotated[int | None, typer.Option(min=1, help="Days until it expires")] = None,
    neighbour: Annotated[str | None, typer.Option(help="Whose own key it is")] = None,
    community: CommunityOption = None,
    home: Home = None,
    database_url: DatabaseUrl = None,
    json: AsJson = False,
) -> None:
    """Make a key and show it once."""
    scopes = ROLES.get(role) or _scopes(role)
    services = open_services(home, database_url)
    chosen = choose_community(services, community)
    now = services.clock()
    key, text = create_key(
        chosen.id,
        scopes,
        label=label or role,
        now=now,
        expires_at=now + timedelta(days=days) if days else None,
        neighbour_id=NeighbourId(neighbour) if neighbour else None,
    )
    with services.database.transaction() as store:
        store.keys.save([key])
        store.commit()
    if json:
        return print_json({"key": text, **_shown(key)})
    return typer.echo(f"{text}\nThis key is shown once and not kept: store it now.")


@app.command("list")
def list_keys(
    community: CommunityOption = None,
    home: Home = None,
    database_url: DatabaseUrl = None,
    json: AsJson = False,
) -> None:
    """Show all keys, without their secrets."""
    services = open_services(home, database_url)
    chosen = choose_community(services, community)
    with services.database.read() as store:
        keys = [_shown(key) for key in each(store.keys, chosen.id)]
    if json:
        return print_json({"keys": keys})
    columns = ("id", "label", "scopes", "neighbour", "created", "expires", "revoked")
    return print_table("Keys", columns, [_row(key) for key in keys])


@app.command()
def revoke(
    key_id: Annotated[str, typer.Argument(help="The key's id: the part after lv_")],
    community: CommunityOption = None,
    home: Home = None,
    database_url: DatabaseUrl = None,
    json: AsJson = False,
) -> None:
    """Make a key useless from now on."""
    services = open_services(home, database_url)
    chosen = choose_community(services, community)
    with services.database.transaction() as store:
        key = replace(store.keys.get(chosen.id, key_id), revoked_at=services.clock())
        store.keys.save([key])
        store.commit()
    if json:
        return print_json(_shown(key))
    return typer.echo(f"{key_id} is revoked")


def _scopes(text: str) -> list[str]:
    scopes = [scope.strip() for scope in text.split(",")]
    if unknown := [scope for scope in scopes if scope not in SCOPES]:
        choices = ", ".join(dict.fromkeys([*ROLES, *sorted(SCOPES)]))
        reason = f"{unknown[0]!r} is neither a role nor a scope: {choices}"
        raise typer.BadParameter(reason, param_hint="ROLE")
    return scopes


def _row(key: dict[str, str | None]) -> list[str]:
    """Return a key for the table: scopes that wrap between words, times to the minute in UTC."""
    names = [key[name] or "" for name in ("id", "label", "scopes", "neighbour_id")]
    times = [key[name] or "" for name in ("created_at", "expires_at", "revoked_at")]
    names[2] = names[2].replace(",", ", ")
    return [*names, *(time[:16].replace("T", " ") for time in times)]


def _shown(key: AccessKey) -> dict[str, str | None]:
    return {
        "id": key.id,
        "label": key.label,
        "scopes": ",".join(sorted(key.scopes)),
        "neighbour_id": key.neighbour_id,
        "created_at": _time(key.created_at),
        "expires_at": _time(key.expires_at),
        "revoked_at": _time(key.revoked_at),
    }


def _time(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
