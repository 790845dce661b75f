"""How much of each constraint a plan uses up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from community.ids import ProductId
from community.models import ConstraintState
from recsys.planning.scenario import Candidate, Scenario


@dataclass(frozen=True, slots=True)
class Bought:
    """One candidate of a plan and how many packs of it are bought."""

    candidate: Candidate
    packs: int

    @property
    def cost(self) -> Decimal:
        """Money for the supplier."""
        return self.candidate.cost * self.packs

    @property
    def cases(self) -> int:
        """How many cases."""
        return self.packs // self.candidate.case_size


def bought(packs: Mapping[ProductId, int], scenario: Scenario) -> tuple[Bought, ...]:
    """Return what a plan buys, dearest order first."""
    chosen = [Bought(c, packs[c.product_id]) for c in scenario.candidates if c.product_id in packs]
    return tuple(sorted(chosen, key=lambda b: (-b.cost, b.candidate.product_id)))


def constraint_states(
    bought: tuple[Bought, ...], scenario: Scenario
) -> tuple[ConstraintState, ...]:
    """Return limit and use of every constraint that is set, money in CNY, shares from 0 to 1.

    It binds when one step further (a product, or the smallest case that counts) would break it.
    A constraint with two limits has two states; the lower one is `at_least`.
    """
    parts = (_slots, _money, _cold, _local, _categories, _essentials, _suppliers)
    return tuple(state for part in parts for state in part(bought, scenario))


def _slots(bought: tuple[Bought, ...], scenario: Scenario) -> Iterator[ConstraintState]:
    constraints = scenario.constraints
    yield _at_least("slots", constraints.slots_min, len(bought), step=1)
    yield _at_most("slots", constraints.slots_max, len(bought), step=1)
    if constraints.max_repeats is not None:
        again = sum(b.candidate.repeated for b in bought)
        yield _at_most("max_repeats", constraints.max_repeats, again, step=1)


def _money(bought: tuple[Bought, ...], scenario: Scenario) -> Iterator[ConstraintState]:
    if (budget := scenario.constraints.budget) is not None:
        step = _smallest(c.cost * c.case_size for c in scenario.candidates)
        yield _at_most("budget", budget, sum((b.cost for b in bought), Decimal(0)), step=step)


def _cold(bought: tuple[Bought, ...], scenario: Scenario) -> Iterator[ConstraintState]:
    if (room := scenario.constraints.cold_boxes) is not None:
        used = sum((b.candidate.cold_boxes_per_case * b.cases for b in bought), Decimal(0))
        step = _smallest(c.cold_boxes_per_case for c in scenario.candidates)
        yield _at_most("cold_chain", room, used, step=step)


def _local(bought: tuple[Bought, ...], scenario: Scenario) -> Iterator[ConstraintState]:
    constraints = scenario.constraints
    near = [b for b in bought if scenario.is_local(b.candidate)]
    if (limit := constraints.local_by_count) > 0:
        yield _share("local_share_by_count", limit, (Decimal(len(near)), Decimal(len(bought))), 1)
    if (limit := constraints.local_by_value) > 0:
        far = (c for c in scenario.candidates if not scenario.is_local(c))
        step = _smallest(c.price * c.case_size for c in far)
        yield _share("local_share_by_value", limit, (_value(near), _value(bought)), step)


def _categories(bought: tuple[Bought, ...], scenario: Scenario) -> Iterator[ConstraintState]:
    for category, (low, high) in scenario.constraints.category_limits.items():
        name = f"category_limits:{category}"
        count = sum(b.candidate.category == category for b in bought)
        if low is not None:
            yield _at_least(name, low, count, step=1)
        if high is not None:
            yield _at_most(name, high, count, step=1)


def _essentials(bought: tuple[Bought, ...], scenario: Scenario) -> Iterator[ConstraintState]:
    for essential in scenario.constraints.essentials:
        of = [b for b in bought if b.candidate.product_id in essential.any_of]
        step = min((b.candidate.case_size for b in of), default=1)
        packs = sum(b.packs for b in of)
        yield _at_least(f"essentials:{essential.name}", essential.min_packs, packs, step=step)


def _suppliers(bought: tuple[Bought, ...], scenario: Scenario) -> Iterator[ConstraintState]:
    for terms in scenario.suppliers:
        own = [b for b in bought if b.candidate.supplier_id == terms.supplier_id]
        if not own:
            continue
        if terms.min_order > 0:
            cost = sum((b.cost for b in own), Decimal(0))
            step = _smallest(b.candidate.cost * b.candidate.case_size for b in own)
            name = f"supplier_minimum:{terms.supplier_id}"
            yield _at_least(name, terms.min_order, cost, step=step)
        if terms.capacity is not None:
            packs, case = sum(b.packs for b in own), min(b.candidate.case_size for b in own)
            yield _at_most(f"supplier_capacity:{terms.supplier_id}", terms.capacity, packs, case)


def local_shares(bought: Iterable[Bought], scenario: Scenario) -> tuple[Fraction, Fraction]:
    """Return the local share by count and by value; nothing offered counts as all local."""
    everything = list(bought)
    near = [b for b in everything if scenario.is_local(b.candidate)]
    by_count = _quotient(Decimal(len(near)), Decimal(len(everything)))
    return by_count, _quotient(_value(near), _value(everything))


def _value(bought: Iterable[Bought]) -> Decimal:
    return sum((b.candidate.price * b.packs for b in bought), Decimal(0))


def _quotient(part: Decimal, whole: Decimal) -> Fraction:
    return Fraction(part) / Fraction(whole) if whole else Fraction(1)


def _smallest(steps: Iterable[Decimal]) -> Decimal:
    return min((step for step in steps if step > 0), default=Decimal(0))


Number = int | Decimal


def _at_most(name: str, limit: Number, actual: Number, step: Number) -> ConstraintState:
    binds = actual + step > limit
    return ConstraintState(name=name, limit=float(limit), actual=float(actual), binding=binds)


def _at_least(name: str, limit: Number, actual: Number, step: Number) -> ConstraintState:
    return ConstraintState(
        name=name,
        limit=float(limit),
        actual=float(actual),
        binding=actual - step < limit,
        at_least=True,
    )


def _share(
    name: str, limit: Decimal, parts: tuple[Decimal, Decimal], step: Number
) -> ConstraintState:
    part, whole = parts
    return ConstraintState(
        name=name,
        limit=float(limit),
        actual=float(_quotient(part, whole)),
        binding=part < limit * (whole + step),
        at_least=True,
    )
