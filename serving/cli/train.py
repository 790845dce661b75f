"""`lvlin train`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from community.errors import InvalidInput
from community.ids import CommunityId
from community.ports import each
from serving.cli.output import AsJson, print_json, print_table, progress
from serving.cli.session import (
    CommunityOption,
    DatabaseUrl,
    Home,
    choose_community,
    open_services,
)
from serving.engines import ENGINES, Power, cores

if TYPE_CHECKING:
    from recsys.training import Outcome
    from serving.services import Services

_SHOWN = 20  # rows of the table that people read; machines get every one


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(train)


def train(
    *,
    community: CommunityOption = None,
    everyone: Annotated[
        bool, typer.Option("--all", help="Train every community, and what new ones start from")
    ] = False,
    engine: Annotated[str, typer.Option(help=" or ".join(ENGINES))] = "duckdb",
    workers: Annotated[
        int, typer.Option(min=0, help="Processes on this machine; 0: one a core")
    ] = 0,
    home: Home = None,
    database_url: DatabaseUrl = None,
    json: AsJson = False,
) -> None:
    """Learn from the orders and publish the models; a running server takes them at once."""
    from serving.usecases.train import learn_prior, train_all

    if engine not in ENGINES:
        names = " or ".join(ENGINES)
        raise typer.BadParameter(f"{engine!r} is not {names}", param_hint="--engine")
    services = open_services(home, database_url)
    ids = _every_id(services) if everyone else [choose_community(services, community).id]
    power = Power(
        engine=engine,
        workers=min(workers or cores(), len(ids)),
        spark_master=services.settings.spark_master,
    )
    with progress() as bars:
        made = train_all(services, ids, power)
        outcomes = list(bars.track(made, total=len(ids), description="Training"))
    if everyone and len(ids) > 1:
        learn_prior(services, ids)
    if not everyone and outcomes[0].problem:
        raise InvalidInput(f"{ids[0]}: {outcomes[0].problem}")
    _report(outcomes, json=json)


def _every_id(services: Services) -> Sequence[CommunityId]:
    with services.database.read() as store:
        return [community.id for community in each(store.communities, CommunityId(""))]


def _report(outcomes: Sequence[Outcome], *, json: bool) -> None:
    """Print what was trained; exits with 1 when a training failed."""
    rows = [{"community": o.community_id, "version": o.version, **o.facts} for o in outcomes]
    models = sorted((row for row in rows if row["version"]), key=lambda row: str(row["community"]))
    empty = sorted(o.community_id for o in outcomes if o.empty)
    failed = {o.community_id: o.problem for o in outcomes if o.problem and not o.empty}
    if json:
        print_json({"models": models, "without_orders": empty, "failed": failed})
    else:
        if models:
            head = [list(row.values()) for row in models[:_SHOWN]]
            print_table("Models", list(models[0]), head)
        typer.echo(f"{len(models)} trained, {len(empty)} without orders, {len(failed)} failed")
    for community_id, problem in sorted(failed.items()):
        typer.echo(f"lvlin: {community_id}: {problem}", err=True)
    if failed:
        raise typer.Exit(1)
