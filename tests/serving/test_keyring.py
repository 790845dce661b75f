"""Keys are read from the store at most twice a second, and never outlive it for long."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from community.errors import AccessDenied
from community.models import AccessKey
from serving.keyring import Keyring
from serving.keys import create_key
from tests.contracts.samples import HOME, community
from tests.fakes import MemoryDatabase

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)


class Watch:
    """Seconds that pass when a test says so."""

    seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def _ring() -> tuple[Keyring, str, Callable[[AccessKey], None], Watch, AccessKey]:
    database, watch = MemoryDatabase(), Watch()
    key, text = create_key(HOME, ["picks:read"], label="", now=NOW)

    def save(changed: AccessKey) -> None:
        with database.transaction() as store:
            store.communities.save([community()])
            store.keys.save([changed])
            store.commit()

    save(key)
    return Keyring(database, lambda: NOW, watch), text, save, watch, key


def test_a_key_is_found_and_a_wrong_secret_is_not() -> None:
    ring, text, *_, key = _ring()
    assert ring.find(text) == key
    with pytest.raises(AccessDenied):
        ring.find(text[:-1] + ("A" if text[-1] != "A" else "B"))
    assert ring.find(text) == key


def test_a_change_is_seen_after_half_a_second_and_not_read_for_before() -> None:
    ring, text, save, watch, key = _ring()
    ring.find(text)
    save(replace(key, revoked_at=NOW))
    watch.seconds += 0.4
    assert ring.find(text) == key
    watch.seconds += 0.2
    with pytest.raises(AccessDenied):
        ring.find(text)


def test_a_revoked_key_stays_out_while_it_is_kept() -> None:
    ring, text, save, _, key = _ring()
    save(replace(key, revoked_at=NOW))
    for _ in range(2):
        with pytest.raises(AccessDenied):
            ring.find(text)


def test_a_key_made_after_it_was_asked_for_opens_at_once() -> None:
    ring, _, save, _, _ = _ring()
    later, text = create_key(HOME, ["admin"], label="", now=NOW)
    with pytest.raises(AccessDenied):
        ring.find(text)
    save(later)
    assert ring.find(text) == later
