from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from community.errors import InvalidField
from community.ids import ProductId, SupplierId
from recsys.planning.scenario import Essential, SupplierTerms, Weights
from tests.recsys.planning.weeks import candidate, scenario


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"price": Decimal("NaN")}, "/candidates/0/price"),
        ({"cost": Decimal(-1)}, "/candidates/0/cost"),
        ({"km": float("inf")}, "/candidates/0/km"),
        ({"demand": float("nan")}, "/candidates/0/demand"),
        ({"demand": 1.0}, "/candidates/0/demand"),
        ({"case_size": 0}, "/candidates/0/case_size"),
        ({"capacity": -1}, "/candidates/0/capacity"),
        ({"preference": 1.5}, "/candidates/0/preference"),
        ({"sustainability": 101.0}, "/candidates/0/sustainability"),
    ],
)
def test_a_candidate_that_cannot_be_is_refused(changes: dict[str, Any], pointer: str) -> None:
    with pytest.raises(InvalidField) as error:
        scenario(candidate(0, **changes))
    assert error.value.pointer == pointer


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"slots_max": 0}, "/constraints/slots_max"),
        ({"slots_min": 5, "slots_max": 4}, "/constraints/slots_min"),
        ({"slots_min": -1}, "/constraints/slots_min"),
        ({"budget": Decimal("NaN")}, "/constraints/budget"),
        ({"local_by_count": Decimal("1.1")}, "/constraints/local_by_count"),
        ({"local_by_value": Decimal("NaN")}, "/constraints/local_by_value"),
        ({"category_limits": {"a/b": (3, 2)}}, "/constraints/category_limits/a~1b/min"),
        ({"category_limits": {"eggs": (-1, None)}}, "/constraints/category_limits/eggs/min"),
        ({"locks": (ProductId("nobody"),)}, "/constraints/locks/0"),
        ({"bans": (ProductId("p0"), ProductId("nobody"))}, "/constraints/bans/1"),
        ({"supplier_outage": (SupplierId("nobody"),)}, "/constraints/supplier_outage/0"),
        (
            {"essentials": (Essential(name="x", any_of=(), min_packs=-1),)},
            "/constraints/essentials/0/min_packs",
        ),
        ({"weights": Weights(waste=float("nan"))}, "/weights/waste"),
        ({"suppliers": ()}, "/candidates/0/supplier_id"),
        (
            {"suppliers": (SupplierTerms(supplier_id=SupplierId("s0")),) * 2},
            "/suppliers/1/supplier_id",
        ),
    ],
)
def test_a_constraint_that_cannot_be_is_refused(changes: dict[str, Any], pointer: str) -> None:
    with pytest.raises(InvalidField) as error:
        scenario(candidate(0), **changes)
    assert error.value.pointer == pointer


def test_a_product_that_is_there_twice_is_refused() -> None:
    with pytest.raises(InvalidField) as error:
        scenario(candidate(0), candidate(0))
    assert error.value.pointer == "/candidates/1/product_id"
