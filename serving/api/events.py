"""What people do with products and notes, in batches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, Field, ValidationError

from community.errors import InvalidField
from community.ids import CommunityId
from community.models import AccessKey, Event
from community.ports import Repository, Store
from community.records import EventRecord
from serving.api.context import CommunityPath, Orderer, ServicesNow
from serving.api.exact import exact
from serving.services import Services

router = APIRouter(prefix="/v1/communities/{community}", tags=["events"])
_MOST = 1000


class EventBatch(BaseModel):
    """At most 1000 events; one that is wrong does not keep the others out."""

    events: Annotated[list[dict[str, Any]], Field(min_length=1, max_length=_MOST)] = Field(
        examples=[
            [
                {
                    "id": "e-1",
                    "type": "view",
                    "occurred_at": "2026-11-24T08:30:00+08:00",
                    "neighbour_id": "n001",
                    "product_id": "p-xiaoqingcai",
                }
            ]
        ]
    )


class Rejected(BaseModel):
    """An event that was left out, by its place in the batch."""

    index: int
    reason: str


class EventReceipt(BaseModel):
    """What became of the batch."""

    accepted: int
    duplicates: int
    rejected: list[Rejected]


@router.post("/events", status_code=202, summary="Tell what people did")
def create_events(
    services: ServicesNow,
    key: Orderer,
    community: CommunityPath,
    batch: Annotated[EventBatch, exact(EventBatch)],
) -> EventReceipt:
    """Keep events, each once; say which were left out and why."""
    read: list[Event | Rejected] = []
    for index, fields in enumerate(batch.events):
        try:
            read.append(_read(fields, key, CommunityId(community)))
        except InvalidField as error:
            read.append(Rejected(index=index, reason=str(error)))
    return keep_events(services, CommunityId(community), read)


def _read(fields: dict[str, Any], key: AccessKey, community_id: CommunityId) -> Event:
    try:
        record = EventRecord.model_validate(fields)
    except ValidationError as error:
        first = error.errors()[0]
        pointer = "/" + "/".join(str(part) for part in first["loc"])
        raise InvalidField(pointer, first["msg"]) from error
    if key.neighbour_id is not None and record.neighbour_id != key.neighbour_id:
        raise InvalidField("/neighbour_id", "this key tells of its own neighbour only")
    return record.to_model(community_id)


def keep_events(
    services: Services, community_id: CommunityId, read: Sequence[Event | Rejected]
) -> EventReceipt:
    """Save in one transaction what is new and names only what exists."""
    events = [event for event in read if isinstance(event, Event)]
    with services.database.transaction() as store:
        store.communities.get(community_id, community_id)
        seen = set(store.events.known(community_id, [event.id for event in events]))
        unknown = _unknown(store, community_id, events)
        new: list[Event] = []
        rejected: list[Rejected] = []
        for index, item in enumerate(read):
            if isinstance(item, Rejected):
                rejected.append(item)
            elif item.id in seen:
                continue
            elif item.id in unknown:
                rejected.append(Rejected(index=index, reason=unknown[item.id]))
            else:
                seen.add(item.id)
                new.append(item)
        store.events.save(new)
        store.commit()
    duplicates = len(read) - len(new) - len(rejected)
    return EventReceipt(accepted=len(new), duplicates=duplicates, rejected=rejected)


def _unknown(store: Store, community_id: CommunityId, events: Sequence[Event]) -> Mapping[str, str]:
    """Return by event id what it names that does not exist."""
    found: dict[str, str] = {}
    nouns: Mapping[str, Repository[Any]] = {
        "neighbour_id": store.neighbours,
        "product_id": store.products,
        "note_id": store.notes,
    }
    for field, repository in nouns.items():
        named = {event.id: getattr(event, field) for event in events if getattr(event, field)}
        known = repository.known(community_id, set(named.values()))
        for event_id, value in named.items():
            if value not in known:
                found.setdefault(event_id, f"/{field}: there is no {value!r}")
    return found
