"""Reading a noun over HTTP: a list in pages and one by id, the same for every noun."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Protocol

from fastapi import APIRouter, Path
from fastapi.params import Depends
from pydantic import BaseModel

from community.ids import CommunityId
from community.ports import Repository, Store
from serving.api.context import CommunityPath, ServicesNow
from serving.api.paging import Page, TurnNow, page_of


class Record(Protocol):
    """A wire format that can show a model."""

    @classmethod
    def from_model(cls, model: Any) -> BaseModel:
        """Return the record of a model."""
        ...


ThingPath = Annotated[str, Path(alias="thing", max_length=128)]


def add_reading(
    router: APIRouter,
    noun: str,
    record: type[Any],
    repository: Callable[[Store], Repository[Any]],
    *,
    allowed: Depends,
    word: str,
) -> None:
    """Add `GET /{noun}s` and `GET /{noun}s/{id}` to `router`, for keys that `allowed` lets in."""

    @router.get(
        f"/{noun}s",
        name=f"list_{noun}s",
        summary=f"All {word}s, in pages",
        response_model=Page.__class_getitem__(record),
        dependencies=[allowed],
    )
    def list_things(services: ServicesNow, community: CommunityPath, turn: TurnNow) -> Any:
        with services.database.read() as store:
            store.communities.get(CommunityId(community), community)
            return page_of(repository(store), CommunityId(community), turn, record.from_model)

    @router.get(
        f"/{noun}s/{{thing:path}}",
        name=f"read_{noun}",
        summary=f"One {word}",
        response_model=record,
        dependencies=[allowed],
    )
    def read_thing(services: ServicesNow, community: CommunityPath, thing: ThingPath) -> Any:
        with services.database.read() as store:
            return record.from_model(repository(store).get(CommunityId(community), thing))
