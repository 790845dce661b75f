"""What a week's question must be like to have an answer."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from community.errors import InvalidField

if TYPE_CHECKING:
    from recsys.planning.scenario import Candidate, Constraints, Scenario

_NUMBERS = ("km", "price", "cost", "demand", "low", "high", "cold_boxes_per_case")
_COUNTS = ("min_packs", "capacity", "shelf_life_days", "votes")
_LARGEST = 1e9  # beyond this no community buys, and sums would lose whole packs


def validate(scenario: Scenario) -> None:
    """Raise InvalidField for the first thing that cannot be meant, with its JSON pointer."""
    for problem in _problems(scenario):
        raise problem


def _problems(scenario: Scenario) -> Iterator[InvalidField]:
    suppliers = [terms.supplier_id for terms in scenario.suppliers]
    yield from _twice("/suppliers", "supplier_id", suppliers)
    for row, terms in enumerate(scenario.suppliers):
        values = {"min_order": terms.min_order, "capacity": terms.capacity}
        yield from _not_negative(f"/suppliers/{row}", values)
    products = [candidate.product_id for candidate in scenario.candidates]
    yield from _twice("/candidates", "product_id", products)
    for row, candidate in enumerate(scenario.candidates):
        yield from _candidate(f"/candidates/{row}", candidate, set(suppliers))
    yield from _constraints(scenario.constraints)
    known: Mapping[str, Collection[str]] = {
        "locks": products,
        "bans": products,
        "supplier_outage": suppliers,
    }
    yield from _unknown(scenario.constraints, known)
    for (one, other), share in scenario.kitchen.items():
        if not 0 <= share <= 1:
            yield InvalidField(f"/kitchen/{one}+{other}", "must be a share from 0 to 1")
    weights = scenario.weights
    parts = ("margin", "preference", "sustainability", "waste", "kitchen")
    yield from _not_negative("/weights", {part: getattr(weights, part) for part in parts})


def _candidate(
    pointer: str, candidate: Candidate, suppliers: Collection[str]
) -> Iterator[InvalidField]:
    names = (*_NUMBERS, *_COUNTS)
    yield from _not_negative(pointer, {name: getattr(candidate, name) for name in names})
    if candidate.case_size < 1:
        yield InvalidField(f"{pointer}/case_size", "must be at least 1")
    if not 0 <= candidate.preference <= 1:
        yield InvalidField(f"{pointer}/preference", "must be from 0 to 1")
    if not 0 <= candidate.sustainability <= 100:
        yield InvalidField(f"{pointer}/sustainability", "must be from 0 to 100")
    if not candidate.low <= candidate.demand <= candidate.high:
        yield InvalidField(f"{pointer}/demand", "must lie between low and high")
    if candidate.supplier_id not in suppliers:
        yield InvalidField(f"{pointer}/supplier_id", f"no supplier {candidate.supplier_id!r}")


def _constraints(constraints: Constraints) -> Iterator[InvalidField]:
    names = ("slots_min", "budget", "within_km", "cold_boxes", "max_repeats")
    values = {name: getattr(constraints, name) for name in names}
    yield from _not_negative("/constraints", values)
    if constraints.slots_max < 1:
        yield InvalidField("/constraints/slots_max", "must be at least 1")
    if constraints.slots_min > constraints.slots_max:
        yield InvalidField("/constraints/slots_min", "must not be above slots_max")
    for name in ("local_by_count", "local_by_value"):
        share = getattr(constraints, name)
        if not (share.is_finite() and 0 <= share <= 1):
            yield InvalidField(f"/constraints/{name}", "must be a share from 0 to 1")
    for category, (low, high) in constraints.category_limits.items():
        pointer = f"/constraints/category_limits/{_escaped(category)}"
        yield from _not_negative(pointer, {"min": low, "max": high})
        if low is not None and high is not None and low > high:
            yield InvalidField(f"{pointer}/min", "must not be above max")
    for row, essential in enumerate(constraints.essentials):
        pointer = f"/constraints/essentials/{row}"
        yield from _not_negative(pointer, {"min_packs": essential.min_packs})
    yield from _twice("/constraints/essentials", "name", [e.name for e in constraints.essentials])


def _unknown(
    constraints: Constraints, known: Mapping[str, Collection[str]]
) -> Iterator[InvalidField]:
    for name, ids in known.items():
        for row, id_ in enumerate(getattr(constraints, name)):
            if id_ not in ids:
                yield InvalidField(f"/constraints/{name}/{row}", f"{id_!r} is not known this week")


def _not_negative(
    pointer: str, values: Mapping[str, float | Decimal | None]
) -> Iterator[InvalidField]:
    for name, value in values.items():
        if value is not None and not (math.isfinite(value) and 0 <= value <= _LARGEST):
            yield InvalidField(f"{pointer}/{name}", "must be a number from 0 to a billion")


def _twice(pointer: str, name: str, ids: Sequence[str]) -> Iterator[InvalidField]:
    seen: set[str] = set()
    for row, id_ in enumerate(ids):
        if id_ in seen:
            yield InvalidField(f"{pointer}/{row}/{name}", f"{id_!r} is there twice")
        seen.add(id_)


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")
