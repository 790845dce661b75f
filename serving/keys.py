"""API keys `lv_<id>_<secret>`: made, shown once, stored as a hash, checked in constant time."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable
from datetime import datetime

from community.errors import AccessDenied, InvalidField, ScopeMissing
from community.ids import CommunityId, KeyId, NeighbourId
from community.models import AccessKey

SCOPES = frozenset(
    {
        "picks:read",
        "overlay:read",
        "recipes:write",
        "plans:write",
        "orders:write",
        "notes:moderate",
        "admin",
    }
)
ROLES: dict[str, frozenset[str]] = {
    "host": frozenset({"picks:read", "overlay:read"}),
    "neighbour": frozenset({"picks:read", "recipes:write", "orders:write"}),
    "leader": frozenset({"picks:read", "recipes:write", "plans:write", "orders:write"}),
    "admin": frozenset({"admin"}),
}
_FORM = re.compile(r"lv_([a-z0-9]{8})_([A-Za-z0-9_-]{43})")
_ID_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"


def create_key(
    community_id: CommunityId,
    scopes: Iterable[str],
    *,
    label: str,
    now: datetime,
    expires_at: datetime | None = None,
    neighbour_id: NeighbourId | None = None,
) -> tuple[AccessKey, str]:
    """Return a new key and its text with 256 random bits, which is never kept.

    Raises InvalidField for a scope that does not exist.
    """
    wanted = frozenset(scopes)
    if not wanted or wanted - SCOPES:
        unknown = ", ".join(sorted(wanted - SCOPES)) or "none given"
        raise InvalidField("/scopes", f"{unknown}: choose from {', '.join(sorted(SCOPES))}")
    id_ = KeyId("".join(secrets.choice(_ID_LETTERS) for _ in range(8)))
    secret = secrets.token_urlsafe(32)
    key = AccessKey(
        id=id_,
        community_id=community_id,
        label=label,
        secret_hash=_hash(secret),
        scopes=wanted,
        created_at=now,
        expires_at=expires_at,
        neighbour_id=neighbour_id,
    )
    return key, f"lv_{id_}_{secret}"


def split_key(text: str) -> tuple[KeyId, str]:
    """Return id and secret of a key's text; raises AccessDenied when it has another form."""
    match = _FORM.fullmatch(text)
    if match is None:
        raise AccessDenied("this is not a Lvlin key")
    return KeyId(match[1]), match[2]


def check_key(key: AccessKey | None, secret: str, *, now: datetime) -> AccessKey:
    """Return `key` when `secret` opens it now; raises AccessDenied without telling why not."""
    stored = key.secret_hash if key else _hash("")
    good = hmac.compare_digest(stored, _hash(secret))
    if key is None or not good or key.revoked_at is not None:
        raise AccessDenied("this key is unknown or revoked")
    if key.expires_at is not None and key.expires_at <= now:
        raise AccessDenied("this key has expired")
    return key


def check_scope(key: AccessKey, community_id: CommunityId, scope: str) -> None:
    """Raise ScopeMissing unless `key` opens this community for `scope`."""
    if key.community_id != community_id:
        raise ScopeMissing("this key belongs to another community")
    if scope not in key.scopes and "admin" not in key.scopes:
        raise ScopeMissing(f"this key lacks the scope {scope}")


def check_neighbour(key: AccessKey, neighbour_id: str | None) -> None:
    """Raise ScopeMissing when a neighbour's own key reaches for somebody else's things."""
    if key.neighbour_id is not None and neighbour_id != key.neighbour_id:
        raise ScopeMissing("this key opens one neighbour's own things only")


def check_owner(key: AccessKey, neighbour_id: str) -> None:
    """Raise ScopeMissing unless the key is that neighbour's own or an admin's."""
    check_neighbour(key, neighbour_id)
    if key.neighbour_id is None and "admin" not in key.scopes:
        raise ScopeMissing("only the neighbour's own key or an admin's may do this")


def _hash(secret: str) -> str:
    # 256 random bits need no slow hash: there is nothing to guess.
    return hashlib.sha256(secret.encode()).hexdigest()
