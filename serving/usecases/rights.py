"""A neighbour's own data: everything in one piece, or gone for good."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from community.errors import NotFound
from community.ids import CommunityId, NeighbourId
from community.ports import Filter, Repository, Store, each
from community.records import EventRecord, NeighbourRecord, OrderRecord, VoteRecord
from serving.engines import Power
from serving.services import Services
from serving.usecases.train import train_all


def archive_neighbour(
    services: Services, community_id: CommunityId, neighbour_id: NeighbourId
) -> Mapping[str, Any]:
    """Return everything that is kept about one neighbour, fit for JSON; raises NotFound."""
    with services.database.read() as store:
        person = store.neighbours.get(community_id, neighbour_id)
        try:
            care = store.care.get(community_id, neighbour_id)
        except NotFound:
            care = None
        return {
            "neighbour": NeighbourRecord.from_model(person, care).model_dump(mode="json"),
            **_belongings(store, community_id, neighbour_id),
        }


def _belongings(
    store: Store, community_id: CommunityId, neighbour_id: NeighbourId
) -> Mapping[str, list[Any]]:
    kinds: tuple[tuple[str, Repository[Any], type[Any]], ...] = (
        ("orders", store.orders, OrderRecord),
        ("events", store.events, EventRecord),
        ("votes", store.votes, VoteRecord),
    )
    where = Filter(neighbour_id=neighbour_id)
    found: dict[str, list[Any]] = {
        name: [
            record.from_model(one).model_dump(mode="json")
            for one in each(things, community_id, where=where)
        ]
        for name, things, record in kinds
    }
    found["recipes"] = [
        {"id": one.id, "created_at": one.created_at.isoformat(), "answer": dict(one.answer)}
        for one in each(store.recipes, community_id, where=where)
    ]
    keys = [key for key in each(store.keys, community_id) if key.neighbour_id == neighbour_id]
    found["keys"] = [
        {"id": key.id, "label": key.label, "created_at": key.created_at.isoformat()} for key in keys
    ]
    return found


def erase_neighbour(
    services: Services, community_id: CommunityId, neighbour_id: NeighbourId
) -> int:
    """Delete a neighbour from the tables and from what was learnt; returns how many things went.

    What was learnt is learnt again without them at once and older models are deleted; where that
    fails, or nobody else has ordered, there is no model until the next training. A backup made
    before keeps them until it is replaced. Raises NotFound.
    """
    with services.database.transaction() as store:
        store.neighbours.get(community_id, neighbour_id)
        gone = store.erase_neighbour(community_id, neighbour_id)
        store.commit()
    services.database.scrub()
    if services.models.trained(community_id):
        (learnt,) = train_all(services, [community_id], Power())
        services.models.keep_newest(community_id, none=bool(learnt.problem))
    services.catalogues.forget(community_id)
    return gone
