"""Records: there and back without loss, with limits and examples."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from community import records
from community.foods import load_foods
from community.records import (
    CommunityRecord,
    EventRecord,
    NeighbourRecord,
    NoteRecord,
    OfferRecord,
    OrderRecord,
    PollRecord,
    ProductRecord,
    SupplierRecord,
    TraceRecord,
    VoteRecord,
    reasons,
)
from community.sample.build import Sample, build_sample
from tests.contracts import samples as s

PAIRS: list[tuple[type[Any], Any]] = [
    (SupplierRecord, s.supplier()),
    (ProductRecord, s.product()),
    (OfferRecord, s.offer()),
    (OrderRecord, s.order()),
    (EventRecord, s.event()),
    (PollRecord, s.poll()),
    (VoteRecord, s.vote()),
    (NoteRecord, s.note()),
    (TraceRecord, s.trace()),
]


@pytest.mark.parametrize(
    ("record", "model"), PAIRS, ids=lambda value: getattr(value, "__name__", "")
)
def test_a_model_survives_the_way_over_the_wire(record: type[Any], model: Any) -> None:
    sent = record.from_model(model).model_dump_json()
    assert record.model_validate_json(sent).to_model(s.HOME) == model


def test_a_community_and_a_neighbour_with_care_survive_too() -> None:
    assert CommunityRecord.from_model(s.community()).to_model() == s.community()
    neighbour = NeighbourRecord.from_model(s.neighbour(), s.care())
    assert neighbour.to_model(s.HOME) == s.neighbour()
    assert neighbour.to_care(s.HOME) == s.care()


def test_sensitive_facts_are_shown_only_when_handed_in() -> None:
    shown = NeighbourRecord.from_model(s.neighbour())
    assert shown.allergies == []
    assert shown.to_care(s.HOME) is None


@pytest.fixture(scope="module")
def sample() -> Sample:
    return build_sample(date(2026, 11, 24), lexicon=load_foods())


def test_the_whole_sample_community_survives_the_way_over_the_wire(sample: Sample) -> None:
    nouns: list[tuple[type[Any], tuple[Any, ...]]] = [
        (SupplierRecord, sample.suppliers),
        (ProductRecord, sample.products),
        (OfferRecord, sample.offers[:200]),
        (OrderRecord, sample.orders[:500]),
        (EventRecord, sample.events[:500]),
        (PollRecord, sample.polls),
        (VoteRecord, sample.votes[:200]),
        (NoteRecord, sample.notes),
        (TraceRecord, sample.trace[:500]),
    ]
    for record, models in nouns:
        for model in models:
            assert record.from_model(model).to_model(model.community_id) == model


@pytest.mark.parametrize("name", [name for name in records.__all__ if name != "reasons"])
def test_every_record_describes_itself_for_openapi(name: str) -> None:
    record: type[BaseModel] = getattr(records, name)
    schema = record.model_json_schema()
    assert schema.get("additionalProperties") is False
    assert record.__doc__


@pytest.mark.parametrize(
    ("record", "change", "column"),
    [
        (ProductRecord, {"price": "NaN"}, "price"),
        (ProductRecord, {"price": "-0.01"}, "price"),
        (ProductRecord, {"price": "0.001"}, "price"),
        (ProductRecord, {"case_size": 0}, "case_size"),
        (ProductRecord, {"id": "../x"}, "id"),
        (ProductRecord, {"id": "a" * 200}, "id"),
        (ProductRecord, {"name": "a\x07b"}, "name"),
        (ProductRecord, {"surprise": 1}, "surprise"),
        (ProductRecord, {"allergens": ["月光"]}, "allergens"),
        (SupplierRecord, {"latitude": 91}, "latitude"),
        (SupplierRecord, {"longitude": float("inf")}, "longitude"),
        (OrderRecord, {"week": "2026-48"}, "week"),
        (OrderRecord, {"placed_at": 1774000000}, "placed_at"),
        (PollRecord, {"options": ["p1", "p1"]}, "options"),
        (PollRecord, {"closes_at": "2020-01-01T00:00Z"}, "closes_at"),
        (EventRecord, {"quantity": 0}, "quantity"),
        (EventRecord, {"product_id": None}, "product_id"),
        (TraceRecord, {"latitude": None}, "longitude"),
        (NoteRecord, {"text": "水" * 70_000}, "text"),
        (NoteRecord, {"recipe": None}, "recipe"),
    ],
)
def test_a_fault_names_its_field(record: type[Any], change: dict[str, Any], column: str) -> None:
    model = next(model for kind, model in PAIRS if kind is record)
    values = record.from_model(model).model_dump()
    with pytest.raises(ValidationError) as error:
        record.model_validate({**values, **change})
    assert [found for found, _ in reasons(error.value)] == [column]


def test_a_zone_that_does_not_exist_and_an_empty_household_are_refused() -> None:
    town = CommunityRecord.from_model(s.community()).model_dump()
    with pytest.raises(ValidationError, match="time zone"):
        CommunityRecord.model_validate({**town, "timezone": "Mars/Olympus"})
    home = NeighbourRecord.from_model(s.neighbour()).model_dump()
    with pytest.raises(ValidationError, match="at least one person"):
        NeighbourRecord.model_validate({**home, "adults": 0, "children": 0})
