"""Polls over HTTP: proposed, opened, voted in once by each neighbour, counted, closed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from tests.serving.world import NOW, Api

_OPTIONS = ["p-laodoufu", "p-yuqian"]


@pytest.fixture
def poll(fresh_api: Api) -> dict[str, Any]:
    answer = fresh_api("POST", "/polls", "leader", json={"options": _OPTIONS})
    assert answer.status_code == 201, answer.text
    assert answer.headers["Location"].endswith(answer.json()["id"])
    opened: dict[str, Any] = answer.json()
    return opened


def _vote(api: Api, poll: dict[str, Any], option: str, role: str = "neighbour") -> Any:
    return api("POST", f"/polls/{poll['id']}/votes", role, json={"option": option})


def test_a_poll_asks_its_question_and_stays_open_for_two_days(
    fresh_api: Api, poll: dict[str, Any]
) -> None:
    assert poll["open"]
    assert poll["votes"] == 0
    assert poll["closes_at"].startswith((NOW + timedelta(days=2)).date().isoformat())
    for option in poll["options"]:
        assert option["name"] in poll["question"]
    assert fresh_api("GET", f"/polls/{poll['id']}", "neighbour").json() == poll
    polls = fresh_api("GET", "/polls?limit=500", "host").json()["items"]
    assert poll in polls
    assert all(sum(o["votes"] for o in p["options"]) == p["votes"] for p in polls)
    assert sum(p["votes"] for p in polls) > 1000


def test_a_neighbour_votes_once_and_may_change_their_mind(
    fresh_api: Api, poll: dict[str, Any]
) -> None:
    first = _vote(fresh_api, poll, _OPTIONS[0])
    assert (first.status_code, first.json()["votes"]) == (201, 1)
    again = _vote(fresh_api, poll, _OPTIONS[0])
    assert (again.status_code, again.json()) == (200, first.json())
    changed = _vote(fresh_api, poll, _OPTIONS[1])
    assert changed.status_code == 200
    assert [o["votes"] for o in changed.json()["options"]] == [0, 1]


def test_fifty_votes_at_once_count_one(fresh_api: Api, poll: dict[str, Any]) -> None:
    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(lambda _: _vote(fresh_api, poll, _OPTIONS[0]), range(50)))
    assert sorted(a.status_code for a in answers) == [200] * 49 + [201]
    assert fresh_api("GET", f"/polls/{poll['id']}", "neighbour").json()["votes"] == 1


def test_nobody_votes_in_a_closed_poll_for_another_or_for_no_option(
    fresh_api: Api, poll: dict[str, Any]
) -> None:
    path = f"/polls/{poll['id']}/votes"
    strange = _vote(fresh_api, poll, "p-qiukui")
    assert strange.json()["errors"][0]["pointer"] == "/option"
    other = {"option": _OPTIONS[0], "neighbour_id": "n002"}
    assert fresh_api("POST", path, "neighbour", json=other).status_code == 403
    nobody = fresh_api("POST", path, "leader", json={"option": _OPTIONS[0]})
    assert nobody.json()["errors"][0]["pointer"] == "/neighbour_id"
    assert fresh_api("POST", path, "leader", json=other).status_code == 201
    stranger = fresh_api("POST", path, "leader", json={**other, "neighbour_id": "n-none"})
    assert stranger.status_code == 422
    closed = fresh_api("POST", f"/polls/{poll['id']}/close", "leader")
    assert (closed.status_code, closed.json()["open"]) == (200, False)
    assert fresh_api("POST", f"/polls/{poll['id']}/close", "leader").json() == closed.json()
    assert _vote(fresh_api, poll, _OPTIONS[0]).status_code == 409


@pytest.mark.parametrize(
    ("asked", "pointer"),
    [
        ({"options": ["p-laodoufu"]}, "/options"),
        ({"options": ["p-laodoufu", "p-nobody"]}, "/options/1"),
        ({"options": ["p-laodoufu", "p-laodoufu"]}, "/options/1"),
        ({"options": _OPTIONS, "closes_at": "2020-01-01T00:00:00Z"}, "/closes_at"),
    ],
)
def test_a_poll_that_nobody_could_vote_in_is_refused(
    api: Api, asked: dict[str, Any], pointer: str
) -> None:
    answer = api("POST", "/polls", "leader", json=asked)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == pointer


def test_what_was_voted_for_speaks_for_it_in_the_next_plan(
    fresh_api: Api, poll: dict[str, Any]
) -> None:
    asked = {"slots_max": 6, "locks": [_OPTIONS[0]]}

    def line() -> dict[str, Any]:
        lines = fresh_api("POST", "/plans", "leader", json=asked).json()["lines"]
        return next(x for x in lines if x["product_id"] == _OPTIONS[0])

    before = line()
    for number in range(2, 42):
        vote = {"option": _OPTIONS[0], "neighbour_id": f"n{number:03d}"}
        fresh_api("POST", f"/polls/{poll['id']}/votes", "leader", json=vote)
    after = line()
    assert after["demand"] > before["demand"]
    assert "voted" in {reason["code"] for reason in after["reasons"]}


@pytest.fixture(scope="module")
def proposals(api: Api) -> list[dict[str, Any]]:
    plan = api("POST", "/plans", "leader", json={}).json()
    path = f"/plans/{plan['id']}/poll-proposals"
    first = api("GET", path, "leader")
    assert first.status_code == 200, first.text
    assert api("GET", path, "leader").json() == first.json()
    found: list[dict[str, Any]] = first.json()["proposals"]
    return found


def test_the_polls_proposed_change_the_plan_and_tell_by_how_much(
    proposals: list[dict[str, Any]],
) -> None:
    assert 1 <= len(proposals) <= 3
    gains = [float(p["expected_gain"]) for p in proposals]
    assert gains == sorted(gains, reverse=True)
    for proposal in proposals:
        options = proposal["options"]
        assert {o["in_plan"] for o in options} == {True, False}
        assert sum(o["chance"] for o in options) == pytest.approx(1, abs=1e-3)
        expected = sum(o["chance"] * float(o["change"]) for o in options)
        assert float(proposal["expected_change"]) == pytest.approx(expected, abs=0.02)
        assert all(o["packs"] == 0 for o in options if float(o["gain"]) == 0)
        assert proposal["expected_change"] in proposal["text"]
        assert proposal["voters"] > 0
