from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community.errors import Infeasible, Unavailable
from community.ids import ProductId, SupplierId
from recsys.planning import solver
from recsys.planning.check import check
from recsys.planning.scenario import Constraints, Essential, Scenario, SupplierTerms
from recsys.planning.solver import Limits, solve
from tests.recsys.planning.weeks import best_plan, candidate, random_week, scenario, worth

EXACT = Limits(gap=0.0)


def without(week: Scenario, name: str) -> Scenario:
    """The same week with one named constraint left out."""
    kind, _, item = name.partition(":")
    constraints, suppliers = week.constraints, week.suppliers
    plain: dict[str, Constraints] = {
        "slots": replace(constraints, slots_min=0, slots_max=10**6),
        "budget": replace(constraints, budget=None),
        "cold_chain": replace(constraints, cold_boxes=None),
        "max_repeats": replace(constraints, max_repeats=None),
        "local_share_by_count": replace(constraints, local_by_count=Decimal(0)),
        "local_share_by_value": replace(constraints, local_by_value=Decimal(0)),
    }
    if kind in plain:
        return replace(week, constraints=plain[kind])
    if kind in {"supplier_minimum", "supplier_capacity"}:
        free = {"min_order": Decimal(0)} if kind == "supplier_minimum" else {"capacity": None}
        changed = tuple(replace(s, **free) if s.supplier_id == item else s for s in suppliers)
        return replace(week, suppliers=changed)
    if kind == "category_limits":
        rest: object = {k: v for k, v in constraints.category_limits.items() if k != item}
    elif kind == "essentials":
        rest = tuple(e for e in constraints.essentials if e.name != item)
    else:
        rest = tuple(id_ for id_ in getattr(constraints, kind) if id_ != item)
    return replace(week, constraints=replace(constraints, **{kind: rest}))


def only(week: Scenario, names: set[str]) -> Scenario:
    """The same week with nothing but the named constraints."""
    constraints = week.constraints
    everything = {"slots", "budget", "cold_chain", "max_repeats"}
    everything |= {"local_share_by_count", "local_share_by_value"}
    everything |= {f"category_limits:{name}" for name in constraints.category_limits}
    everything |= {f"essentials:{e.name}" for e in constraints.essentials}
    for kind in ("locks", "bans", "supplier_outage"):
        everything |= {f"{kind}:{id_}" for id_ in getattr(constraints, kind)}
    for terms in week.suppliers:
        everything |= {f"supplier_minimum:{terms.supplier_id}"}
        everything |= {f"supplier_capacity:{terms.supplier_id}"}
    assert names <= everything
    for name in everything - names:
        week = without(week, name)
    return week


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10**9))
def test_the_plan_is_the_best_of_all_plans(seed: int) -> None:
    week = random_week(seed)
    best = best_plan(week)
    if best is None:
        with pytest.raises(Infeasible):
            solve(week, EXACT)
        return
    found = solve(week, EXACT)  # HiGHS itself stops within 1e-6 of the best
    assert check(found.packs, week) == ()
    assert worth(dict(found.packs), week) == pytest.approx(best[0], abs=1e-4)
    assert found.worth == pytest.approx(best[0], abs=1e-4)


def test_an_infeasible_week_names_a_minimal_conflict() -> None:
    tried = 0
    for seed in range(40):
        week = random_week(seed)
        try:
            solve(week)
            continue
        except Infeasible as error:
            conflict = set(error.conflict)
        tried += 1
        assert best_plan(week) is None
        assert best_plan(only(week, conflict)) is None
        for name in conflict:
            assert best_plan(only(week, conflict - {name})) is not None, (seed, name)
    assert tried > 8


def test_a_lock_against_a_ban_is_named_with_the_product() -> None:
    week = scenario(candidate(1), candidate(2), locks=(ProductId("p1"),), bans=(ProductId("p1"),))
    with pytest.raises(Infeasible) as error:
        solve(week)
    assert set(error.value.conflict) == {"locks:p1", "bans:p1"}


