from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from community.ids import ProductId, SupplierId
from recsys.planning.check import check
from recsys.planning.scenario import Essential, SupplierTerms
from tests.recsys.planning.weeks import Packs, candidate, scenario

NEAR = candidate(
    0, case_size=2, min_packs=4, cold_boxes_per_case=Decimal("0.5"), repeated=True, capacity=9
)
FAR = candidate(1, km=80.0, category="eggs", supplier_id=SupplierId("s1"))


def packs(near: int = 0, far: int = 0) -> Packs:
    return {ProductId(id_): n for id_, n in (("p0", near), ("p1", far)) if n}


@pytest.mark.parametrize(
    ("changes", "bought", "broken"),
    [
        ({}, packs(4, 1), ()),
        ({}, packs(5), ("case_size:p0",)),
        ({}, packs(2), ("min_packs:p0",)),
        ({}, packs(10), ("capacity:p0",)),
        ({}, {ProductId("x"): 1}, ("unknown:x",)),
        ({"slots_min": 1, "slots_max": 1}, packs(), ("slots",)),
        ({"slots_max": 1}, packs(4, 1), ("slots",)),
        ({"budget": Decimal("16.00")}, packs(4), ()),
        ({"budget": Decimal("15.99")}, packs(4), ("budget",)),
        ({"cold_boxes": Decimal("1.0")}, packs(4), ()),
        ({"cold_boxes": Decimal("0.9")}, packs(4), ("cold_chain",)),
        ({"max_repeats": 0}, packs(4), ("max_repeats",)),
        ({"local_by_count": Decimal("0.5")}, packs(4, 1), ()),
        ({"local_by_count": Decimal("0.51")}, packs(4, 1), ("local_share_by_count",)),
        ({"local_by_value": Decimal("0.8")}, packs(4, 1), ()),
        ({"local_by_value": Decimal("0.81")}, packs(4, 1), ("local_share_by_value",)),
        ({"category_limits": {"eggs": (1, None)}}, packs(4), ("category_limits:eggs",)),
        ({"category_limits": {"eggs": (None, 0)}}, packs(0, 1), ("category_limits:eggs",)),
        ({"supplier_outage": (SupplierId("s1"),)}, packs(0, 1), ("supplier_outage:s1",)),
        ({"locks": (ProductId("p0"),)}, packs(0, 1), ("locks:p0",)),
        ({"bans": (ProductId("p0"),)}, packs(4), ("bans:p0",)),
        (
            {
                "essentials": (
                    Essential(name="rice", any_of=(ProductId("p0"), ProductId("p1")), min_packs=5),
                )
            },
            packs(4, 1),
            (),
        ),
        (
            {
                "essentials": (
                    Essential(name="rice", any_of=(ProductId("p0"), ProductId("p1")), min_packs=6),
                )
            },
            packs(4, 1),
            ("essentials:rice",),
        ),
    ],
)
def test_the_judge_names_what_a_plan_breaks(
    changes: dict[str, Any], bought: Packs, broken: tuple[str, ...]
) -> None:
    assert check(bought, scenario(NEAR, FAR, **changes)) == broken


def test_the_judge_knows_the_terms_of_a_supplier() -> None:
    terms = SupplierTerms(supplier_id=SupplierId("s0"), min_order=Decimal("16.01"), capacity=3)
    week = scenario(NEAR, suppliers=(terms,))
    assert check(packs(4), week) == ("supplier_minimum:s0", "supplier_capacity:s0")
    assert check(packs(), week) == ()
