"""Keys that open the API; the secret itself is never stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from community.ids import CommunityId, KeyId


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessKey:
    """One key: which community it opens, for what, and until when."""

    id: KeyId
    community_id: CommunityId
    label: str
    secret_hash: str
    scopes: frozenset[str]
    created_at: datetime
    expires_at: datetime | None = None
    revoked_at: datetime | None = None
