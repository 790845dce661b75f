"""Why a product is in the plan."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import numpy as np

from community.ids import SupplierId
from community.ranking import Reason
from recsys.planning.scenario import Candidate, Scenario
from recsys.planning.states import Bought

_GREEN = 70.0  # sustainability from which a product is named for it
_TOP = 0.75  # quantile of all candidates from which demand or margin is named


class Why:
    """Gives the reasons for the lines of one plan.

    locked · essential {name} · supplier_minimum {supplier, amount} · voted {votes} · local {km} ·
    in_season · high_demand {packs} · low_footprint {score} · good_margin {percent} · fits
    """

    def __init__(self, scenario: Scenario, bought: tuple[Bought, ...]) -> None:
        self._scenario = scenario
        self._orders: dict[SupplierId, Decimal] = {}
        for b in bought:
            supplier = b.candidate.supplier_id
            self._orders[supplier] = self._orders.get(supplier, Decimal(0)) + b.cost
        self._terms = {terms.supplier_id: terms for terms in scenario.suppliers}
        self._demand = _top([c.demand for c in scenario.candidates])
        self._margin = _top([margin_percent(c) for c in scenario.candidates])

    def reasons(self, bought: Bought) -> tuple[Reason, ...]:
        """Return why this line is there, what was demanded before what speaks for it."""
        found = (*self._demanded(bought), *self._speaks_for(bought.candidate))
        return found or (Reason("fits"),)

    def _demanded(self, bought: Bought) -> Iterator[Reason]:
        candidate, constraints = bought.candidate, self._scenario.constraints
        if candidate.product_id in constraints.locks:
            yield Reason("locked")
        for essential in constraints.essentials:
            if candidate.product_id in essential.any_of:
                yield Reason("essential", {"name": essential.name})
        terms = self._terms[candidate.supplier_id]
        case = candidate.cost * candidate.case_size
        if terms.min_order > 0 and self._orders[candidate.supplier_id] - case < terms.min_order:
            params = {"supplier": terms.name or terms.supplier_id, "amount": str(terms.min_order)}
            yield Reason("supplier_minimum", params)

    def _speaks_for(self, candidate: Candidate) -> Iterator[Reason]:
        if candidate.votes > 0:
            yield Reason("voted", {"votes": candidate.votes})
        if self._scenario.is_local(candidate):
            yield Reason("local", {"km": round(candidate.km)})
        if candidate.in_season:
            yield Reason("in_season")
        if candidate.demand > 0 and candidate.demand >= self._demand:
            yield Reason("high_demand", {"packs": round(candidate.demand)})
        if candidate.sustainability >= _GREEN:
            yield Reason("low_footprint", {"score": round(candidate.sustainability)})
        if (percent := margin_percent(candidate)) > 0 and percent >= self._margin:
            yield Reason("good_margin", {"percent": round(percent)})


def margin_percent(candidate: Candidate) -> float:
    """Return the share of the price that is earned, in percent; 0 for a free product."""
    if not candidate.price:
        return 0.0
    return float(100 * (candidate.price - candidate.cost) / candidate.price)


def _top(values: list[float]) -> float:
    return float(np.quantile(values, _TOP)) if values else 0.0
