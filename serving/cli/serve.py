"""`lvlin serve` and `lvlin demo`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Annotated

import typer
from rich.console import Console
from rich.status import Status

from community.errors import InvalidField
from community.ids import CommunityId
from serving.cli.session import DatabaseUrl, Home, open_services
from serving.messages import messages
from serving.services import Services
from serving.settings import Settings, load_settings

Host = Annotated[str | None, typer.Option("--host", help="Address to listen on")]
Port = Annotated[int | None, typer.Option("--port", help="Port to listen on")]
_STEPS = {
    "sample": "正在生成示例社区绿邻公社（虚构数据） · creating the synthetic sample community …",
    "train": "正在学习大家的口味 · learning the neighbours' habits …",
}
_PAGES = {"neighbour": "", "leader": "leader", "host": "host"}


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(serve)
    app.command()(demo)


def serve(
    host: Host = None,
    port: Port = None,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes")] = 1,
    home: Home = None,
    database_url: DatabaseUrl = None,
) -> None:
    """Serve the API and the pages until stopped."""
    settings = load_settings(host=host, port=port, home=home, database_url=database_url)
    _refuse_open_door(settings)
    typer.echo(f"http://{settings.host}:{settings.port}", err=True)
    _run(settings, workers)


def demo(
    host: Host = None,
    port: Port = None,
    home: Home = None,
    database_url: DatabaseUrl = None,
    prepare_only: Annotated[
        bool, typer.Option("--prepare-only", help="Make everything ready, do not serve")
    ] = False,
) -> None:
    """Create the sample community 绿邻公社 (synthetic), train it and serve it."""
    from serving.usecases.demo import prepare_demo

    settings = load_settings(host=host, port=port, home=home, database_url=database_url)
    services = open_services(home, database_url)
    console = Console(stderr=True)
    with console.status("…") as status:
        keys = prepare_demo(
            services,
            step=lambda name: _say(console, status, _STEPS[name]),
            saved=lambda noun, done, total: status.update(f"{noun} {done}/{total}"),
        )
    _greet(settings, keys)
    services.database.close()
    if not prepare_only:
        _run(settings, 1)


def _say(console: Console, status: Status, step: str) -> None:
    """Tell what is done now, in a log too, where no status line is drawn."""
    status.update(step)
    if not console.is_terminal:
        typer.echo(step, err=True)


def _greet(settings: Settings, keys: Mapping[str, str]) -> None:
    from serving.usecases.demo import SAMPLE_ID

    base = f"http://{settings.host}:{settings.port}"
    say = messages("zh").say
    typer.echo(say("demo.ready"))
    for role, page in _PAGES.items():
        typer.echo(
            f"  {say(f'role.{role}')}\t{base}/enter?key={keys[role]}&to=/c/{SAMPLE_ID}/{page}"
        )
    typer.echo(f"  API\t{base}/openapi.json")
    for role, key in keys.items():
        typer.echo(f"  {role}\t{key}")


def _refuse_open_door(settings: Settings) -> None:
    """Without any key nobody but this machine may knock."""
    services = open_services(settings.home, settings.database_url or None)
    if not settings.loopback_only and not _has_keys(services):
        raise InvalidField(
            "/host", "make a key first (`lvlin keys create admin`), or use 127.0.0.1"
        )
    services.database.close()


def _has_keys(services: Services) -> bool:
    with services.database.read() as store:
        communities = store.communities.page(CommunityId(""), limit=1000)
        return any(store.keys.page(community.id, limit=1) for community in communities)


def _run(settings: Settings, workers: int) -> None:
    """Start the server; the workers read the settings from the environment."""
    import uvicorn

    os.environ.setdefault("OMP_NUM_THREADS", "1")
    os.environ["LVLIN_HOME"] = str(settings.home)
    os.environ["LVLIN_DATABASE_URL"] = settings.database_url
    uvicorn.run(
        "serving.api.app:create_app_from_environment",
        factory=True,
        host=settings.host,
        port=settings.port,
        workers=workers if workers > 1 else None,
        access_log=False,
        log_level="warning",
        timeout_graceful_shutdown=10,
        server_header=False,
    )
