"""Keys that open the API, and answers kept so that a repeated request has one effect."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAnswer:
    """The answer to a request that carried an `Idempotency-Key`; `status` is 0 while it is made.

    `id` names key, path and Idempotency-Key, `fingerprint` the body, both as hashes.
    """

    id: str
    community_id: CommunityId
    fingerprint: str
    started_at: datetime
    status: int = 0
    headers: tuple[tuple[str, str], ...] = ()
    body: str = ""
