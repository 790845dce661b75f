"""Catalogue, neighbours, orders, trace events and events from CSV and NDJSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from community.errors import InvalidFile
from community.importers import KINDS, ImportReport, template
from community.models import Place
from community.ports import Saved
from tests.contracts import samples as s
from tests.fakes import MemoryDatabase

Write = Callable[[str, "str | bytes"], Path]
Bring = Callable[..., ImportReport]
ORDERS = "order_id,neighbour_id,week,product_id,quantity,unit_price,placed_at\n"
PRODUCTS = "id,supplier_id,name,category,foods,price,cost,packaging,months\n"


def problems_of(bring: Bring, kind: str, path: Path) -> list[str]:
    with pytest.raises(InvalidFile) as error:
        bring(kind, path)
    return [str(problem) for problem in error.value.problems]


def everything(database: MemoryDatabase, noun: str) -> list[Any]:
    with database.read() as store:
        return list(getattr(store, noun).page(s.HOME))


@pytest.mark.parametrize("kind", KINDS)
def test_the_template_of_every_kind_can_be_imported(kind: str, write: Write, bring: Bring) -> None:
    bring("catalogue", write("c.csv", template("catalogue")))
    if kind != "neighbours":
        bring("neighbours", write("n.csv", template("neighbours")))
    before = Saved(unchanged=2) if kind == "catalogue" else Saved(created=1)
    assert bring(kind, write("t.csv", template(kind))).saved == before


def test_products_bring_their_suppliers_along(
    write: Write, bring: Bring, database: MemoryDatabase
) -> None:
    header = "id,supplier_id,name,category,price,cost,supplier_name,supplier_kind,"
    header += "supplier_latitude,supplier_longitude,supplier_min_order\n"
    farm = "新农场,farm,31.1,121.2,120.50\n"
    rows = f"a,s9,青菜,叶菜,3.5,2,{farm}b,s9,菠菜,叶菜,4.05,2.5,{farm}"
    report = bring("catalogue", write("c.csv", header + rows))
    assert report.saved == Saved(created=3)
    seller = next(x for x in everything(database, "suppliers") if x.id == "s9")
    assert seller.place == Place(31.1, 121.2)
    assert seller.min_order == Decimal("120.50")
    assert [p.price for p in everything(database, "products")][:2] == [
        Decimal("3.5"),
        Decimal("4.05"),
    ]


def test_two_rows_may_not_disagree_about_a_supplier(write: Write, bring: Bring) -> None:
    header = "id,supplier_id,name,category,price,cost,supplier_name,supplier_kind,"
    header += "supplier_latitude,supplier_longitude\n"
    rows = "a,s9,青菜,叶菜,3,2,新农场,farm,31,121\nb,s9,菠菜,叶菜,4,2,老农场,farm,31,121\n"
    assert problems_of(bring, "catalogue", write("c.csv", header + rows)) == [
        "row 3, id: contradicts row 2"
    ]


def test_a_table_of_suppliers_alone_is_a_catalogue(
    write: Write, bring: Bring, database: MemoryDatabase
) -> None:
    table = "id,name,kind,latitude,longitude,certifications\n"
    table += "s8,河边,fishery,30.5,120.5,organic|A-1|某中心|2027-01-31\n"
    assert bring("catalogue", write("s.csv", table)).saved == Saved(created=1)
    seller = next(x for x in everything(database, "suppliers") if x.id == "s8")
    assert seller.certifications[0].number == "A-1"


def test_ndjson_may_mix_suppliers_and_products_in_any_order(write: Write, bring: Bring) -> None:
    rows = [
        {"id": "x", "supplier_id": "s7", "name": "米", "category": "粮", "price": "5", "cost": 4},
        {"id": "s7", "name": "米坊", "kind": "workshop", "latitude": 30, "longitude": 120},
    ]
    path = write("c.jsonl", "\n".join(json.dumps(row) for row in rows))
    assert bring("catalogue", path).saved == Saved(created=2)


def test_foods_are_understood_by_any_name(
    write: Write, bring: Bring, database: MemoryDatabase
) -> None:
    bring("catalogue", write("c.csv", PRODUCTS + "a,s1,萝卜,根茎,西红柿:0.5,3,2,paper:6,11-2;5\n"))
    product = everything(database, "products")[0]
    assert [(p.food_id, p.share) for p in product.foods] == [("tomato", 0.5)]
    assert product.months == (11, 12, 1, 2, 5)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("a,s1,菜,叶,,NaN,2,,", "row 2, price: "),
        ("a,s1,菜,叶,,-1,2,,", "row 2, price: "),
        ("a,s1,菜,叶,,1.005,2,,", "row 2, price: "),
        ("a,s1,菜,叶,,1e400,2,,", "row 2, price: "),
        ("a,s1,菜,叶,,,2,,", "row 2, price: is missing"),
        ("a,,菜,叶,,3,2,,", "row 2, supplier_id: is missing"),
        ("a,s0,菜,叶,,3,2,,", "row 2, supplier_id: there is no supplier 's0'"),
        ("a b,s1,菜,叶,,3,2,,", "row 2, id: "),
        ("a,s1,菜,叶,月球石:1,3,2,,", "row 2, foods: there is no food '月球石'"),
        ("a,s1,菜,叶,egg:0.7;tofu:0.7,3,2,,", "row 2, foods: the shares add up"),
        ("a,s1,菜,叶,egg:nan,3,2,,", "row 2, foods/0/share: "),
        ("a,s1,菜,叶,,3,2,paper:x,", "row 2, packaging/0/grams: "),
        ("a,s1,菜,叶,,3,2,,13", "row 2, months: '13' is no month"),
        ("p1,s1,菜,叶,,3,2,,\np1,s1,菜,叶,,3,2,,", "row 3, id: repeats row 2"),
        ("a,s1,菜,叶,,3,2,,,,,,", "row 2: has more than 9 cells"),
    ],
)
def test_a_bad_product_names_row_and_column(
    row: str, problem: str, write: Write, bring: Bring, database: MemoryDatabase
) -> None:
    found = problems_of(bring, "catalogue", write("c.csv", PRODUCTS + row + "\n"))
    assert len(found) == 1
    assert found[0].startswith(problem)
    assert len(everything(database, "products")) == 2


def test_neighbours_and_their_care_are_kept_apart(
    write: Write, bring: Bring, database: MemoryDatabase
) -> None:
    table = "id,name,joined,allergies,groups,consented_at\n"
    table += "n8,老周,2026-01-02,花生；海鲜,孕妇,2026-03-01 10:00\nn9,小李,2026-01-02,,,\n"
    assert bring("neighbours", write("n.csv", table)).saved == Saved(created=2)
    (care,) = everything(database, "care")
    assert care.neighbour_id == "n8"
    assert care.allergies[0] == "peanut"
    assert "crustacean" in care.allergies
    assert care.consented_at == datetime(2026, 3, 1, 2, 0, tzinfo=UTC)  # Asia/Shanghai


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("n8,老周,2026-01-02,花生,", "row 2, allergies: kept only with the neighbour's consent"),
        ("n8,老周,2026-01-02,月光,2026-03-01T10:00Z", "row 2, allergies: '月光' is not understood"),
        ("n8,老周,昨天,,", "row 2, joined: "),
        ("n8,老周,2026-01-02,,1774000000", "row 2, consented_at: write a date and time"),
        ("n8,老周,2026-01-02,,9999-12-31T23:59:59-12:00", "row 2, consented_at: "),
    ],
)
def test_a_bad_neighbour_names_row_and_column(
    row: str, problem: str, write: Write, bring: Bring, database: MemoryDatabase
) -> None:
    table = "id,name,joined,allergies,consented_at\n" + row + "\n"
    (found,) = problems_of(bring, "neighbours", write("n.csv", table))
    assert found.startswith(problem)
    assert everything(database, "care") == []


def test_rows_of_one_order_become_one_order(
    write: Write, bring: Bring, database: MemoryDatabase
) -> None:
    lines = "o1,n1,2026-W48,p1,2,3.30,2026-11-24T08:30\no1,n1,2026-W48,p2,1,9.99,2026-11-24T08:30\n"
    assert bring("orders", write("o.csv", ORDERS + lines)).saved == Saved(created=1)
    (order,) = everything(database, "orders")
    assert order.total == Decimal("16.59")
    assert order.placed_at == datetime(2026, 11, 24, 0, 30, tzinfo=UTC)
    assert bring("orders", write("o.csv", ORDERS + lines)).saved == Saved(unchanged=1)


def test_an_order_may_come_whole_as_json(write: Write, bring: Bring) -> None:
    order = {
        "id": "o1",
        "neighbour_id": "n1",
        "week": "2026-W48",
        "placed_at": "2026-11-24T08:30:00+08:00",
        "lines": [{"product_id": "p1", "quantity": 2, "unit_price": 3.3}],
    }
    assert bring("orders", write("o.ndjson", json.dumps(order))).saved == Saved(created=1)


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["o1,n1,2026-W48,p9,1,3,2026-11-24T08:30"], ["row 2, product_id: there is no product"]),
        (["o1,n9,2026-W48,p1,1,3,2026-11-24T08:30"], ["row 2, neighbour_id: there is no"]),
        (["o1,n1,2026-W54,p1,1,3,2026-11-24T08:30"], ["row 2, week: '2026-W54'"]),
        (["o1,n1,2026-W48,p1,0,3,2026-11-24T08:30"], ["row 2, quantity: "]),
        (["o1,n1,2026-W48,p1,1.5,3,2026-11-24T08:30"], ["row 2, quantity: "]),
        (["o1,n1,2026-W48,p1,1,3,now"], ["row 2, placed_at: "]),
        (
            ["o1,n1,2026-W48,p1,1,3,2026-11-24T08:30", "o1,n1,2026-W48,p9,1,3,2026-11-24T08:30"],
            ["row 3, product_id: there is no product 'p9'"],
        ),
        (
            ["o1,n1,2026-W48,p1,1,3,2026-11-24T08:30", "o1,n1,2026-W47,p2,1,3,2026-11-24T08:30"],
            ["row 3, week: differs from row 2 of the same order"],
        ),
        (
            ["o1,n1,2026-W48,p1,1,3,2026-11-24T08:30", "o1,n1,2026-W48,p1,1,3,2026-11-24T08:30"],
            ["row 3, product_id: repeats row 2"],
        ),
        (
            ["o1,n1,2026-W48,p1,1,3,2026-11-24T08:30", "o1,n1,2026-W48,p2,x,3,2026-11-24T08:30"],
            ["row 2, order_id: left out with row 3 of the same order", "row 3, quantity: "],
        ),
    ],
)
def test_a_bad_order_line_names_row_and_column(
    lines: list[str], found: list[str], write: Write, bring: Bring
) -> None:
    told = problems_of(bring, "orders", write("o.csv", ORDERS + "\n".join(lines)))
    assert len(told) == len(found)
    assert all(one.startswith(start) for one, start in zip(told, found, strict=True))


def test_with_skip_bad_rows_the_rest_is_imported_and_the_rows_left_out_are_listed(
    write: Write, bring: Bring, database: MemoryDatabase
) -> None:
    good = "o1,n1,2026-W48,p1,2,3.30,2026-11-24T08:30\n"
    half = "o2,n1,2026-W48,p1,2,3.30,2026-11-24T08:30\no2,n1,2026-W48,p2,0,3,2026-11-24T08:30\n"
    report = bring("orders", write("o.csv", ORDERS + good + half), skip_bad_rows=True)
    assert report.saved == Saved(created=1)
    assert {problem.row for problem in report.problems} == {3, 4}
    assert [order.id for order in everything(database, "orders")] == ["o1"]


def test_what_depends_on_a_row_left_out_is_left_out_too(write: Write, bring: Bring) -> None:
    rows = [
        {"id": "s7", "name": "米坊", "kind": "castle", "latitude": 30, "longitude": 120},
        {"id": "x", "supplier_id": "s7", "name": "米", "category": "粮", "price": "5", "cost": 4},
    ]
    path = write("c.jsonl", "\n".join(json.dumps(row) for row in rows))
    report = bring("catalogue", path, skip_bad_rows=True)
    assert report.saved == Saved()
    assert [problem.row for problem in report.problems] == [1, 2]


def test_trace_events_and_events_are_imported(
    write: Write, bring: Bring, database: MemoryDatabase
) -> None:
    trace = "id,product_id,batch,step,occurred_at,actor,facts,latitude,longitude,passed\n"
    trace += "t1,p1,B1,inspect,2026-11-24T05:30+08:00,质检站,max_c=6.5;method=速测,31,121,是\n"
    assert bring("trace", write("t.csv", trace)).saved == Saved(created=1)
    (step,) = everything(database, "trace")
    assert step.facts == {"max_c": 6.5, "method": "速测"}
    assert step.passed is True
    events = "id,type,occurred_at,neighbour_id,product_id\ne1,view,2026-11-24T05:30Z,n1,p1\n"
    assert bring("events", write("e.csv", events)).saved == Saved(created=1)


def test_an_event_about_nothing_is_refused(write: Write, bring: Bring) -> None:
    table = "id,type,occurred_at\ne1,view,2026-11-24T05:30Z\n"
    (found,) = problems_of(bring, "events", write("e.csv", table))
    assert found.startswith("row 2, product_id: ")


def test_progress_is_told_and_ends_when_all_is_done(write: Write, bring: Bring) -> None:
    told: list[tuple[int, int]] = []
    bring(
        "orders",
        write("o.csv", ORDERS + "o1,n1,2026-W48,p1,2,3.30,2026-11-24T08:30\n"),
        progress=lambda done, total: told.append((done, total)),
    )
    assert told[-1][0] == told[-1][1]
    assert [done for done, _ in told] == sorted(done for done, _ in told)
