"""`lvlin backup` and `lvlin restore`: everything in one file, from either database to either."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from community.ports import Backup
from serving.cli.output import AsJson, print_json
from serving.cli.session import DatabaseUrl, Home, open_services


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.command()(backup)
    app.command()(restore)


def backup(
    path: Annotated[Path, typer.Argument(help="The file to write; it holds personal data")],
    home: Home = None,
    database_url: DatabaseUrl = None,
    json: AsJson = False,
) -> None:
    """Write everything to one file while the server goes on; trained models are made anew."""
    _tell(open_services(home, database_url).database.backup(path), path, json=json)


def restore(
    path: Annotated[Path, typer.Argument(help="A file that `lvlin backup` wrote")],
    home: Home = None,
    database_url: DatabaseUrl = None,
    json: AsJson = False,
) -> None:
    """Fill an empty database from a backup, then train with `lvlin train --all`."""
    _tell(open_services(home, database_url).database.restore(path), path, json=json)


def _tell(done: Backup, path: Path, *, json: bool) -> None:
    rows = dict(done.rows)
    if json:
        print_json({"path": path, "rows": rows, "sha256": done.sha256})
    else:
        typer.echo(f"{path}: {sum(rows.values())} rows, sha256 {done.sha256}")
