"""What commands print: a table for people, JSON for machines, progress on the error stream."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated, Any

import orjson
import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table

_PIPED_WIDTH = 160  # columns where there is no terminal to ask
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for machines")]


def print_json(value: Any) -> None:
    """Print `value` as indented UTF-8 JSON."""
    options = orjson.OPT_INDENT_2 | orjson.OPT_SERIALIZE_NUMPY | orjson.OPT_NON_STR_KEYS
    typer.echo(orjson.dumps(value, default=str, option=options).decode())


def print_table(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print rows under their columns."""
    table = Table(title=title or None, title_justify="left", show_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold", no_wrap=column == "id")  # an id is copied whole
    for row in rows:
        table.add_row(*(str(cell) for cell in row))
    width = None if Console().is_terminal else _PIPED_WIDTH
    # Names are text: "[red]" in one is neither a colour nor a mistake.
    Console(width=width, markup=False, emoji=False, highlight=False).print(table)


@contextmanager
def progress() -> Iterator[Progress]:
    """Show progress bars on the error stream while the block runs, if somebody is watching."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    console = Console(stderr=True)
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bars:
        yield bars
