from __future__ import annotations

from decimal import Decimal

import pytest

from community.errors import Infeasible
from community.ids import ProductId, SupplierId
from recsys.planning.check import check
from recsys.planning.relaxation import Relaxation, apply, relaxations
from recsys.planning.scenario import Essential, Scenario, SupplierTerms
from recsys.planning.settings import limit_of, without
from recsys.planning.solver import solve
from tests.recsys.planning.weeks import best_plan, candidate, every_plan, random_week, scenario


def conflict_of(week: Scenario) -> tuple[str, ...]:
    with pytest.raises(Infeasible) as error:
        solve(week)
    return error.value.conflict


def found(week: Scenario) -> dict[tuple[str, str], Relaxation]:
    return {(r.name, r.side): r for r in relaxations(week, conflict_of(week))}


def test_a_budget_too_small_tells_what_it_must_be() -> None:
    week = scenario(candidate(1, min_packs=5), locks=(ProductId("p1"),), budget=Decimal("19.50"))
    changes = found(week)
    assert changes["budget", "max"].to == Decimal("20.00")
    assert changes["budget", "max"].limit == Decimal("19.50")
    assert changes["locks:p1", "drop"].to is None
    assert relaxations(week, conflict_of(week))[0].name == "budget"


def test_a_share_is_moved_to_the_best_that_can_be_reached() -> None:
    near = [candidate(i) for i in range(2)]
    far = [candidate(i, km=300.0) for i in range(2, 6)]
    week = scenario(*near, *far, slots_min=5, slots_max=6, local_by_count=Decimal("0.7"))
    changes = found(week)
    assert changes["local_share_by_count", "min"].to == Decimal("0.4")
    assert changes["slots", "min"].to == Decimal(2)
    assert ("slots", "max") not in changes


def test_terms_of_suppliers_and_essentials_are_moved() -> None:
    terms = (SupplierTerms(supplier_id=SupplierId("s0"), min_order=Decimal(100)),)
    rice = Essential(name="rice", any_of=(ProductId("p1"),), min_packs=20)
    week = scenario(
        candidate(1, capacity=14), suppliers=terms, essentials=(rice,), slots_min=1, slots_max=1
    )
    changes = relaxations(week, conflict_of(week))
    assert changes == ()  # 14 packs are neither 20 nor worth ¥100
    easier = without(week, "supplier_minimum:s0")
    assert found(easier)["essentials:rice", "min"].to == Decimal(14)
    easier = without(week, "essentials:rice")
    assert found(easier)["supplier_minimum:s0", "min"].to == Decimal(56)


def test_every_change_is_enough_and_the_least_by_trying_every_plan() -> None:
    tried = 0
    for seed in range(120):
        week = random_week(seed)
        if best_plan(week) is not None:
            continue
        for change in relaxations(week, conflict_of(week)):
            changed = apply(week, change)
            assert best_plan(changed) is not None, (seed, change)
            if change.side == "drop" or change.to is None or change.limit is None:
                continue
            tried += 1
            step = Decimal("0.001") if change.to != change.to.to_integral_value() else Decimal(1)
            step = Decimal("0.0002") if change.name.startswith("local_share") else step
            toward = step if change.to < change.limit else -step
            if abs(change.to - change.limit) <= step:
                continue
            nearer = Relaxation(
                name=change.name, side=change.side, limit=change.limit, to=change.to + toward
            )
            assert best_plan(apply(week, nearer)) is None, (seed, change)
    assert tried > 15


def test_where_no_single_change_is_enough_nothing_is_promised() -> None:
    for seed in range(60):
        week = random_week(seed)
        if best_plan(week) is not None:
            continue
        conflict = conflict_of(week)
        enough = {r.name for r in relaxations(week, conflict)}
        for name in conflict:
            possible = any(not check(packs, without(week, name)) for packs in every_plan(week))
            assert possible == (name in enough), (seed, name)


def test_leaving_a_constraint_out_leaves_no_limit() -> None:
    week = random_week(3)
    for name in ("budget", "cold_chain", "max_repeats", "supplier_capacity:s0"):
        assert limit_of(without(week, name), name) == (None, None)
    assert limit_of(without(week, "supplier_minimum:s1"), "supplier_minimum:s1")[0] == 0
