"""Signed checkpoints, and logs held against them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.errors import InvalidField
from community.ids import CommunityId, ProductId, TraceEventId
from community.models import Place, TraceEvent, TraceStep
from community.tracelog import (
    Checkpoint,
    Signer,
    audit,
    entries_in,
    entry_of,
    inclusion_proof,
    leaf_hash,
    open_checkpoint,
    read_verifier,
    root_of,
    shows,
)
from community.tracelog.checkpoint import open_note

NOTE = json.loads((Path(__file__).parent / "vectors.json").read_text("utf-8"))["signed_note"]
SIGNER = Signer("lvlin.example/qingxi", bytes(range(32)))
EVENT = TraceEvent(
    id=TraceEventId("t1"),
    community_id=CommunityId("qingxi"),
    product_id=ProductId("p1"),
    batch="20261124-A",
    step=TraceStep.SHIP,
    occurred_at=datetime(2026, 11, 24, 5, 30, tzinfo=UTC),
    actor="姚大姐",
    place=Place(30.9, 120.4),
    facts={"temperature_max_c": 6.5, "method": "冷链车"},
)
LOG = "".join(f"{entry_of(replace(EVENT, id=TraceEventId(f't{i}')))}\n" for i in range(12)).encode()


def signed(log: bytes, size: int | None = None) -> str:
    entries = entries_in(log)[:size]
    root = root_of([leaf_hash(entry) for entry in entries])
    return SIGNER.sign(Checkpoint("lvlin.example/qingxi", len(entries), root))


def test_the_published_note_opens_with_its_published_key() -> None:
    verifier = read_verifier(NOTE["vkey"])
    assert verifier.text == NOTE["vkey"]
    assert open_note(f"{NOTE['text']}\n{NOTE['signature_line']}\n", verifier) == NOTE["text"]


def test_a_checkpoint_comes_back_as_it_was_signed() -> None:
    checkpoint = open_checkpoint(signed(LOG), read_verifier(SIGNER.verifier.text))
    assert (checkpoint.origin, checkpoint.size) == ("lvlin.example/qingxi", 12)


def test_signatures_of_others_are_passed_over() -> None:
    other = Signer("witness.example", b"w" * 32)
    line = other.sign(Checkpoint("a", 1, b"r" * 32)).split("\n")[-2]
    note = signed(LOG) + line + "\n"
    assert open_checkpoint(note, SIGNER.verifier).size == 12
    with pytest.raises(InvalidField, match="not signed"):
        open_checkpoint(signed(LOG), other.verifier)


def test_every_changed_byte_of_a_checkpoint_is_found() -> None:
    note = signed(LOG).encode()
    for at in range(len(note)):
        damaged = note[:at] + bytes([note[at] ^ 1]) + note[at + 1 :]
        with pytest.raises(InvalidField):
            open_checkpoint(damaged.decode("utf-8", "replace"), SIGNER.verifier)


def test_every_changed_byte_of_every_entry_is_found() -> None:
    note = signed(LOG)
    assert audit(LOG, note, SIGNER.verifier).problem == ""
    for at in range(len(LOG)):
        damaged = LOG[:at] + bytes([LOG[at] ^ 1]) + LOG[at + 1 :]
        try:
            found = bool(audit(damaged, note, SIGNER.verifier).problem)
        except InvalidField:
            found = True  # the last line break
        assert found, at


def test_an_entry_left_out_moved_or_put_in_is_found() -> None:
    note, lines = signed(LOG), LOG.splitlines(keepends=True)
    for other in (lines[:-1], lines[1:], [lines[1], lines[0], *lines[2:]], [lines[0], *lines]):
        assert audit(b"".join(other), note, SIGNER.verifier).problem


def test_a_log_may_grow_after_its_checkpoint() -> None:
    found = audit(LOG, signed(LOG, 5), SIGNER.verifier)
    assert (found.problem, found.entries, found.checkpoint.size) == ("", 12, 5)


def test_one_event_is_proved_without_the_others() -> None:
    entries = entries_in(LOG)
    leaves = [leaf_hash(entry) for entry in entries]
    checkpoint = open_checkpoint(signed(LOG), SIGNER.verifier)
    proof = inclusion_proof(leaves, 7)
    assert shows(entries[7], 7, proof, checkpoint)
    assert not shows(entries[6], 7, proof, checkpoint)


def test_the_same_moment_in_another_zone_is_the_same_entry() -> None:
    shanghai = EVENT.occurred_at.astimezone(timezone(timedelta(hours=8)))
    assert entry_of(replace(EVENT, occurred_at=shanghai)) == entry_of(EVENT)


OTHERS = (
    replace(EVENT, actor="别人"),
    replace(EVENT, batch="20261124-B"),
    replace(EVENT, facts={**EVENT.facts, "temperature_max_c": 6.6}),
    replace(EVENT, occurred_at=EVENT.occurred_at + timedelta(microseconds=1)),
    replace(EVENT, place=None),
    replace(EVENT, passed=True),
    replace(EVENT, evidence="报告"),
)


def test_another_value_makes_another_entry() -> None:
    assert len({entry_of(event) for event in (EVENT, *OTHERS)}) == len(OTHERS) + 1


@given(st.text(max_size=120))
def test_any_text_is_refused_in_words(text: str) -> None:
    with pytest.raises(InvalidField):
        open_checkpoint(text, SIGNER.verifier)
    with pytest.raises(InvalidField):
        read_verifier(text)


@pytest.mark.parametrize("name", ["", "two words", "a+b", "a\nb"])
def test_a_key_has_a_plain_name(name: str) -> None:
    with pytest.raises(InvalidField):
        Signer(name, bytes(32))
