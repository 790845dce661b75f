from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from community.errors import Infeasible, InvalidField
from community.ids import ProductId, SupplierId
from recsys.planning.changes import Change, changed, what_if
from recsys.planning.resilience import failures
from recsys.planning.scenario import Essential, SupplierTerms, Weights
from recsys.planning.solver import solve
from tests.recsys.planning.weeks import candidate, scenario

A, B, C = (ProductId(f"p{i}") for i in (1, 2, 3))
FAR = SupplierId("s1")
WEEK = scenario(
    candidate(1, sustainability=90.0),
    candidate(2, price=Decimal("5.50"), supplier_id=FAR, sustainability=20.0),
    candidate(3, price=Decimal("5.00"), sustainability=50.0),
    slots_max=2,
)


def test_a_product_that_becomes_cheaper_to_buy_comes_in_for_another() -> None:
    after, told = what_if(WEEK, Change(costs={C: Decimal(1)}))
    assert set(after.packs) == {A, C}
    assert (told.added, told.dropped) == ((C,), (B,))
    assert told.worth > 0
    assert told.after.cost == sum(after.packs[A] * 4 for _ in "x") + after.packs[C]


def test_nothing_changed_is_no_difference() -> None:
    _, told = what_if(WEEK, Change())
    assert (told.added, told.dropped, dict(told.packs)) == ((), (), {})
    assert told.before == told.after
    assert told.worth == pytest.approx(0, abs=1e-6)


def test_more_demand_means_more_packs_of_the_same_product() -> None:
    before = solve(WEEK)
    after, told = what_if(WEEK, Change(demand={A: 1.3}), plan=before)
    assert told.packs[A] == (before.packs[A], after.packs[A])
    assert after.packs[A] > before.packs[A]


def test_a_supplier_that_fails_and_a_weight_that_grows_move_the_plan() -> None:
    after, _ = what_if(WEEK, Change(outage=(FAR,)))
    assert B not in after.packs
    _, told = what_if(WEEK, Change(weights=Weights(sustainability=3.0)))
    assert told.after.sustainability > told.before.sustainability
    _, told = what_if(WEEK, lambda week: replace(week, weights=Weights(margin=0.0)))
    assert told.worth < 0


def test_what_cannot_be_meant_is_refused() -> None:
    with pytest.raises(InvalidField):
        changed(WEEK, Change(prices={A: Decimal("NaN")}))
    assert changed(WEEK, Change(prices={ProductId("gone"): Decimal(1)})) == WEEK


RICE = Essential(name="rice", any_of=(A, B), min_packs=8)


def test_an_essential_of_two_suppliers_outlives_either() -> None:
    week = replace(WEEK, constraints=replace(WEEK.constraints, essentials=(RICE,)))
    plan = solve(week)
    near, far = failures(week, plan)
    assert (near.supplier_id, near.lost) == ("s0", (A,))
    assert [cover.covered for cover in near.still + far.still] == [True, True]
    assert near.still[0].by == {B: plan.packs[B]}
    assert far.after[0].by.keys() == {A}
    assert far.loss is not None
    assert far.loss > 0


def test_a_supplier_without_whom_nothing_covers_an_essential_is_named() -> None:
    only = replace(RICE, any_of=(B,))
    week = replace(WEEK, constraints=replace(WEEK.constraints, essentials=(only,)))
    _, far = failures(week, solve(week))
    assert not far.still[0].covered
    assert far.loss is None
    assert set(far.conflict) == {"essentials:rice", "supplier_outage:s1"}


def test_suppliers_that_the_plan_does_not_use_cannot_fail_it() -> None:
    idle = SupplierTerms(supplier_id=SupplierId("idle"))
    week = replace(WEEK, suppliers=(*WEEK.suppliers, idle))
    assert "idle" not in {failure.supplier_id for failure in failures(week, solve(week))}
    nothing = scenario(suppliers=(idle,))
    assert failures(nothing, solve(nothing)) == ()
    with pytest.raises(Infeasible):
        what_if(scenario(candidate(1), slots_min=1), Change(outage=(SupplierId("s0"),)))
