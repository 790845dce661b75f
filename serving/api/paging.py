"""Lists in pages: an opaque cursor, never an offset."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import Annotated, Generic, TypeVar

from fastapi import Depends, Query
from pydantic import BaseModel, Field

from community.errors import InvalidField
from community.ids import CommunityId
from community.ports import Filter, Repository

T = TypeVar("T")
R = TypeVar("R")


class Page(BaseModel, Generic[R]):
    """Some items, and the cursor to ask for the next ones with (null at the end)."""

    items: list[R]
    next_cursor: str | None = Field(None, examples=["cmFkaXNo"])


class Turn(BaseModel):
    """Which page is asked for."""

    limit: int
    after: str


async def turn(
    limit: Annotated[int, Query(ge=1, le=500, description="At most so many items")] = 100,
    cursor: Annotated[
        str, Query(max_length=1024, description="`next_cursor` of the page before")
    ] = "",
) -> Turn:
    """Read the paging parameters; raises InvalidField for a cursor that is not ours."""
    try:
        after = base64.b64decode(cursor.encode("ascii"), b"-_", validate=True).decode()
    except (binascii.Error, ValueError) as error:
        raise InvalidField("/query/cursor", "this is not a cursor of this API") from error
    return Turn(limit=limit, after=after)


TurnNow = Annotated[Turn, Depends(turn)]


def page_of(
    things: Repository[T],
    community_id: CommunityId,
    asked: Turn,
    show: Callable[[T], R],
    where: Filter | None = None,
) -> Page[R]:
    """Return one page of `things`, each as `show` shows it."""
    found: Sequence[T] = things.page(
        community_id, after=asked.after, limit=asked.limit + 1, where=where
    )
    shown = list(found[: asked.limit])
    more = len(found) > asked.limit
    return Page(
        items=[show(thing) for thing in shown],
        next_cursor=_cursor(shown[-1]) if more else None,
    )


def _cursor(thing: object) -> str:
    id_ = str(getattr(thing, "id", None) or getattr(thing, "neighbour_id", ""))
    return base64.urlsafe_b64encode(id_.encode()).decode()
