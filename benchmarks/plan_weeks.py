"""Random weeks in the format of plan scenarios: tiny ones to be tried out, large ones, broken ones.

Money has two digits, shares two, cold boxes two: a judge can count in whole numbers.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal
from typing import Any

Week = dict[str, Any]


def tiny_week(seed: int) -> Week:
    """Return a week of at most four products in few cases, each constraint there half the time."""
    draw = random.Random(seed)
    suppliers = [_supplier(draw, i, [0, 0, 15, 30, 60]) for i in range(2)]
    products = [
        _tiny(draw, i, suppliers) for i in range(draw.choice([0, 1, 2, 3, 4, 4, 4, 4, 4, 4]))
    ]
    return _week(f"tiny{seed}", suppliers, products, _tiny_constraints(draw, products))


def large_week(seed: int, products: int) -> Week:
    """Return a week with every constraint on and about `products` / 13 suppliers."""
    draw = random.Random(seed)
    orders = [0, 100, 200, 300, 500]
    suppliers = [_supplier(draw, i, orders) for i in range(max(2, products // 13))]
    offered = [_large(draw, i, suppliers) for i in range(products)]
    return _week(f"w{products}-{seed}", suppliers, offered, _all_constraints(draw, offered))


def broken_week(seed: int) -> Week:
    """Return a week with one thing in it that cannot be meant."""
    draw = random.Random(seed)
    week = large_week(seed, 5)
    draw.choice(_BREAKS)(week)
    return week


def _product(number: int, field: str, value: object) -> Callable[[Week], None]:
    return lambda week: week["products"][number].update({field: value})


def _constraint(field: str, value: object) -> Callable[[Week], None]:
    return lambda week: week["constraints"].update({field: value})


_BREAKS: list[Callable[[Week], None]] = [
    _product(0, "price", float("nan")),
    _product(1, "cost", -1),
    _product(2, "case_size", 1.5),
    _product(0, "case_size", 0),
    _product(3, "sales", [1, -2]),
    _product(3, "sales", 7),
    _product(1, "product_id", "p0"),
    _product(1, "supplier_id", "nobody"),
    _product(0, "capacity", "many"),
    _product(0, "name", ""),
    _constraint("slots", {"min": 0, "max": 0}),
    _constraint("slots", {"min": 1}),
    _constraint("locks", ["nobody"]),
    _constraint("budget_cny", float("inf")),
    _constraint("local_share", {"within_km": 50, "by_count": 1.2}),
    _constraint("essentials", {"name": "rice"}),
    lambda week: week.update(products="none"),
    lambda week: week.update(neighbours=-0.5),
    lambda week: week.pop("sid"),
]


def _week(sid: str, suppliers: list[Week], products: list[Week], constraints: Week) -> Week:
    return {
        "sid": sid,
        "week": "2026-W48",
        "neighbours": 120,
        "suppliers": suppliers,
        "products": products,
        "constraints": constraints,
    }


def _supplier(draw: random.Random, number: int, orders: list[int]) -> Week:
    km = draw.choice([draw.randint(3, 50), draw.randint(60, 900)])
    return {
        "supplier_id": f"s{number}",
        "name": f"Supplier {number}",
        "km": km,
        "min_order_cny": draw.choice(orders),
    }


def _tiny(draw: random.Random, number: int, suppliers: list[Week]) -> Week:
    case = draw.choice([1, 2, 3, 5])
    supplier = draw.choice(suppliers)
    cents = draw.randint(100, 900)
    return {
        "product_id": f"p{number}",
        "name": f"Product {number}",
        "category": draw.choice(["greens", "eggs"]),
        "supplier_id": supplier["supplier_id"],
        "km": supplier["km"],
        "price": _cents(round(cents * draw.choice([0.9, 1.2, 1.5, 2.1]))),
        "cost": _cents(cents),
        "pack": "500g",
        "case_size": case,
        "min_order": draw.choice([0, 0, 3]),
        "capacity": draw.choice([2, 2 * case, 3 * case, 4 * case, 10]),
        "cold_chain": False,
        "cold_boxes_per_case": draw.choice([0, 0, 0.5, 1]),
        "votes": draw.choice([0, 0, 20]),
        "sales": [draw.choice([None, draw.randint(0, 8)]) for _ in range(8)],
    }


def _tiny_constraints(draw: random.Random, products: list[Week]) -> Week:
    ids = [product["product_id"] for product in products]

    def maybe(value: Any) -> Any:
        return value if draw.random() < 0.5 else None

    def some(most: int) -> list[str]:
        return draw.sample(ids, min(len(ids), draw.choice([0, 0, 0, 0, 0, 1, most])))

    any_of = [*draw.sample(ids, min(2, len(ids))), "gone"]
    essential = {"name": "rice", "any_of": any_of, "min_packs": draw.choice([1, 3, 5, 7])}
    limits = {"min": draw.choice([None, None, 1]), "max": draw.choice([1, 2, None])}
    return {
        "slots": {"min": draw.choice([0, 0, 0, 1, 2]), "max": draw.choice([2, 3, 4])},
        "budget_cny": maybe(draw.randint(20, 150)),
        "local_share": maybe(
            {"within_km": 50, "by_count": draw.choice([0, 0.5, 0.7]), "by_value": 0.6}
        ),
        "category_limits": maybe({"eggs": limits}),
        "essentials": maybe([essential]) or [],
        "supplier_outage": ["s1"] if draw.random() < 0.15 else [],
        "locks": some(1),
        "bans": some(1),
        "cold_chain_boxes": maybe(draw.choice([1, 2.5])),
    }


def _large(draw: random.Random, number: int, suppliers: list[Week]) -> Week:
    cents, base = draw.randint(200, 3000), draw.lognormvariate(2.7, 0.7)
    case = draw.choice([1, 1, 2, 4, 5, 6, 8, 10, 12])
    cold = draw.random() < 0.3
    supplier = draw.choice(suppliers)
    sold = [max(0, round(draw.gauss(base, 1.3 * base**0.5))) for _ in range(8)]
    return {
        "product_id": f"p{number}",
        "name": f"Product {number}",
        "category": f"c{draw.randrange(8)}",
        "supplier_id": supplier["supplier_id"],
        "km": supplier["km"],
        "price": _cents(round(cents * draw.uniform(1.1, 1.6))),
        "cost": _cents(cents),
        "pack": "500g",
        "case_size": case,
        "min_order": draw.choice([0, 0, case, 2 * case, 5]),
        "capacity": draw.choice([None, case * draw.randint(2, 20), draw.randint(20, 200)]),
        "cold_chain": cold,
        "cold_boxes_per_case": draw.choice([0.5, 1, 0.25]) if cold else 0,
        "votes": draw.choice([0, 0, 0, draw.randint(0, 30)]),
        "sales": [None if draw.random() < 0.3 else packs for packs in sold],
    }


def _all_constraints(draw: random.Random, products: list[Week]) -> Week:
    ids = [product["product_id"] for product in products]
    out = draw.choice(products)["supplier_id"]
    bans = draw.sample(ids, min(5, len(ids) // 2))
    free = [p["product_id"] for p in products if p["supplier_id"] != out]
    categories = sorted({product["category"] for product in products})
    return {
        "slots": {"min": 10, "max": 40},
        "budget_cny": draw.choice([6000, 8000, 12000]),
        "local_share": {
            "within_km": 50,
            "by_count": draw.choice([0.5, 0.6, 0.7]),
            "by_value": draw.choice([0.4, 0.5, 0.6]),
        },
        "category_limits": {
            name: {"min": draw.choice([1, 2, 3]), "max": draw.choice([5, 6, 8])}
            for name in categories
        },
        "essentials": [
            {
                "name": f"e{k}",
                "any_of": draw.sample(ids, min(4, len(ids))),
                "min_packs": draw.randint(10, 25),
            }
            for k in range(4)
        ],
        "supplier_outage": [out],
        "locks": [id_ for id_ in draw.sample(free, min(3, len(free))) if id_ not in bans],
        "bans": bans,
        "cold_chain_boxes": draw.choice([10, 15, 25]),
    }


def _cents(amount: int) -> Decimal:
    return Decimal(amount) / 100
