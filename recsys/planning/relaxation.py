"""The smallest single change that makes an impossible week possible."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction

import numpy as np

from community.errors import Unavailable
from community.ids import ProductId
from recsys.planning.check import check
from recsys.planning.highs import maximise
from recsys.planning.program import Program, build, linear
from recsys.planning.scenario import Scenario
from recsys.planning.settings import limit_of, with_limit, without
from recsys.planning.states import Bought, bought, local_shares
from recsys.planning.table import Floats

_GAP, _NODES = 1e-6, 2_000
_ROUNDS = 12  # a share is found in three or four
_DIGITS = Decimal("0.0001")  # shares are rounded down to this

Packs = Mapping[ProductId, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relaxation:
    """One constraint moved so far that the week has a plan, every other one as it is.

    `side` is `min`, `max` or `drop`; `limit` moves to `to` (CNY, shares 0–1, packs, products), both
    None where the constraint is dropped. `proven` tells that no smaller move would do.
    """

    name: str
    side: str
    limit: Decimal | None = None
    to: Decimal | None = None
    proven: bool = True

    @property
    def size(self) -> float:
        """Relative size of the move; leaving something out counts as a whole."""
        if self.limit is None or self.to is None:
            return 1.0
        return float(abs(self.to - self.limit) / max(abs(self.limit), Decimal(1)))


def relaxations(scenario: Scenario, conflict: Sequence[str]) -> tuple[Relaxation, ...]:
    """Return the changes to one member of `conflict` that make the week possible, least first.

    Empty when none of them is enough on its own, because another conflict remains.
    """
    program = build(scenario)
    found = [r for name in conflict for r in _relaxations(scenario, program, name)]
    return tuple(sorted(found, key=lambda r: (r.size, r.side == "drop")))


def apply(scenario: Scenario, change: Relaxation) -> Scenario:
    """Return the week with one constraint relaxed."""
    if change.side == "drop":
        return without(scenario, change.name)
    low, high = limit_of(scenario, change.name)
    limit = (change.to, high) if change.side == "min" else (low, change.to)
    return with_limit(scenario, change.name, limit)


def _relaxations(scenario: Scenario, program: Program, name: str) -> Iterator[Relaxation]:
    row = program.links.names.index(name)
    limit = limit_of(scenario, name)
    sides = {"min": limit[0], "max": limit[1]}
    if limit == (None, None):
        sides = {"drop": None}
    for side, value in sides.items():
        if side != "drop" and value is None:
            continue
        found = _furthest(scenario, program, row, side)
        if found is None:
            continue
        packs, proven = found
        to = None if side == "drop" else _measured(name, packs, scenario)
        change = Relaxation(name=name, side=side, limit=value, to=to, proven=proven)
        if not check(packs, apply(scenario, change)):
            yield change


def _furthest(
    scenario: Scenario, program: Program, row: int, side: str
) -> tuple[Packs, bool] | None:
    """Return a plan that breaks only this side of a row, and that by as little as possible."""
    links = program.links
    low, high = links.low.copy(), links.high.copy()
    low[row] = low[row] if side == "max" else -math.inf
    high[row] = high[row] if side == "min" else math.inf
    free = replace(program, links=replace(links, low=low, high=high))
    name = links.names[row]
    if not name.startswith("local_share"):
        return _extreme(scenario, free, _activity(program, row, side))
    near, everything = _values(scenario, program, name)
    share, best = Fraction(0), None
    for _ in range(_ROUNDS):  # Dinkelbach, "On nonlinear fractional programming", 1967
        found = _extreme(scenario, free, near - float(share) * everything)
        reached = None if found is None else _share(name, found[0], scenario)
        if reached is None or (best is not None and reached <= share):
            break
        best, share = found, reached
    return best


def _activity(program: Program, row: int, side: str) -> Floats:
    """Return what a row counts, to be made small for an upper limit and large for a lower one."""
    values = program.links.matrix[[row]].toarray().ravel()
    values[program.at.y] = 0.0  # a least order counts the products alone
    signs = {"min": 1.0, "max": -1.0, "drop": 0.0}
    return np.asarray(values * signs[side])


def _values(scenario: Scenario, program: Program, name: str) -> tuple[Floats, Floats]:
    """Return what counts as local, and what counts, for a local share (columns,)."""
    local = np.array([scenario.is_local(c) for c in scenario.candidates], float)
    everything = np.zeros(program.at.end)
    by_count = name == "local_share_by_count"
    columns = program.at.z if by_count else program.at.c
    everything[columns] = 1.0 if by_count else program.table.price / 100
    near = everything.copy()
    near[columns] *= local
    return near, everything


def _extreme(scenario: Scenario, program: Program, worth: Floats) -> tuple[Packs, bool] | None:
    question = linear(program, program.table.domain, worth=False)
    question = replace(question, worth=worth[question.columns])
    try:
        answer = maximise(question, gap=_GAP, nodes=_NODES)
    except Unavailable:  # nothing within so many nodes: nothing can be promised
        return None
    if answer is None:
        return None
    x = np.zeros(program.at.end)
    x[question.columns] = answer.x
    cases = zip(scenario.candidates, program.cases(x).tolist(), strict=True)
    return {c.product_id: n * c.case_size for c, n in cases if n}, answer.proven


def _share(name: str, packs: Packs, scenario: Scenario) -> Fraction:
    by_count, by_value = local_shares(bought(packs, scenario), scenario)
    return by_count if name == "local_share_by_count" else by_value


def _measured(name: str, packs: Packs, scenario: Scenario) -> Decimal:
    """Return exactly how much of the constraint `name` buying `packs` uses."""
    kind, _, item = name.partition(":")
    chosen = bought(packs, scenario)
    if kind.startswith("local_share"):
        share = _share(name, packs, scenario)
        exact = Decimal(share.numerator) / Decimal(share.denominator)
        return exact.quantize(_DIGITS, ROUND_FLOOR)
    if kind in _COUNTED:
        chosen = tuple(b for b in chosen if _COUNTED[kind](b, item, scenario))
    if kind in _AMOUNTS:
        return sum(map(_AMOUNTS[kind], chosen), Decimal(0))
    return Decimal(len(chosen))


def _of_essential(b: Bought, item: str, scenario: Scenario) -> bool:
    essentials = scenario.constraints.essentials
    return any(b.candidate.product_id in e.any_of for e in essentials if e.name == item)


def _of_supplier(b: Bought, item: str, _: Scenario) -> bool:
    return b.candidate.supplier_id == item


_COUNTED: Mapping[str, Callable[[Bought, str, Scenario], bool]] = {
    "max_repeats": lambda b, *_: b.candidate.repeated,
    "category_limits": lambda b, item, _: b.candidate.category == item,
    "essentials": _of_essential,
    "supplier_minimum": _of_supplier,
    "supplier_capacity": _of_supplier,
}
_AMOUNTS: Mapping[str, Callable[[Bought], Decimal]] = {
    "budget": lambda b: b.cost,
    "supplier_minimum": lambda b: b.cost,
    "cold_chain": lambda b: b.candidate.cold_boxes_per_case * b.cases,
    "essentials": lambda b: Decimal(b.packs),
    "supplier_capacity": lambda b: Decimal(b.packs),
}
