"""`lvlin plan`: next week's selection under every constraint there is."""

from __future__ import annotations

import json as json_text
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer import Option

from community.errors import InvalidField, InvalidInput
from serving.cli.output import AsJson, print_json
from serving.cli.session import (
    CommunityOption,
    DatabaseUrl,
    Home,
    LangOption,
    choose_community,
    open_services,
)
from serving.messages import Lang
from serving.plan_words import read_essential, read_limit

if TYPE_CHECKING:
    from community.ids import CommunityId
    from serving.schemas.plan import PlanRequestIn
    from serving.services import Services
    from serving.usecases.plan import Proposed

Words = list[str] | None


def plan(
    *,
    week: Annotated[str | None, Option(help="Such as 2026-W48; empty: next week")] = None,
    slots_max: Annotated[int | None, Option("--slots", min=1, help="Products at most")] = None,
    slots_min: Annotated[int | None, Option(min=0, help="Products at least")] = None,
    budget: Annotated[float | None, Option(min=0, help="CNY to spend at most")] = None,
    local_by_count: Annotated[
        float | None, Option("--local-share", help="Of products, 0–1")
    ] = None,
    local_by_value: Annotated[float | None, Option("--local-value", help="Of sales, 0–1")] = None,
    within_km: Annotated[float | None, Option(min=0, help="What is local")] = None,
    category_limits: Annotated[Words, Option("--category", help="叶菜:2-5, 奶:-2")] = None,
    essentials: Annotated[Words, Option("--essential", help="豆腐=p-lao,p-nen:40 packs")] = None,
    locks: Annotated[Words, Option("--lock", help="Product ids that must be in")] = None,
    bans: Annotated[Words, Option("--ban", help="Product ids that must be out")] = None,
    supplier_outage: Annotated[Words, Option("--outage", help="Supplier ids")] = None,
    cold_boxes: Annotated[float | None, Option(min=0, help="Room for cold goods")] = None,
    max_repeats: Annotated[int | None, Option(min=0, help="Offered last week too")] = None,
    weights: Annotated[Words, Option("--weight", help="sustainability=0.6, waste=1 …")] = None,
    settings: Annotated[Path | None, Option(help="All that as JSON, as POST /plans has it")] = None,
    out: Annotated[Path | None, Option(help="Also write it to FILE.csv or FILE.xlsx")] = None,
    community: CommunityOption = None,
    lang: LangOption = "zh",
    home: Home = None,
    database_url: DatabaseUrl = None,
    json: AsJson = False,
) -> None:
    """Propose next week's selection with quantities."""
    from serving.present.plan import present_plan, print_plan

    asked = _asked(settings, locals())
    _check_out(out)
    services = open_services(home, database_url)
    proposed = _proposed(services, choose_community(services, community).id, asked)
    if out is not None:
        _export(proposed, out, lang)
    if json:
        return print_json(present_plan(proposed, lang).model_dump(mode="json"))
    return print_plan(proposed, lang)


def _proposed(services: Services, community_id: CommunityId, asked: PlanRequestIn) -> Proposed:
    from serving.usecases.plan import PlanAsked, propose_plan

    return propose_plan(services, asked.laid_over(PlanAsked(community_id=community_id)))


def _asked(path: Path | None, options: Mapping[str, Any]) -> PlanRequestIn:
    """Return the file's settings with what the command line tells instead of them."""
    from pydantic import ValidationError

    from serving.schemas.plan import PlanRequestIn

    told = {
        name: _READ.get(name, _as_it_is)(options[name])
        for name in PlanRequestIn.model_fields
        if name != "lang" and options.get(name) is not None
    }
    try:
        kept = json_text.loads(path.read_text("utf-8")) if path else {}
        return PlanRequestIn.model_validate({**kept, **told})
    except OSError as error:
        raise InvalidInput(f"{path}: {error.strerror}") from error
    except ValidationError as error:
        first = error.errors()[0]
        raise InvalidField("/" + "/".join(map(str, first["loc"])), first["msg"]) from error
    except (TypeError, ValueError) as error:
        raise InvalidInput(f"{path}: is no JSON object") from error


def _as_it_is(value: Any) -> Any:
    return value


def _limit(words: str) -> tuple[str, dict[str, int | None]]:
    try:
        name, (low, high) = read_limit(words)
    except ValueError as error:
        hint = f"{words!r}: write NAME:MIN-MAX"
        raise typer.BadParameter(hint, param_hint="--category") from error
    return name, {"min": low, "max": high}


def _essential(words: str) -> dict[str, Any]:
    try:
        name, any_of, packs = read_essential(words)
    except ValueError as error:
        hint = f"{words!r}: write NAME=ID,ID:PACKS"
        raise typer.BadParameter(hint, param_hint="--essential") from error
    return {"name": name, "any_of": list(any_of), "min_packs": packs}


def _weight(words: str) -> tuple[str, float]:
    """Read `sustainability=0.6`."""
    name, _, number = words.partition("=")
    try:
        return name.strip(), float(number)
    except ValueError as error:
        raise typer.BadParameter(f"{words!r}: write NAME=NUMBER", param_hint="--weight") from error


_READ: Mapping[str, Callable[[Any], Any]] = {
    "budget": str,
    "category_limits": lambda words: dict(map(_limit, words)),
    "essentials": lambda words: list(map(_essential, words)),
    "weights": lambda words: dict(map(_weight, words)),
}


def _kind(out: Path) -> str:
    return out.suffix.lower().removeprefix(".")


def _check_out(out: Path | None) -> None:
    """Refuse a file that could not be written before the week is planned and kept."""
    if out is None:
        return
    if _kind(out) not in ("csv", "xlsx"):
        raise typer.BadParameter("must end in .csv or .xlsx", param_hint="--out")
    if not out.absolute().parent.is_dir():
        raise InvalidInput(f"--out: there is no folder {out.absolute().parent}")


def _export(proposed: Proposed, out: Path, lang: Lang) -> None:
    from serving.present.plan import export_plan

    out.write_bytes(export_plan(proposed, _kind(out), lang))
    typer.echo(f"written: {out}", err=True)
