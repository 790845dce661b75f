from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from community.errors import InvalidFile
from recsys.planning.evaluation import evaluate_plans


def product(number: int, **changes: Any) -> dict[str, Any]:
    return {
        "product_id": f"p{number}",
        "name": f"菜 {number}",
        "category": "蔬菜",
        "supplier_id": "s1",
        "km": 12.5,
        "price": 6.8,
        "cost": 4.25,
        "pack": "500g",
        "case_size": 4,
        "min_order": 4,
        "capacity": 40,
        "cold_chain": True,
        "cold_boxes_per_case": 0.5,
        "votes": 3,
        "sales": [None, 12, 14, None, 11, 15, 12, 13],
    } | changes


def week(**changes: Any) -> dict[str, Any]:
    return {
        "sid": "w1",
        "week": "2026-W48",
        "neighbours": 80,
        "suppliers": [{"supplier_id": "s1", "name": "农场", "km": 12.5, "min_order_cny": 40}],
        "products": [product(1), product(2, km=300, sales=[None] * 8, capacity=None)],
        "constraints": {
            "slots": {"min": 1, "max": 2},
            "budget_cny": 400.5,
            "local_share": {"within_km": 50, "by_count": 0.5, "by_value": 0.5},
            "category_limits": {"蔬菜": {"min": 1}},
            "essentials": [{"name": "大米", "any_of": ["p1"], "min_packs": 5}],
            "supplier_outage": [],
            "locks": [],
            "bans": [],
            "cold_chain_boxes": 10,
        },
    } | changes


def written(folder: Path, *weeks: Any) -> Path:
    path = folder / "weeks.json"
    path.write_text(json.dumps({"scenarios": weeks}, ensure_ascii=False), encoding="utf-8")
    return path


def test_every_scenario_is_answered_in_order(tmp_path: Path) -> None:
    bad = week(sid="w2")
    bad["constraints"] |= {"locks": ["p1"], "bans": ["p1"], "essentials": []}
    first, second = evaluate_plans(written(tmp_path, week(), bad))["answers"]
    assert (first["sid"], first["feasible"], first["conflict"]) == ("w1", True, [])
    assert first["plan"]["p1"] >= 8
    assert all(packs % 4 == 0 for packs in first["plan"].values())
    assert first["local_share"]["by_count"] >= 0.5
    assert first["cost"] == pytest.approx(sum(first["plan"].values()) * 4.25)
    assert first["margin"] == pytest.approx(sum(first["plan"].values()) * 2.55)
    assert not second["feasible"]
    assert set(second["conflict"]) == {"locks:p1", "bans:p1"}
    # Without the lock still nothing could be offered: only the banned product is local.
    assert [(r["name"], r["side"]) for r in second["relaxations"]] == [("bans:p1", "drop")]
    assert json.loads(json.dumps([first, second])) == [first, second]


def test_what_is_not_written_does_not_limit(tmp_path: Path) -> None:
    bare = week(constraints={"slots": {"max": 3}})
    answer = evaluate_plans(written(tmp_path, bare))["answers"][0]
    assert set(answer["plan"]) == {"p1", "p2"}


def test_a_week_without_products_is_an_empty_plan_or_a_named_refusal(tmp_path: Path) -> None:
    empty = week(products=[], constraints={"slots": {"min": 0, "max": 3}})
    none = week(products=[], constraints={"slots": {"min": 2, "max": 3}})
    first, second = evaluate_plans(written(tmp_path, empty, none))["answers"]
    assert (first["plan"], first["cost"], first["status"]) == ({}, 0.0, "optimal")
    assert second["conflict"] == ["slots"]
    assert second["relaxations"] == [
        {"name": "slots", "side": "min", "from": 2.0, "to": 0.0, "proven": True}
    ]
    assert evaluate_plans(written(tmp_path)) == {"answers": []}


@pytest.mark.parametrize(
    ("broken", "pointer"),
    [
        (week(products=[product(1, price="dear")]), "/scenarios/1/products/0/price"),
        (week(products=[product(1, case_size=1.5)]), "/scenarios/1/products/0/case_size"),
        (week(products=[product(1, price=float("nan"))]), "/scenarios/1/products/0/price"),
        (week(products={}), "/scenarios/1/products"),
        (week(constraints={"slots": {"max": 0}}), "/constraints/slots_max"),
        (week(sid=None), "/scenarios/1/sid"),
        (week(products=[product(1, sales=[-1])]), "/scenarios/1/products/0/sales/0"),
        (week(neighbours="1e99"), "/scenarios/1/neighbours"),
        ([], "/scenarios/1"),
    ],
)
def test_a_broken_scenario_is_named_with_its_place(
    tmp_path: Path, broken: Any, pointer: str
) -> None:
    with pytest.raises(InvalidFile) as error:
        evaluate_plans(written(tmp_path, week(), broken))
    assert [(p.row, p.column) for p in error.value.problems] == [(2, pointer)]


def test_a_file_that_is_no_json_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "weeks.json"
    path.write_text("{", encoding="utf-8")
    with pytest.raises(InvalidFile):
        evaluate_plans(path)
    with pytest.raises(InvalidFile):
        evaluate_plans(tmp_path / "absent.json")
