"""Random weeks small enough to be solved by trying everything, and the trying."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from community.ids import ProductId, SupplierId
from recsys.planning.check import check
from recsys.planning.scenario import (
    Candidate,
    Constraints,
    Essential,
    Scenario,
    SupplierTerms,
    Weights,
)
from recsys.planning.value import expected_sales, spoiled_share

Packs = dict[ProductId, int]


def candidate(number: int, **changes: Any) -> Candidate:
    values: dict[str, Any] = {
        "product_id": ProductId(f"p{number}"),
        "supplier_id": SupplierId("s0"),
        "name": f"product {number}",
        "category": "greens",
        "km": 10.0,
        "price": Decimal("6.00"),
        "cost": Decimal("4.00"),
        "demand": 10.0,
        "low": 6.0,
        "high": 15.0,
        "capacity": 20,
    }
    return Candidate(**(values | changes))


def scenario(*candidates: Candidate, **changes: Any) -> Scenario:
    ids = dict.fromkeys(c.supplier_id for c in candidates)
    suppliers = changes.pop("suppliers", tuple(SupplierTerms(supplier_id=id_) for id_ in ids))
    weights = changes.pop("weights", Weights())
    return Scenario(candidates, suppliers, Constraints(**changes), weights)


def random_week(seed: int, products: int = 4) -> Scenario:
    """A week of few products and few cases, with each constraint there half the time."""
    draw = random.Random(seed)
    suppliers = tuple(
        SupplierTerms(
            supplier_id=SupplierId(f"s{i}"),
            min_order=Decimal(draw.choice([0, 0, 20, 45])),
            capacity=draw.choice([None, None, 12]),
        )
        for i in range(2)
    )
    candidates = tuple(_random_candidate(draw, i) for i in range(products))
    return Scenario(candidates, suppliers, _random_constraints(draw, products))


def _random_candidate(draw: random.Random, number: int) -> Candidate:
    case = draw.choice([1, 2, 3, 5])
    middle = draw.uniform(0, 8)
    cost = Decimal(draw.randint(100, 900)) / 100
    return candidate(
        number,
        supplier_id=SupplierId(f"s{draw.randrange(2)}"),
        category=draw.choice(["greens", "eggs"]),
        km=draw.choice([10.0, 50.0, 120.0]),
        price=(cost * Decimal(draw.choice(["0.9", "1.2", "1.5", "2.1"]))).quantize(Decimal("0.01")),
        cost=cost,
        case_size=case,
        min_packs=draw.choice([0, 0, 3]),
        capacity=draw.choice([4, 2 * case, 3 * case]),
        demand=middle,
        low=middle * draw.random(),
        high=middle * (1 + draw.random()),
        preference=draw.random(),
        sustainability=draw.uniform(0, 100),
        cold_boxes_per_case=Decimal(draw.choice(["0", "0", "0.5", "1"])),
        shelf_life_days=draw.choice([None, 3, 30, 400]),
        repeated=draw.random() < 0.5,
    )


def _random_constraints(draw: random.Random, products: int) -> Constraints:
    ids = [ProductId(f"p{i}") for i in range(products)]

    def maybe(value: Any, otherwise: Any) -> Any:
        return value if draw.random() < 0.5 else otherwise

    essential = Essential(
        name="rice", any_of=tuple(draw.sample(ids, 2)), min_packs=draw.choice([1, 4, 7])
    )
    return Constraints(
        slots_min=draw.choice([0, 0, 1, 2, 3]),
        slots_max=draw.choice([3, 4]),
        budget=maybe(Decimal(draw.randint(10, 120)), None),
        within_km=50.0,
        local_by_count=maybe(Decimal(draw.choice(["0.5", "0.7"])), Decimal(0)),
        local_by_value=maybe(Decimal(draw.choice(["0.6", "0.75"])), Decimal(0)),
        category_limits=maybe({"eggs": (draw.choice([None, 1]), draw.choice([1, 2, None]))}, {}),
        essentials=maybe((essential,), ()),
        supplier_outage=(SupplierId("s1"),) if draw.random() < 0.15 else (),
        locks=tuple(draw.sample(ids, draw.choice([0, 0, 1]))),
        bans=tuple(draw.sample(ids, draw.choice([0, 0, 1]))),
        cold_boxes=maybe(Decimal(draw.choice(["1", "2.5"])), None),
        max_repeats=maybe(draw.choice([1, 2]), None),
    )


def every_plan(week: Scenario) -> Iterator[Packs]:
    """Every amount of every product in whole cases, allowed or not."""
    choices = [range(0, (c.capacity or 0) + 1, c.case_size) for c in week.candidates]
    for amounts in itertools.product(*choices):
        ids = (c.product_id for c in week.candidates)
        yield {id_: n for id_, n in zip(ids, amounts, strict=True) if n}


def worth(packs: Packs, week: Scenario) -> float:
    """What a plan is expected to be worth, added up product by product in plain words."""
    import numpy as np

    total, weights = 0.0, week.weights
    for c in week.candidates:
        bought = packs.get(c.product_id, 0)
        middle = [c.low, (c.low + c.demand) / 2, c.demand, (c.demand + c.high) / 2, c.high]
        sold = float(expected_sales(np.array([middle]), np.array([float(bought)]))[0])
        price, cost = float(c.price), float(c.cost)
        wasted = cost * spoiled_share(c.shelf_life_days) * (bought - sold)
        liked = weights.preference * c.preference + weights.sustainability * c.sustainability / 100
        total += weights.margin * (price * sold - cost * sold - wasted)
        total += liked * price * sold - weights.waste * wasted
    return total


def best_plan(week: Scenario) -> tuple[float, Packs] | None:
    """The best plan by trying every one, None when nothing is allowed."""
    allowed = [packs for packs in every_plan(week) if not check(packs, week)]
    if not allowed:
        return None
    best = max(allowed, key=lambda packs: worth(packs, week))
    return worth(best, week), best
