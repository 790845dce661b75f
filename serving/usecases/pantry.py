"""What a neighbour probably has at home."""

from __future__ import annotations

from community.ids import CommunityId, NeighbourId
from community.ports import Filter, each
from serving.messages import Lang
from serving.services import Services

_MANY = 8


def last_bought(
    services: Services,
    community_id: CommunityId,
    neighbour_id: NeighbourId | None,
    *,
    lang: Lang = "zh",
) -> tuple[str, ...]:
    """Return the names of the foods in a neighbour's last basket, most of the weight first."""
    if neighbour_id is None:
        return ()
    with services.database.read() as store:
        orders = list(each(store.orders, community_id, where=Filter(neighbour_id=neighbour_id)))
        if not orders:
            return ()
        last = max(orders, key=lambda order: order.placed_at)
        products = [store.products.get(community_id, line.product_id) for line in last.lines]
    grams: dict[str, float] = {}
    for product in products:
        for part in product.foods:
            food = services.lexicon.get(part.food_id)
            if food is not None and not food.staple:
                name = food.name_zh if lang == "zh" else food.name_en
                grams[name] = grams.get(name, 0.0) + part.share * (product.pack_grams or 0)
    return tuple(sorted(grams, key=lambda name: (-grams[name], name))[:_MANY])
