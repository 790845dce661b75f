"""Cases of reply chains with their truth, one JSON a line."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from community.errors import InvalidFile, RowProblem
from community.importers.files import read_text
from community.jielong.model import Action, Item, Offer, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One pasted chain and what its lines truly say."""

    cid: str
    offers: Sequence[Offer]
    pasted: str
    truth: Sequence[Record]


def read_cases(path: Path) -> list[Case]:
    """Return the cases of a file; raises InvalidFile naming the line and what is wrong in it."""
    found: list[Case] = []
    problems: list[RowProblem] = []
    for number, line in enumerate(read_text(path).splitlines(), 1):
        if not line.strip():
            continue
        try:
            found.append(_case(json.loads(line)))
        except KeyError as error:
            problems.append(RowProblem(number, str(error.args[0]), "is missing"))
        except (ValueError, TypeError, AttributeError) as error:
            problems.append(RowProblem(number, "", f"is no case: {error}"))
    if problems:
        raise InvalidFile(path.name, problems)
    return found


def offer_of(row: Mapping[str, Any]) -> Offer:
    """Return an offer from its JSON object; raises KeyError for what is missing."""
    return Offer(
        no=str(row["no"]),
        product_id=str(row["product_id"]),
        name=str(row["name"]),
        spec=str(row.get("spec") or ""),
        price=str(row.get("price") or ""),
    )


def _case(row: Mapping[str, Any]) -> Case:
    return Case(
        cid=str(row["cid"]),
        offers=tuple(offer_of(offer) for offer in row["offers"]),
        pasted=str(row["pasted"]),
        truth=tuple(_record(record) for record in row.get("truth", ())),
    )


def _record(row: Mapping[str, Any]) -> Record:
    items = row.get("items") or ()
    return Record(
        line=int(row["line"]),
        who=str(row.get("who") or ""),
        building=str(row.get("building") or ""),
        items=tuple(Item(str(item["product_id"]), int(item["quantity"])) for item in items),
        action=Action(row["action"]),
    )
