"""Every plan of a tiny week, and which constraints each of them meets, in whole numbers.

Written from the meaning of the scenario format alone: it shares nothing with the planner.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from community.ids import ProductId

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]


class Judge:
    """Knows all plans (M, P) of a week in packs, and who meets what (M,)."""

    def __init__(self, week: Mapping[str, Any]) -> None:
        self._products = week["products"]
        self.plans = self._every_plan()
        self.met: dict[str, Bools] = {}
        self._offered = self.plans > 0
        self._constraints(week["constraints"])
        self._suppliers(week["suppliers"], week["constraints"])

    def feasible(self, names: Collection[str] | None = None) -> Bools:
        """Tell which plans meet the constraints of `names`, all of them by default (M,)."""
        chosen = self.met if names is None else names
        met = [self.met[name] for name in chosen]
        return np.asarray(np.logical_and.reduce([np.ones(len(self.plans), bool), *met]))

    def find(self, plan: Mapping[ProductId, int]) -> int:
        """Return the row of a plan, -1 where amounts are none that may be bought."""
        if not set(plan) <= {p["product_id"] for p in self._products}:
            return -1
        packs = np.array(
            [plan.get(ProductId(p["product_id"]), 0) for p in self._products], np.int64
        )
        rows = np.flatnonzero((self.plans == packs).all(axis=1))
        return int(rows[0]) if len(rows) else -1

    def _every_plan(self) -> Ints:
        amounts = [_amounts(p) for p in self._products]
        grid = np.meshgrid(*amounts, indexing="ij")
        if not grid:
            return np.zeros((1, 0), np.int64)
        return np.stack([axis.ravel() for axis in grid], axis=1)

    def _column(self, field: str, scale: int = 100) -> Ints:
        values = [round(Fraction(str(p[field])) * scale) for p in self._products]
        return np.array(values, np.int64)

    def _where(self, field: str, value: object) -> Bools:
        return np.array([p[field] == value for p in self._products], bool)

    def _constraints(self, asked: Mapping[str, Any]) -> None:
        count = self._offered.sum(axis=1)
        self.met["slots"] = (count >= asked["slots"]["min"]) & (count <= asked["slots"]["max"])
        if asked["budget_cny"] is not None:
            spent = self.plans @ self._column("cost")
            self.met["budget"] = spent <= 100 * asked["budget_cny"]
        if asked["cold_chain_boxes"] is not None:
            cases = self.plans // self._column("case_size", 1)
            boxes = cases @ self._column("cold_boxes_per_case")
            self.met["cold_chain"] = boxes <= 100 * asked["cold_chain_boxes"]
        self._local(asked["local_share"] or {})
        for category, limit in (asked["category_limits"] or {}).items():
            count = self._offered[:, self._where("category", category)].sum(axis=1)
            low, high = limit["min"] or 0, limit["max"]
            enough = count >= low
            few = count <= (len(self._products) if high is None else high)
            self.met[f"category_limits:{category}"] = np.asarray(enough & few)
        self._wishes(asked)

    def _local(self, share: Mapping[str, Any]) -> None:
        near = np.array([p["km"] <= share.get("within_km", 0) for p in self._products], bool)
        value = self.plans * self._column("price")
        for kind, part in (("by_count", self._offered.astype(np.int64)), ("by_value", value)):
            if share.get(kind):
                asked = round(100 * share[kind]) * part.sum(axis=1)
                self.met[f"local_share_{kind}"] = 100 * part[:, near].sum(axis=1) >= asked

    def _wishes(self, asked: Mapping[str, Any]) -> None:
        for essential in asked["essentials"]:
            of = np.array([p["product_id"] in essential["any_of"] for p in self._products], bool)
            packs = self.plans[:, of].sum(axis=1)
            self.met[f"essentials:{essential['name']}"] = packs >= essential["min_packs"]
        for kind, wanted in (("locks", True), ("bans", False)):
            for id_ in asked[kind]:
                offered = self._offered[:, self._where("product_id", id_)].any(axis=1)
                self.met[f"{kind}:{id_}"] = np.asarray(offered == wanted)

    def _suppliers(self, suppliers: list[Any], asked: Mapping[str, Any]) -> None:
        for supplier in suppliers:
            id_ = supplier["supplier_id"]
            own = self._where("supplier_id", id_)
            used = self._offered[:, own].any(axis=1)
            if id_ in asked["supplier_outage"]:
                self.met[f"supplier_outage:{id_}"] = np.asarray(~used)
            spent = self.plans[:, own] @ self._column("cost")[own]
            least = 100 * supplier["min_order_cny"]
            if least:
                self.met[f"supplier_minimum:{id_}"] = ~used | (spent >= least)


def _amounts(product: Mapping[str, Any]) -> Ints:
    """Return nothing and every amount in whole cases that may be bought."""
    packs = np.arange(0, product["capacity"] + 1, product["case_size"])
    return np.asarray(packs[(packs == 0) | (packs >= product["min_order"])])
