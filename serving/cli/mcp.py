"""`lvlin mcp`: picks, recipes and the plan for an assistant, over standard input and output."""

from __future__ import annotations

import typer

from serving.cli.session import CommunityOption, DatabaseUrl, Home, choose_community, open_services


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(mcp)


def mcp(
    community: CommunityOption = None, home: Home = None, database_url: DatabaseUrl = None
) -> None:
    """Serve one community to an assistant (Model Context Protocol); it can change nothing."""
    from serving.assistants import assistant_server

    services = open_services(home, database_url)
    assistant_server(services, choose_community(services, community).id).run()
