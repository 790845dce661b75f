"""Keys that open the API; the secret itself is never stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from community.ids import CommunityId, KeyId, NeighbourId


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessKey:
    """One key: which community it opens, for what, and until when.

    A key with a `neighbour_id` is a neighbour's own: it opens that neighbour's things only.
    """

    id: KeyId
    community_id: CommunityId
    label: str
    secret_hash: str
    scopes: frozenset[str]
    created_at: datetime
    neighbour_id: NeighbourId | None = None
    expires_at: datetime | None = None
    revoked_at: datetime | None = None
