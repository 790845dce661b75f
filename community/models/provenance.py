"""Where a batch of a product has been."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from community.ids import CommunityId, ProductId, SupplierId, TraceEventId
from community.models.people import Place


class TraceStep(StrEnum):
    """What happened to the batch."""

    HARVEST = "harvest"
    PACK = "pack"
    SHIP = "ship"
    RECEIVE = "receive"
    INSPECT = "inspect"


class Grade(StrEnum):
    """Who vouches for a fact: the supplier, the leader, or an independent laboratory."""

    SELF = "self"
    LEADER = "leader"
    THIRD_PARTY = "third_party"


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceEvent:
    """One step of a batch; `facts` are named values such as temperature_max_c."""

    id: TraceEventId
    community_id: CommunityId
    product_id: ProductId
    batch: str
    step: TraceStep
    occurred_at: datetime
    actor: str
    supplier_id: SupplierId | None = None
    place_name: str = ""
    place: Place | None = None
    facts: Mapping[str, str | float]
    evidence: str = ""
    grade: Grade = Grade.SELF
    passed: bool | None = None  # of an inspection
