"""Small shops to learn from: made of a seed, or written out by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

import numpy as np
from hypothesis import strategies as st

from community.ids import CommunityId, FoodId, ProductId, SupplierId
from community.models import Offer, Part, Product
from community.weeks import Week
from recsys.baskets import Baskets, Clock, columns_to_baskets

WEEK = Week(2026, 48)
Line = tuple[str, int, str]


def baskets_of(lines: Iterable[Line], clock: Clock = Clock.OWN) -> Baskets:
    """Return baskets from (user, time, item) lines."""
    users, times, items = zip(*lines, strict=True)
    return columns_to_baskets(users, times, items, clock=clock)


def habitual_shop(seed: int = 0, *, users: int = 60, weeks: int = 12) -> list[Line]:
    """Return lines of neighbours who each buy three things of their own every week, and noise."""
    random = np.random.default_rng(seed)
    lines: list[Line] = []
    for user in range(users):
        own = random.choice(40, 3, replace=False)
        for week in range(weeks):
            noise = random.choice(40, 2, replace=False)
            lines += [(f"n{user:02}", week, f"p{item:02}") for item in {*own, *noise}]
    return lines


def habits(lines: Iterable[Line], user: str) -> set[str]:
    """Return the three items that a user bought most."""
    count: dict[str, int] = {}
    for who, _, item in lines:
        if who == user:
            count[item] = count.get(item, 0) + 1
    return set(sorted(count, key=lambda item: -count[item])[:3])


def any_baskets(clock: Clock = Clock.OWN) -> st.SearchStrategy[Baskets]:
    """Small baskets of every shape: gaps, repeats, users with one basket."""
    line = st.tuples(
        st.sampled_from([f"u{n}" for n in range(6)]),
        st.integers(0, 5),
        st.sampled_from([f"i{n}" for n in range(8)]),
    )
    return st.lists(line, min_size=1, max_size=40).map(lambda lines: baskets_of(lines, clock))


def product(id_: str, **changes: Any) -> Product:
    """Return a plain edible product; `changes` are fields of Product."""
    fields: dict[str, Any] = {
        "supplier_id": SupplierId("s1"),
        "name": id_,
        "category": "leaf",
        "foods": (Part(FoodId("cabbage"), 1.0),),
        "price": Decimal("9.90"),
        "cost": Decimal("6.00"),
    }
    fields |= changes
    return Product(id=ProductId(id_), community_id=CommunityId("c1"), **fields)


def offer(id_: str, stock: int | None = None) -> Offer:
    """Return this week's offer of a product."""
    return Offer(
        community_id=CommunityId("c1"),
        week=WEEK,
        product_id=ProductId(id_),
        price=Decimal("9.90"),
        stock=stock,
    )


def offers(ids: Sequence[str]) -> list[Offer]:
    """Return unlimited offers of several products."""
    return [offer(id_) for id_ in ids]
