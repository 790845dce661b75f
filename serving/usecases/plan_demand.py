"""How many packs of each product a week is expected to sell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from community.ids import ProductId
from community.models import Product
from community.weeks import Week
from recsys.planning.demand import estimate_demand, packs_ordered
from serving.histories import History


def expected_demand(
    history: History, products: Sequence[Product], week: Week, votes: Mapping[ProductId, int]
) -> tuple[list[float], list[float], list[float]]:
    """Return P10, P50 and P90 of the packs of each product in `week`.

    Called again and again, also with other votes, so everything is made once.
    """
    ids = tuple(product.id for product in products)
    kin = tuple(product.category for product in products)
    wanted = tuple(votes.get(id_, 0) for id_ in ids)
    packs = history.once(
        ("packs", ids, week),
        lambda: packs_ordered(ids, history.offers, history.sales, week=week),
    )
    return history.once(
        ("demand", ids, week, kin, wanted),
        lambda: estimate_demand(packs, kin, votes=wanted, neighbours=history.neighbours).lists(),
    )
