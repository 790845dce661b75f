from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from community.errors import Infeasible
from community.ids import CommunityId, PlanId, ProductId, SupplierId
from community.models import Plan
from community.weeks import Week
from recsys.planning.check import check
from recsys.planning.planner import plan_week, why_not
from recsys.planning.scenario import Candidate, Constraints, Essential, Scenario, SupplierTerms
from tests.recsys.planning.weeks import candidate, scenario

NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)
SUPPLIER = SupplierTerms(supplier_id=SupplierId("s0"), name="绿野农场", min_order=Decimal(90))


def planned(*candidates: Candidate, **changes: Any) -> Plan:
    return plan_week(
        Week(2026, 48),
        Scenario(candidates, (SUPPLIER,), Constraints(**changes)),
        community_id=CommunityId("c"),
        now=NOW,
        plan_id=PlanId("plan"),
    )


def codes(plan: Plan) -> dict[str, set[str]]:
    return {line.product_id: {reason.code for reason in line.reasons} for line in plan.lines}


def test_a_plan_is_lines_in_whole_cases_that_add_up() -> None:
    plan = planned(candidate(1, case_size=5), candidate(2, price=Decimal(9)))
    assert {line.product_id for line in plan.lines} == {"p1", "p2"}
    assert all(line.packs == line.cases * line.case_size for line in plan.lines)
    assert plan.cost == sum(line.packs * line.cost for line in plan.lines)
    assert (plan.week, plan.created_at, plan.id) == (Week(2026, 48), NOW, "plan")
    assert json.loads(json.dumps(dict(plan.settings)))["status"] == "optimal"


def test_reasons_tell_what_was_demanded_and_what_speaks_for_it() -> None:
    rice = Essential(name="大米", any_of=(ProductId("p2"),), min_packs=3)
    plan = planned(
        candidate(1, votes=7, in_season=True, sustainability=90.0),
        candidate(2, km=400.0, price=Decimal("4.10")),
        candidate(3, km=400.0, price=Decimal("4.10"), demand=1.0, low=1.0, high=1.0),
        essentials=(rice,),
        locks=(ProductId("p3"),),
    )
    assert codes(plan)["p1"] >= {"voted", "in_season", "low_footprint", "local", "good_margin"}
    assert "essential" in codes(plan)["p2"]
    assert "local" not in codes(plan)["p2"]
    assert "locked" in codes(plan)["p3"]
    assert all(line.reasons for line in plan.lines)


def test_what_fills_up_a_least_order_says_so() -> None:
    plan = planned(candidate(1, capacity=30), locks=(ProductId("p1"),), slots_max=1)
    assert plan.cost == Decimal(92)
    reason = next(r for r in plan.lines[0].reasons if r.code == "supplier_minimum")
    assert reason.params == {"supplier": "绿野农场", "amount": "90"}


def test_states_tell_limit_use_and_what_binds() -> None:
    plan = planned(
        candidate(1),
        candidate(2, category="eggs"),
        candidate(3, price=Decimal("5.90")),
        slots_min=1,
        slots_max=2,
        budget=Decimal(500),
        category_limits={"eggs": (1, 5)},
    )
    states = {(s.name, s.at_least): s for s in plan.constraints}
    assert (states["slots", False].limit, states["slots", False].actual) == (2.0, 2.0)
    assert states["slots", False].binding
    assert not states["slots", True].binding
    assert states["budget", False].actual == float(plan.cost)
    assert not states["budget", False].binding
    assert states["category_limits:eggs", True].binding
    assert not states["category_limits:eggs", False].binding


def test_a_sum_binds_when_the_smallest_case_no_longer_fits() -> None:
    tight = planned(candidate(1, capacity=23), locks=(ProductId("p1"),), budget=Decimal(95))
    loose = planned(candidate(1, capacity=23), locks=(ProductId("p1"),), budget=Decimal(96))
    assert [s.binding for s in tight.constraints if s.name == "budget"] == [True]
    assert [s.binding for s in loose.constraints if s.name == "budget"] == [False]


def test_a_local_share_binds_when_one_more_from_afar_would_break_it() -> None:
    near = [candidate(i, capacity=12) for i in (1, 2, 3)]
    far = candidate(4, km=500.0, price=Decimal(9), capacity=12)
    for share, binds in ((Decimal("0.75"), True), (Decimal("0.6"), False)):
        plan = planned(*near, far, local_by_count=share, local_by_value=Decimal("0.05"))
        states = {s.name: s for s in plan.constraints}
        assert states["local_share_by_count"].actual == 0.75
        assert states["local_share_by_count"].binding is binds
        assert not states["local_share_by_value"].binding


def test_the_dearest_order_comes_first() -> None:
    plan = planned(candidate(1), candidate(2, cost=Decimal(40), price=Decimal(60)))
    assert [line.product_id for line in plan.lines] == ["p2", "p1"]


def test_a_week_that_cannot_be_names_why() -> None:
    with pytest.raises(Infeasible) as error:
        planned(candidate(1), slots_min=2, slots_max=3)
    assert error.value.conflict == ("slots",)


WEEK = scenario(
    candidate(1),
    candidate(2, price=Decimal("4.20")),
    candidate(3, supplier_id=SupplierId("s9")),
    candidate(4, case_size=30),
    candidate(5),
    candidate(6, cost=Decimal(30), price=Decimal(31)),
    slots_max=1,
    budget=Decimal(60),
    bans=(ProductId("p5"),),
    supplier_outage=(SupplierId("s9"),),
)


@pytest.mark.parametrize(
    ("product", "code"),
    [
        ("p0", "not_candidate"),
        ("p1", "chosen"),
        ("p2", "worth_less"),
        ("p3", "outage"),
        ("p4", "no_whole_case"),
        ("p5", "banned"),
    ],
)
def test_why_not_this_product_has_an_answer(product: str, code: str) -> None:
    assert why_not(ProductId(product), WEEK).code == code


def test_why_not_tells_the_loss_and_what_would_go() -> None:
    reason = why_not(ProductId("p2"), WEEK)
    assert reason.params["instead_of"] == "p1"
    assert float(reason.params["loss"]) > 0


def test_why_not_tells_what_excludes_a_product() -> None:
    poorer = replace(WEEK, constraints=replace(WEEK.constraints, budget=Decimal(20)))
    reason = why_not(ProductId("p6"), poorer)
    assert (reason.code, reason.params["with"]) == ("conflicts", "budget")


def test_what_the_plan_buys_passes_the_judge() -> None:
    week = scenario(candidate(1), candidate(2, case_size=7), budget=Decimal(70))
    plan = plan_week(
        Week(2026, 48), week, community_id=CommunityId("c"), now=NOW, plan_id=PlanId("plan")
    )
    assert check({line.product_id: line.packs for line in plan.lines}, week) == ()
