"""An independent judge of a plan: exact arithmetic, and nothing shared with the program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal

from community.ids import ProductId
from recsys.planning.scenario import Bounds, Candidate, Scenario

Bought = list[tuple[Candidate, int]]


def check(packs: Mapping[ProductId, int], scenario: Scenario) -> tuple[str, ...]:
    """Return the names of the constraints that buying `packs` breaks, in a fixed order.

    Beside the names a conflict may have: `unknown`, `case_size`, `min_packs` and `capacity`, each
    with the product.
    """
    known = {candidate.product_id: candidate for candidate in scenario.candidates}
    bought = [(known[id_], n) for id_, n in packs.items() if n != 0 and id_ in known]
    broken = [f"unknown:{id_}" for id_ in packs if id_ not in known]
    for part in (_amounts, _sums, _local, _categories, _suppliers, _wishes):
        broken += part(bought, scenario)
    return tuple(dict.fromkeys(broken))


def _amounts(bought: Bought, _: Scenario) -> Iterator[str]:
    for candidate, packs in bought:
        if packs % candidate.case_size:
            yield f"case_size:{candidate.product_id}"
        if packs < max(candidate.min_packs, 1):
            yield f"min_packs:{candidate.product_id}"
        if candidate.capacity is not None and packs > candidate.capacity:
            yield f"capacity:{candidate.product_id}"


def _sums(bought: Bought, scenario: Scenario) -> Iterator[str]:
    constraints = scenario.constraints
    if not constraints.slots_min <= len(bought) <= constraints.slots_max:
        yield "slots"
    cost = sum((c.cost * packs for c, packs in bought), Decimal(0))
    if constraints.budget is not None and cost > constraints.budget:
        yield "budget"
    boxes = sum((c.cold_boxes_per_case * (n // c.case_size) for c, n in bought), Decimal(0))
    if constraints.cold_boxes is not None and boxes > constraints.cold_boxes:
        yield "cold_chain"
    again = sum(candidate.repeated for candidate, _ in bought)
    if constraints.max_repeats is not None and again > constraints.max_repeats:
        yield "max_repeats"


def _local(bought: Bought, scenario: Scenario) -> Iterator[str]:
    near = [(c, packs) for c, packs in bought if c.km <= scenario.constraints.within_km]
    if len(near) < scenario.constraints.local_by_count * len(bought):
        yield "local_share_by_count"
    value, all_value = (
        sum((c.price * packs for c, packs in some), Decimal(0)) for some in (near, bought)
    )
    if value < scenario.constraints.local_by_value * all_value:
        yield "local_share_by_value"


def _categories(bought: Bought, scenario: Scenario) -> Iterator[str]:
    counts = Counter(candidate.category for candidate, _ in bought)
    for category, bounds in scenario.constraints.category_limits.items():
        if not _within(counts[category], bounds):
            yield f"category_limits:{category}"


def _within(count: int, bounds: Bounds) -> bool:
    low, high = bounds
    return (low is None or count >= low) and (high is None or count <= high)


def _suppliers(bought: Bought, scenario: Scenario) -> Iterator[str]:
    for terms in scenario.suppliers:
        own = [(c, packs) for c, packs in bought if c.supplier_id == terms.supplier_id]
        if own and terms.supplier_id in scenario.constraints.supplier_outage:
            yield f"supplier_outage:{terms.supplier_id}"
        if own and sum((c.cost * packs for c, packs in own), Decimal(0)) < terms.min_order:
            yield f"supplier_minimum:{terms.supplier_id}"
        if terms.capacity is not None and sum(packs for _, packs in own) > terms.capacity:
            yield f"supplier_capacity:{terms.supplier_id}"


def _wishes(bought: Bought, scenario: Scenario) -> Iterator[str]:
    packs = {candidate.product_id: amount for candidate, amount in bought}
    for essential in scenario.constraints.essentials:
        if sum(packs.get(id_, 0) for id_ in set(essential.any_of)) < essential.min_packs:
            yield f"essentials:{essential.name}"
    for lock in scenario.constraints.locks:
        if lock not in packs:
            yield f"locks:{lock}"
    for ban in scenario.constraints.bans:
        if ban in packs:
            yield f"bans:{ban}"
