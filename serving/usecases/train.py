"""Learn a community's habits from its orders."""

from __future__ import annotations

from community.ids import CommunityId
from recsys.artifact import Manifest
from recsys.baskets import lines_to_baskets
from recsys.training import train_baskets
from serving.services import Services


def train(services: Services, community_id: CommunityId) -> Manifest:
    """Fit and publish the model of one community.

    Raises NotFound for an unknown community, InvalidField when nobody has ordered yet.
    """
    with services.database.read() as store:
        store.communities.get(community_id, community_id)
        lines = store.order_lines(community_id)
    baskets = lines_to_baskets(
        lines.neighbour_ids, lines.weeks, lines.product_ids, lines.quantities
    )
    return train_baskets(baskets, services.models.folder(community_id), now=services.clock())
