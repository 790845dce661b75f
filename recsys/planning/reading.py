"""Scenarios as they are written in JSON files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any

import numpy as np

from community.errors import InvalidField
from community.ids import ProductId, SupplierId
from recsys.demand.decaying import Demand, estimate_demand
from recsys.planning.scenario import (
    Bounds,
    Candidate,
    Constraints,
    Essential,
    Scenario,
    SupplierTerms,
)

_LARGEST = 10**12


@dataclass(frozen=True, slots=True)
class Node:
    """A JSON value and its pointer; reading it as the wrong thing raises InvalidField."""

    value: Any
    pointer: str = ""

    def __getitem__(self, name: str) -> Node:
        """Return a field of an object, null where it is absent."""
        if not isinstance(self.value, Mapping):
            raise self.wrong("must be an object")
        return Node(self.value.get(name), f"{self.pointer}/{name}")

    def __bool__(self) -> bool:
        return self.value is not None

    def __iter__(self) -> Iterator[Node]:
        """Yield the members of a list; null has none."""
        if self.value is not None and not isinstance(self.value, list):
            raise self.wrong("must be a list")
        for row, value in enumerate(self.value or ()):
            yield Node(value, f"{self.pointer}/{row}")

    def items(self) -> Iterator[tuple[str, Node]]:
        """Yield the fields of an object; null has none."""
        if self.value is not None and not isinstance(self.value, Mapping):
            raise self.wrong("must be an object")
        for name in self.value or ():
            yield str(name), self[name]

    def text(self) -> str:
        """Return a text that is not empty."""
        if not isinstance(self.value, str) or not self.value:
            raise self.wrong("must be a text")
        return self.value

    def decimal(self, default: Decimal | None = None) -> Decimal:
        """Return a finite number exactly as it is written, `default` for null."""
        if self.value is None and default is not None:
            return default
        if isinstance(self.value, bool) or not isinstance(self.value, int | float | str | Decimal):
            raise self.wrong("must be a number")
        try:
            number = Decimal(str(self.value))
        except InvalidOperation as error:
            raise self.wrong("must be a number") from error
        if not (number.is_finite() and abs(number) <= _LARGEST):
            raise self.wrong("must be a finite number")
        return number

    def whole(self, default: int | None = None) -> int:
        """Return a whole number, `default` for null."""
        number = self.decimal(None if default is None else Decimal(default))
        if number != number.to_integral_value():
            raise self.wrong("must be a whole number")
        return int(number)

    def sold(self) -> float:
        """Return an amount of 0 or more, NaN for null."""
        if self.value is None:
            return float("nan")
        if (amount := self.decimal()) < 0:
            raise self.wrong("must be 0 or more")
        return float(amount)

    def wrong(self, reason: str) -> InvalidField:
        """Return the error for this value."""
        return InvalidField(self.pointer or "/", reason)


def read_scenario(node: Node) -> Scenario:
    """Return the week that a scenario describes; raises InvalidField.

    Demand is estimated from the sales of the last weeks, lifted by the votes. Preference is the
    share of the neighbours who voted for a product; nothing is known about footprints.
    """
    products = list(node["products"])
    demand = _demand(node, products)
    distances = {s["supplier_id"].text(): s["km"] for s in node["suppliers"]}
    neighbours = node["neighbours"].whole(0)
    candidates = []
    for product, low, middle, high in zip(products, *demand.lists(), strict=True):
        blank = _candidate(product, distances, neighbours)
        candidates.append(replace(blank, low=low, demand=middle, high=high))
    suppliers = tuple(_supplier(supplier) for supplier in node["suppliers"])
    return Scenario(tuple(candidates), suppliers, _constraints(node["constraints"]))


def _candidate(product: Node, distances: Mapping[str, Node], neighbours: int) -> Candidate:
    """Return a product, its demand not yet told."""
    supplier, votes = product["supplier_id"].text(), product["votes"].whole(0)
    km = product["km"] or distances.get(supplier, product["km"])
    sales = list(product["sales"])
    return Candidate(
        product_id=ProductId(product["product_id"].text()),
        supplier_id=SupplierId(supplier),
        name=product["name"].text(),
        category=product["category"].text(),
        km=float(km.decimal()),
        price=product["price"].decimal(),
        cost=product["cost"].decimal(),
        demand=0.0,
        low=0.0,
        high=0.0,
        case_size=product["case_size"].whole(1),
        min_packs=product["min_order"].whole(0),
        capacity=product["capacity"].whole() if product["capacity"] else None,
        cold_boxes_per_case=product["cold_boxes_per_case"].decimal(Decimal(0)),
        votes=votes,
        preference=min(max(votes / neighbours, 0.0), 1.0) if neighbours > 0 else 0.0,
        repeated=bool(sales) and bool(sales[-1]),
    )


def _demand(node: Node, products: list[Node]) -> Demand:
    """Return the demand from `sales`, weeks without an offer being null."""
    rows = [[week.sold() for week in product["sales"]] for product in products]
    width = max((len(row) for row in rows), default=0)
    packs = np.array([[np.nan] * (width - len(row)) + row for row in rows])
    packs = packs.reshape(len(rows), width)
    return estimate_demand(
        packs,
        [product["category"].text() for product in products],
        votes=[product["votes"].whole(0) for product in products],
        neighbours=node["neighbours"].whole(0),
    )


def _supplier(supplier: Node) -> SupplierTerms:
    return SupplierTerms(
        supplier_id=SupplierId(supplier["supplier_id"].text()),
        name=str(supplier["name"].value or ""),
        min_order=supplier["min_order_cny"].decimal(Decimal(0)),
        capacity=supplier["capacity"].whole() if supplier["capacity"] else None,
    )


def _constraints(node: Node) -> Constraints:
    local, slots = node["local_share"], node["slots"]
    return Constraints(
        slots_min=slots["min"].whole(0),
        slots_max=slots["max"].whole(),
        budget=node["budget_cny"].decimal() if node["budget_cny"] else None,
        within_km=float(local["within_km"].decimal(Decimal(0))) if local else 0.0,
        local_by_count=local["by_count"].decimal(Decimal(0)) if local else Decimal(0),
        local_by_value=local["by_value"].decimal(Decimal(0)) if local else Decimal(0),
        category_limits={name: _bounds(limit) for name, limit in node["category_limits"].items()},
        essentials=tuple(_essential(essential) for essential in node["essentials"]),
        supplier_outage=tuple(SupplierId(s.text()) for s in node["supplier_outage"]),
        locks=tuple(ProductId(lock.text()) for lock in node["locks"]),
        bans=tuple(ProductId(ban.text()) for ban in node["bans"]),
        cold_boxes=node["cold_chain_boxes"].decimal() if node["cold_chain_boxes"] else None,
        max_repeats=node["max_repeats"].whole() if node["max_repeats"] else None,
    )


def _bounds(limit: Node) -> Bounds:
    low, high = limit["min"], limit["max"]
    return low.whole() if low else None, high.whole() if high else None


def _essential(essential: Node) -> Essential:
    return Essential(
        name=essential["name"].text(),
        any_of=tuple(ProductId(id_.text()) for id_ in essential["any_of"]),
        min_packs=essential["min_packs"].whole(1),
    )
