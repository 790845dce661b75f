"""The command line: `lvlin …`; 0 done, 1 failed with one line that says why, 2 wrong usage."""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperGroup

from community.errors import LvlinError
from serving.cli import (
    ask,
    backup,
    check,
    communities,
    data,
    evaluate,
    keys,
    mcp,
    rights,
    serve,
    tracelog,
    train,
)


class Explained(TyperGroup):
    """Turns a failure that Lvlin explains into its one line and exit code 1."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:  # whoever read our output has gone: no failure of ours
            raise
        except (LvlinError, OSError) as error:
            typer.echo(f"lvlin: {_line(error)}", err=True)
            raise typer.Exit(1) from error


def _line(error: LvlinError | OSError) -> str:
    """Return why in one line, whatever the words quote."""
    words = str(error)
    if isinstance(error, OSError) and error.strerror:
        words = f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    return " ".join(words.split())


app = typer.Typer(
    cls=Explained,
    name="lvlin",
    help="绿邻: what to sell next week and how to waste none of it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
serve.register(app)
data.register(app)
train.register(app)
ask.register(app)
check.register(app)
backup.register(app)
mcp.register(app)
rights.register(app)
tracelog.register(app)
app.add_typer(evaluate.app, name="evaluate")
app.add_typer(keys.app, name="keys")
app.add_typer(communities.app, name="communities")
