"""The people of a community; what is sensitive goes in with consent, and out to its owner."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path

from community.errors import InvalidField, NotFound
from community.ids import CommunityId, NeighbourId
from community.models import Care
from community.ports import Store
from community.records import NeighbourRecord
from serving.api.context import ADMINISTERS, CommunityPath, Orderer, ServicesNow
from serving.api.exact import exact
from serving.api.paging import Page, TurnNow, page_of
from serving.keys import check_neighbour, check_owner
from serving.schemas.archive import ArchiveOut
from serving.usecases.rights import archive_neighbour, erase_neighbour

router = APIRouter(prefix="/v1/communities/{community}", tags=["people"])
NeighbourPath = Annotated[str, Path(alias="neighbour", max_length=128)]


@router.get("/neighbours", summary="All neighbours, in pages", dependencies=[ADMINISTERS])
def list_neighbours(
    services: ServicesNow, community: CommunityPath, turn: TurnNow
) -> Page[NeighbourRecord]:
    """Give every neighbour, without allergies, diets and groups."""
    with services.database.read() as store:
        store.communities.get(CommunityId(community), community)
        return page_of(store.neighbours, CommunityId(community), turn, NeighbourRecord.from_model)


@router.get("/neighbours/{neighbour:path}", summary="One neighbour")
def read_neighbour(
    services: ServicesNow, key: Orderer, community: CommunityPath, neighbour: NeighbourPath
) -> NeighbourRecord:
    """Give a neighbour; with what is sensitive only to that neighbour's own key."""
    if key.neighbour_id is not None:
        check_neighbour(key, neighbour)
    with services.database.read() as store:
        found = store.neighbours.get(CommunityId(community), neighbour)
        own = key.neighbour_id == neighbour
        return NeighbourRecord.from_model(
            found, _care(store, found.community_id, neighbour) if own else None
        )


@router.put("/neighbours/{neighbour:path}", summary="Create or change a neighbour")
def put_neighbour(
    services: ServicesNow,
    key: Orderer,
    community: CommunityPath,
    neighbour: NeighbourPath,
    record: Annotated[NeighbourRecord, exact(NeighbourRecord)],
) -> NeighbourRecord:
    """Save a neighbour; leaving out `consented_at` deletes what is sensitive."""
    if key.neighbour_id is not None:
        check_neighbour(key, neighbour)
    if record.id != neighbour:
        raise InvalidField("/id", f"{record.id!r} is not the {neighbour!r} of the address")
    community_id = CommunityId(community)
    care = record.to_care(community_id)
    with services.database.transaction() as store:
        store.neighbours.save([record.to_model(community_id)])
        if care is None:
            store.care.remove(community_id, neighbour)
        else:
            store.care.save([care])
        store.commit()
    return record


@router.get("/archives/{neighbour:path}", summary="Everything kept about one neighbour")
def read_archive(
    services: ServicesNow, key: Orderer, community: CommunityPath, neighbour: NeighbourPath
) -> ArchiveOut:
    """Give a neighbour's own data in one piece, to that neighbour or an admin."""
    check_owner(key, neighbour)
    found = archive_neighbour(services, CommunityId(community), NeighbourId(neighbour))
    return ArchiveOut.model_validate(found)


@router.delete("/neighbours/{neighbour:path}", status_code=204, summary="Erase a neighbour")
def delete_neighbour(
    services: ServicesNow, key: Orderer, community: CommunityPath, neighbour: NeighbourPath
) -> None:
    """Delete a neighbour from the tables and from what was learnt; nothing brings them back."""
    check_owner(key, neighbour)
    erase_neighbour(services, CommunityId(community), NeighbourId(neighbour))


def _care(store: Store, community_id: CommunityId, neighbour: str) -> Care | None:
    try:
        return store.care.get(community_id, neighbour)
    except NotFound:
        return None
