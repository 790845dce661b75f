"""Keys open what they should and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from community.errors import AccessDenied, InvalidField, ScopeMissing
from community.ids import CommunityId, NeighbourId
from serving.keys import ROLES, check_key, check_neighbour, check_scope, create_key, split_key

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
HOME, AWAY = CommunityId("lvlin"), CommunityId("elsewhere")


def test_a_new_key_opens_its_own_community_for_its_scopes() -> None:
    key, text = create_key(HOME, ROLES["host"], label="host", now=NOW)
    id_, secret = split_key(text)
    assert id_ == key.id
    assert check_key(key, secret, now=NOW) is key
    check_scope(key, HOME, "picks:read")


def test_the_secret_is_not_kept() -> None:
    key, text = create_key(HOME, ["picks:read"], label="", now=NOW)
    assert split_key(text)[1] not in repr(key)


def test_two_keys_are_never_the_same() -> None:
    texts = {create_key(HOME, ["admin"], label="", now=NOW)[1] for _ in range(50)}
    assert len(texts) == 50


def test_a_wrong_secret_opens_nothing() -> None:
    key, _ = create_key(HOME, ["admin"], label="", now=NOW)
    _, other = split_key(create_key(HOME, ["admin"], label="", now=NOW)[1])
    with pytest.raises(AccessDenied):
        check_key(key, other, now=NOW)
    with pytest.raises(AccessDenied):
        check_key(None, other, now=NOW)


def test_a_revoked_key_opens_nothing() -> None:
    key, text = create_key(HOME, ["admin"], label="", now=NOW)
    with pytest.raises(AccessDenied):
        check_key(replace(key, revoked_at=NOW), split_key(text)[1], now=NOW)


def test_a_key_ends_at_the_moment_it_expires() -> None:
    end = NOW + timedelta(hours=1)
    key, text = create_key(HOME, ["admin"], label="", now=NOW, expires_at=end)
    check_key(key, split_key(text)[1], now=end - timedelta(seconds=1))
    with pytest.raises(AccessDenied, match="expired"):
        check_key(key, split_key(text)[1], now=end)


@pytest.mark.parametrize("text", ["", "lv_", "lv_abc_def", "Bearer x", "lv_aaaaaaaa_" + "x" * 42])
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(AccessDenied, match="not a Lvlin key"):
        split_key(text)


def test_a_key_of_another_community_or_scope_is_refused() -> None:
    key, _ = create_key(HOME, ROLES["host"], label="", now=NOW)
    with pytest.raises(ScopeMissing, match="another community"):
        check_scope(key, AWAY, "picks:read")
    with pytest.raises(ScopeMissing, match="plans:write"):
        check_scope(key, HOME, "plans:write")


def test_admin_holds_every_scope_of_its_own_community_only() -> None:
    key, _ = create_key(HOME, ROLES["admin"], label="", now=NOW)
    check_scope(key, HOME, "notes:moderate")
    with pytest.raises(ScopeMissing):
        check_scope(key, AWAY, "picks:read")


def test_a_neighbours_key_opens_that_neighbours_things_only() -> None:
    key, _ = create_key(
        HOME, ROLES["neighbour"], label="", now=NOW, neighbour_id=NeighbourId("n001")
    )
    check_neighbour(key, "n001")
    for other in ("n002", None):
        with pytest.raises(ScopeMissing):
            check_neighbour(key, other)


@pytest.mark.parametrize("scopes", [[], ["everything"], ["picks:read", "root"]])
def test_a_scope_that_does_not_exist_is_refused(scopes: list[str]) -> None:
    with pytest.raises(InvalidField, match="/scopes"):
        create_key(HOME, scopes, label="", now=NOW)
