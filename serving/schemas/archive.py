"""Everything kept about one neighbour."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field

from community.records import EventRecord, NeighbourRecord, OrderRecord, VoteRecord


class KeptRecipeOut(BaseModel):
    """A recipe that was written for the neighbour."""

    id: str
    created_at: str
    answer: dict[str, Any]


class KeyOut(BaseModel):
    """A key of the neighbour's own; its secret is not kept."""

    id: str
    label: str
    created_at: str


class ArchiveOut(BaseModel):
    """A neighbour's own data in one piece."""

    neighbour: NeighbourRecord
    orders: list[OrderRecord]
    events: list[EventRecord]
    votes: list[VoteRecord]
    recipes: list[KeptRecipeOut]
    keys: list[KeyOut] = Field(description="Keys that open only this neighbour's things")
