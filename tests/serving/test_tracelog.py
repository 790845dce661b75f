"""The trace log over HTTP and the command line, checked as an outsider would."""

from __future__ import annotations

import base64
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from community.errors import InvalidField
from community.ids import CommunityId
from community.ports import each
from community.tracelog import (
    audit,
    is_consistent,
    open_checkpoint,
    read_verifier,
    shows,
)
from serving.services import Services
from serving.settings import load_settings
from serving.tracekey import signer_of
from serving.usecases.tracelog import disagreeing
from tests.serving.command_line import CommandLine
from tests.serving.world import BASE, Api

LVLIN = CommunityId("lvlin")


def read(api: Api, path: str) -> str:
    answer = api("GET", f"{BASE}/trace-log/{path}")
    assert answer.status_code == 200, answer.text
    return str(answer.text)


def test_the_whole_log_is_what_the_checkpoint_signs(api: Api) -> None:
    log, note = read(api, "entries").encode(), read(api, "checkpoint")
    found = audit(log, note, read_verifier(read(api, "key")))
    assert (found.problem, found.entries) == ("", found.checkpoint.size)
    assert found.entries > 10


def test_every_event_is_proved_by_itself(api: Api, shared_services: Services) -> None:
    verifier = read_verifier(read(api, "key"))
    with shared_services.database.read() as store:
        events = list(each(store.trace, LVLIN))[:20]
    for event in events:
        told = api("GET", f"{BASE}/trace-log/proofs/{event.id}").json()
        checkpoint = open_checkpoint(told["checkpoint"], verifier)
        proof = [base64.b64decode(hash_) for hash_ in told["proof"]]
        assert shows(told["entry"].encode(), told["index"], proof, checkpoint)
        assert not shows(told["entry"].encode() + b" ", told["index"], proof, checkpoint)


def test_an_earlier_checkpoint_stays_true_when_the_log_grows(
    fresh_api: Api, services: Services
) -> None:
    verifier = read_verifier(read(fresh_api, "key"))
    before = open_checkpoint(read(fresh_api, "checkpoint"), verifier)
    with services.database.transaction() as store:
        event = next(iter(each(store.trace, LVLIN)))
        store.trace.save([replace(event, actor="别人")])
        store.commit()
    after = open_checkpoint(read(fresh_api, "checkpoint"), verifier)
    sizes = {"first": before.size, "second": after.size}
    told = fresh_api("GET", f"{BASE}/trace-log/consistency", params=sizes).json()
    proof = [base64.b64decode(hash_) for hash_ in told["proof"]]
    roots = {"first_root": before.root, "second_root": after.root}
    assert after.size == before.size + 1
    assert is_consistent(before.size, after.size, proof, **roots)


def test_what_is_not_there_is_told(api: Api) -> None:
    assert api("GET", f"{BASE}/trace-log/proofs/nobody").status_code == 404
    for first, second in ((1, 10**6), (3, 2)):
        sizes = {"first": first, "second": second}
        assert api("GET", f"{BASE}/trace-log/consistency", params=sizes).status_code == 404


def behind_our_back(home: Path, statement: str) -> None:
    """Change the database as somebody with its file could."""
    with sqlite3.connect(home / "lvlin.db") as connection:
        connection.execute(statement)
    connection.close()


def test_every_event_changed_behind_the_logs_back_is_found(services: Services) -> None:
    with services.database.read() as store:
        ids = [event.id for event in each(store.trace, LVLIN)]
        assert disagreeing(store, LVLIN) == []
    behind_our_back(services.settings.home, "UPDATE trace SET actor = actor || '.'")
    with services.database.read() as store:
        assert disagreeing(store, LVLIN) == ids


def test_an_exported_log_is_verified_offline(own_cli: CommandLine, tmp_path: Path) -> None:
    to = tmp_path / "log"
    own_cli.done("trace-log", "--to", to)
    log, checkpoint = to / "entries.ndjson", ("--checkpoint", to / "checkpoint.txt")
    assert own_cli.json("verify", log, *checkpoint, "--key", to / "key.txt")["ok"] is True
    key = ("--key", (to / "key.txt").read_text("utf-8").strip())
    assert "all" in own_cli.done("verify", log, *checkpoint, *key)
    content = log.read_bytes()
    log.write_bytes(content.replace(b"6", b"7", 1))
    assert "changed" in own_cli.fails("verify", log, *checkpoint, *key)
    log.write_bytes(content.split(b"\n", 1)[1])
    assert "missing" in own_cli.fails("verify", log, *checkpoint, *key)


def test_a_log_rewritten_in_the_store_does_not_pass(own_cli: CommandLine, tmp_path: Path) -> None:
    own_cli.done("trace-log", "--to", tmp_path / "log")
    behind_our_back(own_cli.home, "UPDATE trace_log SET entry = '{}' WHERE position = 3")
    assert "differ" in own_cli.fails("trace-log", "--to", tmp_path / "log")


def test_the_key_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    settings = load_settings(home=tmp_path)
    first = signer_of(settings, LVLIN).verifier.text
    assert signer_of(settings, LVLIN).verifier.text == first
    assert (tmp_path / "trace.key").stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir()] == ["trace.key"]


def test_a_given_key_must_be_one(tmp_path: Path) -> None:
    for wrong in ("short", base64.b64encode(b"x" * 31).decode()):
        with pytest.raises(InvalidField):
            signer_of(load_settings(home=tmp_path, trace_key=wrong), LVLIN)
