"""`lvlin keys …`: who may use the API."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Annotated

import typer

from community.errors import InvalidField
from community.ids import NeighbourId
from community.models import AccessKey
from community.ports import each
from serving.cli.output import AsJson, print_json, print_table
from serving.cli.session import CommunityOption, Home, choose_community, open_services
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
    json: AsJson = False,
) -> None:
    """Make a key and show it once."""
    services = open_services(home)
    chosen = choose_community(services, community)
    now = services.clock()
    key, text = create_key(
        chosen.id,
        ROLES.get(role) or _scopes(role),
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
def list_keys(community: CommunityOption = None, home: Home = None, json: AsJson = False) -> None:
    """Show all keys, without their secrets."""
    services = open_services(home)
    chosen = choose_community(services, community)
    with services.database.read() as store:
        keys = [_shown(key) for key in each(store.keys, chosen.id)]
    if json:
        return print_json({"keys": keys})
    columns = ("id", "label", "scopes", "neighbour_id", "created_at", "expires_at", "revoked_at")
    return print_table("Keys", columns, [[key[c] or "" for c in columns] for key in keys])


@app.command()
def revoke(
    key_id: Annotated[str, typer.Argument(help="The key's id: the part after lv_")],
    community: CommunityOption = None,
    home: Home = None,
    json: AsJson = False,
) -> None:
    """Make a key useless from now on."""
    services = open_services(home)
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
        choices = ", ".join([*ROLES, *sorted(SCOPES)])
        raise InvalidField("/role", f"{unknown[0]!r} is neither a role nor a scope: {choices}")
    return scopes


def _shown(key: AccessKey) -> dict[str, object]:
    return {
        "id": key.id,
        "label": key.label,
        "scopes": ",".join(sorted(key.scopes)),
        "neighbour_id": key.neighbour_id,
        "created_at": key.created_at.isoformat(timespec="seconds"),
        "expires_at": key.expires_at and key.expires_at.isoformat(timespec="seconds"),
        "revoked_at": key.revoked_at and key.revoked_at.isoformat(timespec="seconds"),
    }
