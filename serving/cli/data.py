"""`lvlin import`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from community.ids import CommunityId
from serving.cli.output import AsJson, print_json, progress
from serving.cli.session import (
    CommunityOption,
    DatabaseUrl,
    Home,
    choose_community,
    open_services,
)

if TYPE_CHECKING:
    from community.importers import ImportReport
    from serving.services import Services

_KINDS = "catalogue, neighbours, orders, notes, trace or events"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("import")(import_kind)


def import_kind(
    kind: Annotated[str, typer.Argument(help=_KINDS)],
    path: Annotated[Path | None, typer.Argument(help="CSV, NDJSON or a folder of notes")] = None,
    *,
    template: Annotated[bool, typer.Option("--template", help="Print header and example")] = False,
    skip_bad_rows: Annotated[
        bool, typer.Option("--skip-bad-rows", help="Import the rest, list what was left out")
    ] = False,
    community: CommunityOption = None,
    home: Home = None,
    database_url: DatabaseUrl = None,
    json: AsJson = False,
) -> None:
    """Bring a file in; the same file again changes nothing."""
    from community.importers import KINDS
    from community.importers import template as template_of

    if kind not in KINDS:
        raise typer.BadParameter(f"{kind!r} is not one of {', '.join(KINDS)}", param_hint="KIND")
    if template:
        return typer.echo(template_of(kind), nl=False)
    if path is None:
        raise typer.BadParameter("name a file or folder", param_hint="PATH")
    services = open_services(home, database_url)
    chosen = choose_community(services, community)
    report = _import(services, kind, path, chosen.id, skip_bad_rows=skip_bad_rows)
    return _report(report, json=json)


def _import(
    services: Services, kind: str, path: Path, community_id: CommunityId, *, skip_bad_rows: bool
) -> ImportReport:
    from community.importers import import_file

    with progress() as bars, services.database.transaction() as store:
        task = bars.add_task(f"Reading {path.name}", total=None)
        report = import_file(
            kind,
            path,
            community_id,
            store,
            lexicon=services.lexicon,
            skip_bad_rows=skip_bad_rows,
            progress=lambda done, total: bars.update(task, completed=done, total=total),
        )
        store.commit()
    return report


def _report(report: ImportReport, *, json: bool) -> None:
    saved = report.saved
    if json:
        left_out = [asdict(problem) for problem in report.problems]
        return print_json({**asdict(saved), "left_out": left_out})
    typer.echo(f"{saved.created} new, {saved.updated} changed, {saved.unchanged} as before")
    for problem in report.problems:
        typer.echo(f"left out: {problem}")
    return None
