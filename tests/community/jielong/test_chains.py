"""Reply chains written by ear, and chains that were held out until the reader was done."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from community.errors import InvalidFile
from community.jielong.cases import read_cases
from community.jielong.evaluation import evaluate_jielong, is_guess, same_records
from community.jielong.model import Action, Item, Record
from tests.conftest import ROOT

evaluated = cache(evaluate_jielong)
CASES = sorted((ROOT / "tests" / "jielong").glob("*.jsonl"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_lines_are_read_right_and_nothing_is_guessed(path: Path) -> None:
    result = evaluated(path)
    assert result["accuracy"] >= 0.98
    assert result["silent_guesses"] == 0


def test_there_are_more_than_four_hundred_lines() -> None:
    assert sum(evaluated(path)["lines"] for path in CASES) > 400


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_what_everybody_has_at_the_end_follows_from_the_lines(path: Path) -> None:
    for answer in evaluated(path)["answers"]:
        has: dict[tuple[str, str], dict[str, int]] = {}
        for line in answer["lines"]:
            mine = has.setdefault((line["who"], line.get("building", "")), {})
            for item in line["items"]:
                name, count = item["product_id"], item["quantity"]
                before = mine.get(name, 0)
                after = {"change": count, "cancel": before - count}
                mine[name] = after.get(line["action"], before + count)
        told = {
            (s["who"], s.get("building", "")): {i["product_id"]: i["quantity"] for i in s["items"]}
            for s in answer["standing"]
        }
        held = {who: {n: c for n, c in mine.items() if c} for who, mine in has.items()}
        assert told == {who: mine for who, mine in held.items() if mine}


def record(action: Action, *items: Item, who: str = "张姐") -> Record:
    return Record(line=1, who=who, items=items, action=action)


def test_a_booking_where_the_truth_has_doubts_is_a_silent_guess() -> None:
    unresolved, booked = record(Action.UNRESOLVED), record(Action.ORDER, Item("egg", 1))
    assert is_guess([unresolved], [booked])
    assert is_guess([], [booked])
    assert not is_guess([booked, unresolved], [booked])
    assert not is_guess([booked], [unresolved])


def test_the_order_in_which_things_are_listed_does_not_matter() -> None:
    egg, tofu = Item("egg", 1), Item("tofu", 2)
    assert same_records([record(Action.ORDER, egg, tofu)], [record(Action.ORDER, tofu, egg)])
    assert not same_records([record(Action.ORDER, egg)], [record(Action.ADD, egg)])


def test_a_broken_case_is_named_by_its_line(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text('{"cid": "a", "offers": [], "pasted": ""}\n{"cid": "b"}\n', "utf-8")
    with pytest.raises(InvalidFile, match="row 2"):
        read_cases(path)
