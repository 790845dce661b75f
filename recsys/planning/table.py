"""The candidates of a week as columns of numbers, and which amounts of each are worth a look."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recsys.planning.scenario import Candidate, Scenario

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Domain:
    """The cases each candidate may be bought in, all (N,): nothing, or `fewest`..`most`.

    Where `most` is below `fewest` only nothing is left; where `must` holds nothing is not allowed.
    """

    fewest: Ints
    most: Ints
    must: Bools

    @property
    def open(self) -> Bools:
        """Tell which candidates may be offered at all (N,)."""
        return np.asarray(self.most >= self.fewest)

    def only(self, rows: Ints) -> Domain:
        """Return the domain in which nothing but the candidates `rows` may be offered."""
        most = self.fewest - 1
        most[rows] = self.most[rows]
        return Domain(self.fewest, most, self.must)


@dataclass(frozen=True, slots=True)
class Table:
    """The candidates as columns (N,); money in fen, so that rows of money hold whole numbers."""

    candidates: Sequence[Candidate]
    case: Floats  # packs
    cost: Floats  # of a case
    price: Floats  # of a case
    domain: Domain  # what case sizes, least orders and capacities of the products allow

    @property
    def size(self) -> int:
        return len(self.candidates)

    def where(self, chosen: Sequence[bool]) -> Ints:
        """Return the rows of the chosen candidates."""
        return np.flatnonzero(np.array(chosen, bool))


def table_of(scenario: Scenario) -> Table:
    """Return the candidates of a week as columns."""
    candidates = scenario.candidates
    fewest = np.array([c.fewest_cases for c in candidates], np.int64)
    most = [c.most_cases for c in candidates]
    unlimited = _enough(scenario) if None in most else [0] * len(candidates)
    bound = [e if m is None else m for m, e in zip(most, unlimited, strict=True)]
    domain = Domain(fewest, np.array(bound, np.int64), np.zeros(len(candidates), bool))
    case = np.array([c.case_size for c in candidates], float)
    cost, price = (
        np.array([float(getattr(c, name) * 100 * c.case_size) for c in candidates])
        for name in ("cost", "price")
    )
    return Table(candidates, case, cost, price, domain)


def _enough(scenario: Scenario) -> list[int]:
    """Return per candidate the cases beyond which more helps no constraint and sells no more.

    A local product may have to outweigh everything from afar, hence the last step.
    """
    constraints = scenario.constraints
    least = {terms.supplier_id: float(terms.min_order) for terms in scenario.suppliers}
    needed: dict[str, int] = {}
    for essential in constraints.essentials:
        for id_ in essential.any_of:
            needed[id_] = max(needed.get(id_, 0), essential.min_packs)
    packs = []
    for c in scenario.candidates:
        order = least[c.supplier_id] / float(c.cost) if c.cost > 0 else 0.0
        most = max(c.high, c.min_packs, needed.get(c.product_id, 0), order) + c.case_size
        packs.append(most if c.capacity is None else min(most, c.capacity))
    share = float(constraints.local_by_value)
    far = sum(
        float(c.price) * p
        for c, p in zip(scenario.candidates, packs, strict=True)
        if not scenario.is_local(c)
    )
    answer = far * share / (1 - share) if share < 1 else 0.0
    for i, c in enumerate(scenario.candidates):
        if scenario.is_local(c) and c.price > 0:
            packs[i] += answer / float(c.price)
    return [math.ceil(p / c.case_size) for p, c in zip(packs, scenario.candidates, strict=True)]
