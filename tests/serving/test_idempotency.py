"""A POST that carries an Idempotency-Key has one effect, however often and however parallel."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from community.ids import CommunityId
from serving.usecases.once import Repeatable, begin, finish
from tests.serving.twins import AWAY, HOME, Twins, everything, two_communities

WISH = {"slots_max": 5, "local_by_count": 0}


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Twins]:
    with two_communities(tmp_path_factory.mktemp("once")) as made:
        yield made


def _plans(twins: Twins) -> int:
    return len(everything(twins.services, HOME)["plans"])


def _post(twins: Twins, key: str, wish: dict[str, Any] | None = None, path: str = "/plans") -> Any:
    headers = {"Idempotency-Key": key}
    return twins.ask("POST", path, json=WISH if wish is None else wish, headers=headers)


def test_a_repeat_gets_the_first_answer_and_makes_nothing_new(twins: Twins) -> None:
    first, before = _post(twins, "a"), _plans(twins)
    again = _post(twins, "a")
    assert first.status_code == again.status_code == 201
    assert again.json() == first.json()
    assert again.headers["location"] == first.headers["location"]
    assert again.headers["idempotency-replayed"] == "true"
    assert "idempotency-replayed" not in first.headers
    assert _plans(twins) == before


def test_another_key_is_another_request(twins: Twins) -> None:
    assert _post(twins, "b").json()["id"] != _post(twins, "c").json()["id"]


def test_the_same_key_with_another_body_is_refused(twins: Twins) -> None:
    _post(twins, "d")
    refused = _post(twins, "d", {"slots_max": 6})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"] == "/Idempotency-Key"


@pytest.mark.parametrize("key", ["", "two words", "x" * 256, "nachbar-ü".encode("latin-1")])
def test_a_key_that_is_none_is_refused(twins: Twins, key: str) -> None:
    assert _post(twins, key).status_code == 422


def test_fifty_parallel_posts_have_one_effect(twins: Twins) -> None:
    before = _plans(twins)
    with ThreadPoolExecutor(50) as many:
        answers = list(many.map(lambda _: _post(twins, "fifty"), range(50)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert _plans(twins) == before + 1


def test_a_key_that_may_not_is_refused_and_never_gets_somebody_elses_answer(twins: Twins) -> None:
    _post(twins, "e")
    for who, status in (("away", 403), ("neighbour", 403), ("revoked", 401)):
        refused = twins.ask("POST", "/plans", who, json=WISH, headers={"Idempotency-Key": "e"})
        assert refused.status_code == status


def test_the_same_key_on_another_path_is_another_request(twins: Twins) -> None:
    _post(twins, "f")
    picks = _post(twins, "f", {"n": 1}, "/recommendations")
    assert picks.status_code == 200
    assert "idempotency-replayed" not in picks.headers


def _request(name: str) -> Repeatable:
    return Repeatable(community_id=CommunityId(AWAY), id=name, fingerprint="f")


def test_after_a_crash_the_request_may_be_made_again_after_two_minutes(twins: Twins) -> None:
    assert begin(twins.services, _request("crash")) is None
    waiting = begin(twins.services, _request("crash"))
    assert waiting is not None
    assert waiting.status == 0
    now = twins.services.clock()
    later = replace(twins.services, clock=lambda: now + timedelta(minutes=3))
    assert begin(later, _request("crash")) is None


def test_a_failure_of_ours_is_not_kept(twins: Twins) -> None:
    begin(twins.services, _request("failed"))
    finish(twins.services, _request("failed"), 503, {}, "")
    assert begin(twins.services, _request("failed")) is None


def test_an_answer_is_forgotten_after_a_day(twins: Twins) -> None:
    begin(twins.services, _request("old"))
    finish(twins.services, _request("old"), 201, {}, "{}")
    now = twins.services.clock()
    tomorrow = replace(twins.services, clock=lambda: now + timedelta(hours=25))
    assert begin(tomorrow, _request("old")) is None


def test_what_is_made_again_after_a_crash_has_the_same_id(twins: Twins) -> None:
    first = _post(twins, "same").json()["id"]
    with twins.services.database.transaction() as store:
        for answer in store.answers.page(CommunityId(HOME)):
            store.answers.remove(CommunityId(HOME), answer.id)
        store.commit()
    assert _post(twins, "same").json()["id"] == first


def test_old_answers_go_wherever_their_ids_stand(twins: Twins) -> None:
    def name(number: int) -> str:
        return hashlib.sha256(str(number).encode()).hexdigest()

    for number in range(250):
        begin(twins.services, _request(name(number)))
    now = twins.services.clock()
    tomorrow = replace(twins.services, clock=lambda: now + timedelta(hours=25))
    for number in range(1000, 1040):
        begin(tomorrow, _request(name(number)))
    with twins.services.database.read() as store:
        kept = {answer.id for answer in store.answers.page(CommunityId(AWAY), limit=1000)}
    assert not kept & {name(number) for number in range(250)}
