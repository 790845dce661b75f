"""The constraints of a week by their public names: left out, or with another limit."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from recsys.planning.scenario import Constraints, Scenario, SupplierTerms

NO_SLOTS = 10**6  # more products than any week has
_SUMS = {"budget": "budget", "cold_chain": "cold_boxes", "max_repeats": "max_repeats"}
_SHARES = {"local_share_by_count": "local_by_count", "local_share_by_value": "local_by_value"}
_ITEMS = ("locks", "bans", "supplier_outage")
_WHOLE = ("slots", "max_repeats", "category_limits", "essentials")

Limit = tuple[Decimal | None, Decimal | None]  # at least, at most


def limit_of(scenario: Scenario, name: str) -> Limit:
    """Return the limits of a constraint, (None, None) for a lock, a ban and an outage."""
    kind, _, item = name.partition(":")
    constraints = scenario.constraints
    if kind == "slots":
        return Decimal(constraints.slots_min), Decimal(constraints.slots_max)
    if kind in _SUMS:
        return None, _decimal(getattr(constraints, _SUMS[kind]))
    if kind in _SHARES:
        return getattr(constraints, _SHARES[kind]), None
    if kind == "category_limits":
        low, high = constraints.category_limits[item]
        return _decimal(low), _decimal(high)
    if kind == "essentials":
        return Decimal(next(e.min_packs for e in constraints.essentials if e.name == item)), None
    if kind == "supplier_minimum":
        return _terms(scenario, item).min_order, None
    if kind == "supplier_capacity":
        return None, _decimal(_terms(scenario, item).capacity)
    return None, None


def with_limit(scenario: Scenario, name: str, limit: Limit) -> Scenario:
    """Return the week with other limits for the constraint `name`; without it for none at all."""
    if name.startswith(("supplier_minimum:", "supplier_capacity:")):
        return _with_terms(scenario, name, limit)
    changed: dict[str, Any] = _fields(scenario.constraints, name, limit)
    return replace(scenario, constraints=replace(scenario.constraints, **changed))


def without(scenario: Scenario, name: str) -> Scenario:
    """Return the week with the constraint `name` left out."""
    return with_limit(scenario, name, (None, None))


def _fields(constraints: Constraints, name: str, limit: Limit) -> dict[str, Any]:
    kind, _, item = name.partition(":")
    low, high = (_plain(kind, side) for side in limit)
    if kind == "slots":
        return {"slots_min": low or 0, "slots_max": NO_SLOTS if high is None else high}
    if kind in _SUMS:
        return {_SUMS[kind]: high}
    if kind in _SHARES:
        return {_SHARES[kind]: low or Decimal(0)}
    if kind == "category_limits":
        rest = dict(constraints.category_limits) | {item: (low, high)}
        return {kind: {k: v for k, v in rest.items() if v != (None, None)}}
    if kind == "essentials":
        every = constraints.essentials
        kept = [e for e in every if e.name != item or low is not None]
        asked = int(low or 0)
        return {kind: tuple(replace(e, min_packs=asked) if e.name == item else e for e in kept)}
    if kind in _ITEMS:
        return {kind: tuple(id_ for id_ in getattr(constraints, kind) if id_ != item)}
    return {}


def _with_terms(scenario: Scenario, name: str, limit: Limit) -> Scenario:
    kind, _, item = name.partition(":")
    low, high = limit

    def changed(terms: SupplierTerms) -> SupplierTerms:
        if kind == "supplier_minimum":
            return replace(terms, min_order=low or Decimal(0))
        return replace(terms, capacity=None if high is None else int(high))

    suppliers = (changed(t) if t.supplier_id == item else t for t in scenario.suppliers)
    return replace(scenario, suppliers=tuple(suppliers))


def _terms(scenario: Scenario, supplier: str) -> SupplierTerms:
    return next(terms for terms in scenario.suppliers if terms.supplier_id == supplier)


def _decimal(value: Decimal | int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _plain(kind: str, value: Decimal | None) -> Decimal | int | None:
    return int(value) if value is not None and kind in _WHOLE else value
