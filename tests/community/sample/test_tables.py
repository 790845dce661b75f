"""The hand-written tables: complete, consistent, in season, honestly labelled."""

from __future__ import annotations

from collections import Counter

from community.foods import FoodLexicon
from community.geo import distance_km
from community.models import Product
from community.reference import load_reference
from community.sample import Sample
from community.sample.tables import read_pairs

LOCAL_KM = 50
# Grown here in months that the season table does not give the plain food.
ALL_YEAR_HERE = {"p-xiaocong", "p-bianxun"}


def local(sample: Sample) -> list[Product]:
    near = {
        supplier.id
        for supplier in sample.suppliers
        if distance_km(sample.community.place, supplier.place) <= LOCAL_KM
    }
    return [product for product in sample.products if product.supplier_id in near]


def test_there_are_24_suppliers_240_products_and_20_crafts(sample: Sample) -> None:
    assert len({supplier.id for supplier in sample.suppliers}) == 24
    assert len({product.id for product in sample.products}) == 240
    assert sum(product.craft for product in sample.products) == 20


def test_at_least_seventy_percent_of_the_products_are_local_and_some_come_from_afar(
    sample: Sample,
) -> None:
    assert 0.7 <= len(local(sample)) / len(sample.products) <= 0.8


def test_every_supplier_makes_something_and_every_product_has_a_supplier(sample: Sample) -> None:
    made = Counter(product.supplier_id for product in sample.products)
    assert set(made) == {supplier.id for supplier in sample.suppliers}
    assert min(made.values()) >= 5


def test_the_community_and_its_suppliers_are_labelled_as_invented(sample: Sample) -> None:
    assert sample.community.synthetic
    assert all("虚构" in supplier.story for supplier in sample.suppliers)
    assert all(40 <= len(supplier.story) <= 120 for supplier in sample.suppliers)


def test_every_reference_into_the_tables_exists(sample: Sample) -> None:
    reference = load_reference()
    modes = {supplier.transport for supplier in sample.suppliers}
    held = {c.scheme for supplier in sample.suppliers for c in supplier.certifications}
    wraps = {wrap.material for product in sample.products for wrap in product.packaging or ()}
    assert modes <= set(reference.transport)
    assert held <= {scheme.id for scheme in reference.certifications.all}
    assert wraps <= {material.id for material in reference.packaging.all}


def test_some_certificates_have_evidence_and_some_are_only_claimed(sample: Sample) -> None:
    proofs = [bool(c.evidence) for supplier in sample.suppliers for c in supplier.certifications]
    assert 0.5 < sum(proofs) / len(proofs) < 1


def test_prices_are_positive_and_above_cost(sample: Sample) -> None:
    assert all(0 < product.cost < product.price for product in sample.products)
    assert all(offer.price > 0 for offer in sample.offers)
    cost = {product.id: product.cost for product in sample.products}
    assert all(offer.price > cost[offer.product_id] for offer in sample.offers)


def test_the_foods_of_a_product_add_up_and_only_crafts_have_none(sample: Sample) -> None:
    for product in sample.products:
        total = sum(part.share for part in product.foods)
        assert abs(total - (0 if product.craft else 1)) < 1e-9, product.name


def test_a_product_declares_every_allergen_of_its_foods(
    sample: Sample, lexicon: FoodLexicon
) -> None:
    for product in sample.products:
        for part in product.foods:
            assert lexicon.foods[part.food_id].allergens <= set(product.allergens), product.name


def test_names_of_products_are_found_by_the_lexicon_as_what_they_are_made_of(
    sample: Sample, lexicon: FoodLexicon
) -> None:
    plain = [product for product in sample.products if len(product.foods) == 1]
    found = sum(
        product.foods[0].food_id in {mention.food.id for mention in lexicon.find(product.name)}
        for product in plain
    )
    assert found / len(plain) > 0.95


def test_fresh_local_produce_is_sold_in_its_months_in_jiangnan(
    sample: Sample, lexicon: FoodLexicon
) -> None:
    checked = 0
    for product in local(sample):
        months = (
            lexicon.foods[product.foods[0].food_id].months.get("yangtze") if product.foods else None
        )
        fresh = product.shelf_life_days is not None and product.shelf_life_days < 10
        if not months or not fresh or len(product.foods) > 1 or product.id in ALL_YEAR_HERE:
            continue
        checked += 1
        around = {(month + step - 1) % 12 + 1 for month in months for step in (-1, 0, 1)}
        assert set(product.months or range(1, 13)) <= around, product.name
    assert checked > 30


def test_some_packaging_is_not_told_and_some_is_sold_loose(sample: Sample) -> None:
    told = Counter(
        "unknown" if p.packaging is None else "loose" if not p.packaging else "wrapped"
        for p in sample.products
    )
    assert told["unknown"] >= 3
    assert told["loose"] >= 10
    assert told["wrapped"] > 150


def test_pairs_name_products(sample: Sample) -> None:
    ids = {product.id for product in sample.products}
    assert {pair.first for pair in read_pairs()} | {pair.then for pair in read_pairs()} <= ids


def test_frozen_goods_come_only_from_suppliers_with_a_cold_chain(sample: Sample) -> None:
    able = {supplier.id for supplier in sample.suppliers if supplier.cold_chain}
    frozen = [product for product in sample.products if product.storage == "freezer"]
    assert len(frozen) > 20
    assert {product.supplier_id for product in frozen} <= able