def test_an_essential_nobody_sells_is_named_alone() -> None:
    rice = Essential(name="大米", any_of=(ProductId("gone"),), min_packs=1)
    with pytest.raises(Infeasible) as error:
        solve(scenario(candidate(1), essentials=(rice,)))
    assert error.value.conflict == ("essentials:大米",)


def test_a_lock_on_a_product_without_a_whole_case_is_named_alone() -> None:
    week = scenario(candidate(1, case_size=12, capacity=10), locks=(ProductId("p1"),))
    with pytest.raises(Infeasible) as error:
        solve(week)
    assert error.value.conflict == ("locks:p1",)


def test_a_week_without_candidates_is_an_empty_plan_or_a_named_refusal() -> None:
    assert dict(solve(scenario()).packs) == {}
    with pytest.raises(Infeasible) as error:
        solve(scenario(slots_min=1, slots_max=2))
    assert error.value.conflict == ("slots",)


def test_a_budget_is_met_to_the_fen() -> None:
    dear = candidate(
        1,
        cost=Decimal("3.33"),
        price=Decimal("9.99"),
        capacity=100,
        demand=50.0,
        low=50.0,
        high=50.0,
    )
    exactly = scenario(dear, budget=Decimal("33.30"))
    one_less = scenario(dear, budget=Decimal("33.29"))
    assert solve(exactly).packs == {"p1": 10}
    assert solve(one_less).packs == {"p1": 9}


def test_a_supplier_is_left_out_or_gets_its_least_order() -> None:
    terms = (SupplierTerms(supplier_id=SupplierId("s0"), min_order=Decimal(60)),)
    small = candidate(1, demand=3.0, low=2.0, high=4.0)
    needed = scenario(small, suppliers=terms, locks=(ProductId("p1"),))
    assert solve(needed).packs == {"p1": 15}
    assert solve(scenario(small, suppliers=terms)).packs == {}


def test_a_supplier_delivers_all_it_can_and_no_more() -> None:
    terms = (SupplierTerms(supplier_id=SupplierId("s0"), capacity=11),)
    packs = solve(scenario(candidate(1), candidate(2), suppliers=terms)).packs
    assert sum(packs.values()) == 11


def test_without_a_capacity_an_essential_is_still_bought_in_full() -> None:
    rice = Essential(name="rice", any_of=(ProductId("p1"),), min_packs=400)
    far = candidate(1, km=900.0, capacity=None)
    near = candidate(2, capacity=None)
    week = scenario(far, near, essentials=(rice,), local_by_value=Decimal("0.7"))
    found = solve(week)
    assert found.packs["p1"] == 400
    assert check(found.packs, week) == ()


def test_more_is_bought_of_what_keeps_than_of_what_spoils() -> None:
    keeps = candidate(1, shelf_life_days=365)
    spoils = candidate(2, shelf_life_days=3)
    packs = solve(scenario(keeps, spoils)).packs
    assert packs["p1"] > packs["p2"]


DEAR = candidate(
    1, cost=Decimal("3.00"), price=Decimal("9"), capacity=99, demand=50.0, low=50.0, high=50.0
)


def test_a_constraint_that_slips_through_the_tolerance_is_tightened(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The judge calls the first plan too dear, as if it were so by less than the tolerance."""
    verdicts: list[int] = []

    def harsh(packs: Mapping[ProductId, int], week: Scenario) -> tuple[str, ...]:
        verdicts.append(packs[ProductId("p1")])
        return ("budget",) if len(verdicts) == 1 else check(packs, week)

    monkeypatch.setattr(solver, "check", harsh)
    assert solve(scenario(DEAR, budget=Decimal(30))).packs == {"p1": 9}
    assert verdicts == [10, 9]


def test_a_plan_that_never_passes_the_judge_is_never_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(solver, "check", lambda *_: ("budget",))
    with pytest.raises(Unavailable):
        solve(scenario(DEAR, budget=Decimal(30)))
