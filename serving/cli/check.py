"""`lvlin check`: is the configuration good, and does everything answer?"""

from __future__ import annotations

import typer

from community.errors import LvlinError, Unavailable
from serving.cli.output import AsJson, print_json, print_table
from serving.cli.session import DatabaseUrl, Home
from serving.settings import Settings, load_settings


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(check)


def check(home: Home = None, database_url: DatabaseUrl = None, json: AsJson = False) -> None:
    """Print the settings in force and try the store; fails when something is wrong."""
    settings = load_settings(home=home, database_url=database_url)
    problems = _problems(settings)
    shown = _shown(settings)
    if json:
        print_json({"settings": shown, "problems": problems})
    else:
        print_table("Settings (LVLIN_…)", ("setting", "value"), list(shown.items()))
    if problems:
        raise Unavailable("; ".join(problems))


def _shown(settings: Settings) -> dict[str, str]:
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    values = {name: str(getattr(settings, name)) for name in type(settings).model_fields}
    try:
        values["database_url"] = make_url(settings.database).render_as_string(hide_password=True)
    except ArgumentError:
        values["database_url"] = "(cannot be read)"
    return values


def _problems(settings: Settings) -> list[str]:
    from serving.bootstrap import build_services

    if bool(settings.llm_base_url) != bool(settings.llm_model):
        return ["LVLIN_LLM_BASE_URL and LVLIN_LLM_MODEL go together"]
    try:
        services = build_services(settings)
        services.database.migrate()
        return list(services.database.ready())
    except LvlinError as error:
        return [str(error)]
