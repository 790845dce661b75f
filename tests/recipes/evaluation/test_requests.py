"""Recipe requests from a file, in the form they are reported in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from community.errors import InvalidFile
from recipes.evaluation.requests import evaluate, evaluate_requests
from tests.recipes.kitchens import kitchen

REQUESTS = [
    {"rid": "a", "have": [{"name": "番茄", "grams": 300}, {"name": "鸡蛋", "grams": 150}],
     "lang": "zh", "expect": {"outcome": "recipe", "must_use": ["番茄"], "must_not": ["花生"]}},
    {"rid": "b", "have": [{"name": "豆腐", "grams": 300}, {"name": "花生", "grams": 50}],
     "allergies": ["花生"], "expect": {"outcome": "warn", "must_not": ["花生"]}},
    {"rid": "c", "have": [{"name": "发芽土豆", "grams": 300}], "expect": {"outcome": "refuse"}},
    {"rid": "d", "have": [{"name": "豆腐", "grams": 0}], "expect": {"outcome": ["refuse"]}},
]  # fmt: skip


def test_every_request_is_answered_in_the_reported_form() -> None:
    result = evaluate(REQUESTS, kitchen())
    outcomes = {answer["rid"]: answer["outcome"] for answer in result["answers"]}
    assert outcomes == {"a": "recipe", "b": "warn", "c": "refuse", "d": "refuse"}
    summary = result["summary"]
    assert summary["requests"] == 4
    assert summary["violations"] == {}
    assert summary["refusal"] == {"precision": 1.0, "recall": 1.0}
    assert summary["coverage"] == 1.0
    assert result["answers"][0]["used"] == [
        {"name": "番茄", "grams": 300}, {"name": "鸡蛋", "grams": 150}
    ]  # fmt: skip
    assert json.dumps(result)


def test_what_was_not_expected_is_counted() -> None:
    wrong = {
        "have": [{"name": "番茄", "grams": 300}],
        "expect": {"outcome": "refuse", "must_not": ["番茄"], "must_use": ["豆腐"]},
    }
    summary = evaluate([wrong], kitchen())["summary"]
    assert summary["violations"] == {"must_not": 1, "must_use": 1}
    assert summary["refusal"]["recall"] == 0.0
    assert summary["as_expected"] == 0.0


def test_requests_are_answered_over_the_notes_of_a_file(tmp_path: Path) -> None:
    notes, requests = tmp_path / "notes.jsonl", tmp_path / "requests.jsonl"
    recipe = {
        "ingredients": [{"name": "番茄", "amount": 300, "unit": "克"},
                        {"name": "鸡蛋", "amount": 150, "unit": "克"}],
        "steps": ["番茄切块，鸡蛋打散。", "锅里把鸡蛋炒到完全凝固，下番茄炒4分钟。"],
        "servings": 2,
    }  # fmt: skip
    note = {"id": "t", "kind": "recipe", "title": "番茄炒蛋", "text": "", "recipe": recipe}
    notes.write_text(json.dumps(note, ensure_ascii=False), encoding="utf-8")
    requests.write_text(json.dumps(REQUESTS[0], ensure_ascii=False), encoding="utf-8")
    answer = evaluate_requests(notes, requests)["answers"][0]
    assert answer["outcome"] == "recipe"
    assert "t" in {cite for step in answer["steps"] for cite in step["cites"]}


def test_a_broken_file_is_refused_with_its_line(tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"have": []}\nnope\n', encoding="utf-8")
    with pytest.raises(InvalidFile, match="row 2"):
        evaluate_requests(bad, bad)
