"""`lvlin evaluate …` on tiny files: figures for people and for machines, faults in one line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.recsys.demand.shop import make_history, write_sales
from tests.serving.command_line import CommandLine

RECIPE = {"ingredients_text": ["豆腐 300 克", "萝卜皮 200 克"], "steps": ["炒熟。"], "servings": 2}
NOTE = {"id": "n1", "kind": "recipe", "title": "萝卜皮炒豆腐", "text": "", "recipe": RECIPE}
QUERY = {"qid": "q1", "kind": "leftover_zh", "query": "豆腐 萝卜皮", "rel": {"n1": 3}}
REQUEST = {
    "rid": "r1",
    "have": [{"name": "豆腐", "grams": 300}],
    "allergies": ["花生"],
    "expect": {"outcome": "recipe", "must_not": ["花生"]},
}
PRODUCT = {
    "product_id": "p1",
    "name": "青菜",
    "category": "蔬菜",
    "supplier_id": "s1",
    "km": 5,
    "price": 6,
    "cost": 4,
    "pack": "500g",
    "case_size": 2,
    "min_order": 2,
    "capacity": 40,
    "cold_chain": False,
    "cold_boxes_per_case": 0,
    "votes": 0,
    "sales": [8, 9, 10, 9, 8, 9, 10, 9],
}
LIMITS = {
    "slots": {"min": 1, "max": 1},
    "budget_cny": 400,
    "local_share": {"within_km": 50, "by_count": 0.5, "by_value": 0},
    "category_limits": {},
    "essentials": [],
    "supplier_outage": [],
    "locks": [],
    "bans": [],
    "cold_chain_boxes": 10,
}


def scenario(sid: str, **limits: Any) -> dict[str, Any]:
    supplier = {"supplier_id": "s1", "name": "农场", "km": 5, "min_order_cny": 10}
    return {
        "sid": sid,
        "week": "2026-W48",
        "neighbours": 50,
        "suppliers": [supplier],
        "products": [PRODUCT],
        "constraints": LIMITS | limits,
    }


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with one small file of every kind."""
    users = [user for user in range(12) for _ in range(4)]
    baskets = {
        "user": pa.array(users, pa.int32()),
        "basket": pa.array([0, 0, 1, 2] * 12, pa.int16()),
        "item": pa.array([item for user in range(12) for item in (user % 3, 7, 7, 7)], pa.int32()),
    }
    pq.write_table(pa.table(baskets), tmp_path / "baskets.parquet")
    parts = [f"{user},{('train', 'val', 'test')[user % 3]}" for user in range(12)]
    (tmp_path / "split.csv").write_text("\n".join(["user,part", *parts]), encoding="utf-8")
    for name, thing in {"notes": NOTE, "queries": QUERY, "requests": REQUEST}.items():
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(thing), encoding="utf-8")
    write_sales(tmp_path / "sales.csv", make_history(products=2, weeks=62))
    scenarios = [scenario("good"), scenario("bad", locks=["p1"], bans=["p1"])]
    (tmp_path / "plans.json").write_text(json.dumps({"scenarios": scenarios}), encoding="utf-8")
    return tmp_path


COMMANDS = {
    "recommender": ("--baskets", "baskets.parquet", "--split", "split.csv"),
    "retrieval": ("--notes", "notes.jsonl", "--queries", "queries.jsonl"),
    "recipes": ("--notes", "notes.jsonl", "--requests", "requests.jsonl"),
    "plans": ("--scenarios", "plans.json"),
    "demand": ("--sales", "sales.csv"),
    "selection": ("--sales", "sales.csv"),
}


def words(files: Path, what: str) -> list[str]:
    given = (word if word.startswith("--") else str(files / word) for word in COMMANDS[what])
    return ["evaluate", what, *given]


def test_the_recommender_is_scored(cli: CommandLine, files: Path) -> None:
    result = cli.json(*words(files, "recommender"), "--track", "history")
    assert (result["track"], result["users"]) == ("history", 4)
    assert result["metrics"]["recall@10"] == 1.0
    assert "recall@10" in cli.done(*words(files, "recommender"))


def test_retrieval_is_scored(cli: CommandLine, files: Path) -> None:
    result = cli.json(*words(files, "retrieval"))
    assert result["kinds"]["leftover_zh"]["ndcg@10"] == 1.0
    assert "leftover_zh" in cli.done(*words(files, "retrieval"))


def test_recipes_are_answered_and_verified(cli: CommandLine, files: Path) -> None:
    result = cli.json(*words(files, "recipes"))
    assert [answer["outcome"] for answer in result["answers"]] == ["recipe"]
    assert result["summary"]["violations"] == {}
    assert "violations" in cli.done(*words(files, "recipes"))


def test_plans_are_solved_or_their_conflict_is_named(cli: CommandLine, files: Path) -> None:
    good, bad = cli.json(*words(files, "plans"))["answers"]
    assert (good["feasible"], set(good["plan"])) == (True, {"p1"})
    assert (bad["feasible"], bad["conflict"]) == (False, ["bans:p1", "locks:p1"])
    table = cli.done(*words(files, "plans"))
    assert "bans:p1" in table


def test_demand_and_selection_are_measured_on_sales(cli: CommandLine, files: Path) -> None:
    demand = cli.json(*words(files, "demand"))
    assert (demand["weeks"], demand["skus"]) == (2, 2)
    assert "exponential_smoothing" in demand["baselines"]
    selection = cli.json(*words(files, "selection"))
    assert selection["model"]["profit"] <= selection["oracle"]["profit"]
    assert "oracle" in cli.done(*words(files, "selection"))


@pytest.mark.parametrize("what", COMMANDS)
@pytest.mark.parametrize("content", [None, b"", b"\x00\xff\xfe" * 50, b"a,b\n1,2\n"])
def test_other_files_are_refused_by_name(
    cli: CommandLine, files: Path, what: str, content: bytes | None
) -> None:
    name = COMMANDS[what][-1]
    if content is None:
        (files / name).unlink()
    else:
        (files / name).write_bytes(content)
    assert name in cli.fails(*words(files, what))


@pytest.mark.parametrize("what", COMMANDS)
def test_a_folder_is_no_file(cli: CommandLine, files: Path, what: str) -> None:
    given = words(files, what)
    given[-1] = str(files)
    assert files.name in cli.fails(*given)


def test_another_track_is_refused(cli: CommandLine, files: Path) -> None:
    assert "track" in cli.fails(*words(files, "recommender"), "--track", "field")


def test_the_lexicon_tells_what_it_does_not_know(cli: CommandLine, tmp_path: Path) -> None:
    recipe = {"ingredients_text": ["豆腐 300 克", "月光石粉"], "steps": ["炒熟。"]}
    path = tmp_path / "notes.jsonl"
    path.write_text(json.dumps(NOTE | {"recipe": recipe}), encoding="utf-8")
    told = cli.json("evaluate", "lexicon", "--notes", path)
    assert (told["mentions"], told["resolved"]) == (2, 1)
    assert list(told["unresolved"]) == ["月光石粉"]
