"""`lvlin verify` and `lvlin trace-log`: the log of trace events, checked without the server."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from community.errors import InvalidInput
from serving.cli.output import AsJson, print_json
from serving.cli.session import (
    CommunityOption,
    DatabaseUrl,
    Home,
    choose_community,
    open_services,
)


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.command()(verify)
    app.command("trace-log")(trace_log)


def verify(
    log: Annotated[Path, typer.Argument(help="The exported log, one entry a line")],
    checkpoint: Annotated[Path, typer.Option(help="The signed checkpoint")],
    key: Annotated[str, typer.Option(help="The log's public key, or a file with it")],
    json: AsJson = False,
) -> None:
    """Hold an exported log against its signed checkpoint; nothing is asked of any server."""
    from community.tracelog import audit, read_verifier

    verifier = read_verifier(Path(key).read_text("utf-8") if Path(key).is_file() else key)
    found = audit(log.read_bytes(), checkpoint.read_text("utf-8"), verifier)
    if found.problem:
        raise InvalidInput(f"{log}: {found.problem}")
    size = found.checkpoint.size
    if json:
        origin = found.checkpoint.origin
        return print_json({"origin": origin, "signed": size, "entries": found.entries, "ok": True})
    return typer.echo(f"{log}: all {size} entries are what {verifier.name} signed")


def trace_log(
    to: Annotated[Path, typer.Option(help="Folder for entries.ndjson, checkpoint.txt, key.txt")],
    community: CommunityOption = None,
    home: Home = None,
    database_url: DatabaseUrl = None,
    json: AsJson = False,
) -> None:
    """Write the log of trace events with its checkpoint and key, for `lvlin verify`."""
    from serving.tracekey import signer_of
    from serving.usecases.tracelog import disagreeing, exported

    services = open_services(home, database_url)
    chosen = choose_community(services, community).id
    entries, note = exported(services, chosen)
    with services.database.read() as store:
        strange = disagreeing(store, chosen)
    verifier = signer_of(services.settings, chosen).verifier
    to.mkdir(parents=True, exist_ok=True)
    (to / "entries.ndjson").write_text(entries, "utf-8")
    (to / "checkpoint.txt").write_text(note, "utf-8")
    (to / "key.txt").write_text(f"{verifier.text}\n", "utf-8")
    if strange:
        raise InvalidInput(f"stored trace events differ from the log: {', '.join(strange)}")
    count = entries.count("\n")
    if json:
        return print_json({"to": to, "entries": count, "key": verifier.text})
    return typer.echo(f"{to}: {count} entries, signed by {verifier.name}")
