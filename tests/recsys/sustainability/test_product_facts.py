"""Facts are gathered from product, supplier, community and foods; gaps stay gaps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from community.foods import load_foods
from community.foods.model import Food, Footprint, ShelfLife
from community.ids import CommunityId, FoodId, ProductId, SupplierId
from community.models import (
    Certification,
    Community,
    Part,
    Place,
    Product,
    Storage,
    Supplier,
    SupplierKind,
    Wrap,
)
from community.reference import load_reference
from community.sample.tables import COMMUNITY, read_listings, read_suppliers
from recsys.sustainability import (
    PackagingPart,
    ScoreRules,
    SustainabilityScore,
    facts_for,
    score_product,
)

TODAY = date(2026, 11, 24)
HOME = Community(id=CommunityId("c"), name="绿邻公社", town="镇", place=Place(31.0, 121.0))
SPINACH = Food(
    id=FoodId("spinach"),
    name_zh="菠菜",
    name_en="spinach",
    aliases_zh=(),
    aliases_en=(),
    category="vegetable_leaf",
    role="main",
    staple=False,
    allergens=frozenset(),
    may_contain=frozenset(),
    diet_tags=frozenset(),
    diet_may=frozenset(),
    edible_share=0.9,
    shelf_life=ShelfLife(pantry=1, fridge=5),
    footprint=Footprint(kg_co2e_per_kg=0.6, source="agribalyse", proxy=True),
    months={"yangtze": frozenset({11, 12, 1}), "north": frozenset()},
    unit_grams={},
    sources={},
)
FARM = Supplier(
    id=SupplierId("s"),
    community_id=CommunityId("c"),
    name="农场",
    kind=SupplierKind.FARM,
    place=Place(31.1, 121.0),
    certifications=(
        Certification(scheme="organic_cn", evidence="cert.pdf", valid_until=date(2027, 1, 1)),
        Certification(scheme="green_food", evidence="old.pdf", valid_until=date(2026, 1, 1)),
        Certification(scheme="msc"),
    ),
)
BUNCH = Product(
    id=ProductId("p"),
    community_id=CommunityId("c"),
    supplier_id=SupplierId("s"),
    name="菠菜",
    category="vegetable",
    foods=(Part(FoodId("spinach"), 0.8), Part(FoodId("nobody"), 0.2)),
    pack_grams=500,
    price=Decimal("5.00"),
    cost=Decimal("3.00"),
    packaging=(Wrap("paper", 10.0, True),),
    storage=Storage.FRIDGE,
)
FOODS = {SPINACH.id: SPINACH}


def test_what_is_known_is_gathered() -> None:
    facts = facts_for(BUNCH, FARM, HOME, FOODS.get, today=TODAY, people=2)
    assert facts.km == pytest.approx(11.12, abs=0.01)
    assert facts.mode == "van_diesel_avg"
    assert facts.packaging == (PackagingPart(material="paper", grams=10.0, reused=True),)
    assert (facts.month, facts.people, facts.pack_grams) == (11, 2, 500)
    spinach = facts.foods[0]
    assert (spinach.share, spinach.category, spinach.shelf_days) == (0.8, "vegetable_leaf", 5)
    assert (spinach.co2e_kg_per_kg, spinach.proxy, spinach.months) == (0.6, True, (1, 11, 12))


def test_a_certificate_counts_only_with_evidence_that_has_not_run_out() -> None:
    facts = facts_for(BUNCH, FARM, HOME, FOODS.get, today=TODAY)
    assert facts.claims is not None
    assert [(c.scheme, c.evidenced) for c in facts.claims] == [
        ("organic_cn", True),
        ("green_food", False),
        ("msc", False),
    ]


def test_a_food_that_grows_only_elsewhere_is_never_in_season_here() -> None:
    north = facts_for(BUNCH, FARM, replace(HOME, region="north"), FOODS.get, today=TODAY)
    assert north.foods[0].months == ()
    unseasonal = replace(SPINACH, months={})
    facts = facts_for(BUNCH, FARM, HOME, {SPINACH.id: unseasonal}.get, today=TODAY)
    assert facts.foods[0].months is None


def test_an_unknown_supplier_or_food_leaves_its_facts_open() -> None:
    facts = facts_for(replace(BUNCH, packaging=None), None, HOME, FOODS.get, today=TODAY)
    assert (facts.km, facts.mode, facts.claims, facts.packaging) == (None, None, None, None)
    assert facts.foods[1].co2e_kg_per_kg is None
    assert facts.foods[1].category is None


def test_the_worked_example_of_the_documentation_holds_for_every_household() -> None:
    lexicon, rules = load_foods(), ScoreRules.build(load_reference())
    suppliers, _ = read_suppliers(date(2026, 11, 24))
    greens = next(one.product for one in read_listings(lexicon) if "小青菜" in one.product.name)
    maker = next(one for one in suppliers if one.id == greens.supplier_id)

    def score(people: int | None) -> SustainabilityScore:
        facts = facts_for(
            greens, maker, COMMUNITY, lexicon.get, today=date(2026, 11, 24), people=people
        )
        return score_product(facts, rules)

    points = {part.name: round(part.points, 1) for part in score(1).parts}
    assert points == {
        "footprint": 32.8,
        "miles": 15.0,
        "packaging": 11.0,
        "season": 10.0,
        "certification": 2.0,
        "waste": 14.4,
    }
    assert [round(score(people).score, 1) for people in (1, 2)] == [85.1, 85.7]
    unknown = score(None)
    assert (round(unknown.low, 1), round(unknown.high, 1)) == (85.1, 85.7)
    assert unknown.missing == ("household",)
