"""Events, traces and notes of the sample."""

from __future__ import annotations

from collections import Counter, defaultdict

from community.foods import FoodLexicon
from community.models import EventType, Grade, NoteKind, NoteStatus, TraceStep
from community.sample import Sample
from tests.community.sample.conftest import TODAY


def test_there_are_about_thirty_thousand_events_of_every_kind_a_neighbour_makes(
    sample: Sample,
) -> None:
    kinds = Counter(event.type for event in sample.events)
    assert 20_000 <= len(sample.events) <= 40_000
    assert set(kinds) == set(EventType) - {EventType.CANCEL}
    assert kinds[EventType.IMPRESSION] > kinds[EventType.VIEW]
    assert all(
        a.occurred_at <= b.occurred_at
        for a, b in zip(sample.events, sample.events[1:], strict=False)
    )
    assert sample.events[-1].occurred_at.date() < TODAY


def test_every_line_ordered_in_the_time_of_the_events_is_a_purchase(sample: Sample) -> None:
    seen = {
        (event.neighbour_id, event.occurred_at, event.product_id, event.quantity)
        for event in sample.events
        if event.type is EventType.PURCHASE
    }
    weeks = sorted({order.week for order in sample.orders})[-6:]
    lines = {
        (order.neighbour_id, order.placed_at, line.product_id, float(line.quantity))
        for order in sample.orders
        if order.week in weeks
        for line in order.lines
    }
    assert seen == lines


def test_who_is_not_personalised_leaves_only_purchases(sample: Sample) -> None:
    quiet = {n.id for n in sample.neighbours if not n.personalised}
    left = {event.type for event in sample.events if event.neighbour_id in quiet}
    assert left == {EventType.PURCHASE}


def test_cooked_notes_exist(sample: Sample) -> None:
    notes = {note.id for note in sample.notes}
    cooked = {event.note_id for event in sample.events if event.type is EventType.COOK}
    assert len(cooked) > 30
    assert cooked <= notes


def test_every_product_has_a_batch_that_was_packed_and_received(sample: Sample) -> None:
    batches = defaultdict(set)
    for event in sample.trace:
        batches[event.product_id, event.batch].add(event.step)
    assert {id_ for id_, _ in batches} == {product.id for product in sample.products}
    assert all({TraceStep.PACK, TraceStep.RECEIVE} <= steps for steps in batches.values())
    gaps = sum(TraceStep.SHIP not in steps for steps in batches.values())
    assert 0.02 <= gaps / len(batches) <= 0.1


def test_the_way_of_what_must_be_cold_is_measured(sample: Sample) -> None:
    able = {supplier.id for supplier in sample.suppliers if supplier.cold_chain}
    cold = {
        product.id
        for product in sample.products
        if product.storage != "pantry" and product.supplier_id in able
    }
    assert len(cold) > 60
    for event in sample.trace:
        if event.product_id in cold and event.step is TraceStep.SHIP:
            low, high = event.facts["temperature_min_c"], event.facts["temperature_max_c"]
            assert float(low) < float(high)


def test_only_the_withdrawn_product_failed_and_a_laboratory_says_so(sample: Sample) -> None:
    withdrawn = {product.id for product in sample.products if product.withdrawn}
    failed = [event for event in sample.trace if event.passed is False]
    assert {event.product_id for event in failed} == withdrawn
    assert len(withdrawn) == 1
    inspections = [event for event in sample.trace if event.step is TraceStep.INSPECT]
    assert len(inspections) > 60
    for event in inspections:
        assert event.grade is Grade.THIRD_PARTY
        assert event.evidence


def test_trace_events_have_ids_of_their_own_and_lie_before_today(sample: Sample) -> None:
    assert len({event.id for event in sample.trace}) == len(sample.trace)
    assert all(event.occurred_at.date() < TODAY for event in sample.trace)


def test_every_hand_written_note_is_there_and_approved(sample: Sample) -> None:
    kinds = Counter(note.kind for note in sample.notes)
    assert sum(kinds.values()) >= 120
    assert kinds[NoteKind.RECIPE] >= 70
    assert set(kinds) == set(NoteKind)
    assert all(note.status is NoteStatus.APPROVED and note.source for note in sample.notes)


def test_the_ingredients_of_the_notes_are_known_foods_with_weights(
    sample: Sample, lexicon: FoodLexicon
) -> None:
    items = [item for note in sample.notes if note.recipe for item in note.recipe.ingredients]
    known = [item for item in items if item.food_id in lexicon.foods]
    assert len(known) / len(items) > 0.97
    counted = [item for item in items if item.amount is not None]
    assert sum(item.grams is not None for item in counted) / len(counted) > 0.8
