"""The neighbours, and the care they consented to."""

from __future__ import annotations

from community.foods.model import ALLERGENS
from community.reference import load_reference
from community.sample import Sample


def test_there_are_300_neighbours_with_names_of_their_own(sample: Sample) -> None:
    assert len({neighbour.id for neighbour in sample.neighbours}) == 300
    assert len({neighbour.name for neighbour in sample.neighbours}) == 300
    assert all(neighbour.adults >= 1 and neighbour.building for neighbour in sample.neighbours)


def test_who_is_named_after_a_building_lives_there(sample: Sample) -> None:
    named = [neighbour for neighbour in sample.neighbours if "栋" in neighbour.name]
    assert len(named) > 30
    assert all(neighbour.name.startswith(neighbour.building) for neighbour in named)


def test_about_a_quarter_told_what_they_need_and_every_one_consented_before_today(
    sample: Sample,
) -> None:
    assert 0.22 <= len(sample.care) / 300 <= 0.28
    joined = {neighbour.id: neighbour.joined for neighbour in sample.neighbours}
    last = max(order.placed_at for order in sample.orders)
    for care in sample.care:
        assert care.allergies or care.diets or care.groups
        assert joined[care.neighbour_id] <= care.consented_at.date()
        assert care.consented_at <= last


def test_care_uses_the_words_of_the_reference_tables(sample: Sample) -> None:
    reference = load_reference()
    diets = {diet.id for diet in reference.diets.all}
    groups = {group.id for group in reference.groups.all}
    for care in sample.care:
        assert set(care.allergies) <= ALLERGENS
        assert set(care.diets) <= diets
        assert set(care.groups) <= groups


def test_children_as_a_group_live_only_where_children_live(sample: Sample) -> None:
    children = {neighbour.id: neighbour.children for neighbour in sample.neighbours}
    for care in sample.care:
        if {"child", "toddler", "infant"} & set(care.groups):
            assert children[care.neighbour_id] > 0


def test_three_percent_do_not_want_to_be_personalised(sample: Sample) -> None:
    assert sum(not neighbour.personalised for neighbour in sample.neighbours) == 9


def test_a_few_joined_this_week_and_have_never_ordered(sample: Sample) -> None:
    ordered = {order.neighbour_id for order in sample.orders}
    new = [n for n in sample.neighbours if n.id not in ordered]
    assert {n.id for n in sample.neighbours[-4:]} <= {n.id for n in new}
    assert len(new) <= 10


def test_nobody_orders_or_votes_before_joining(sample: Sample) -> None:
    joined = {n.id: n.joined.isocalendar()[:2] for n in sample.neighbours}
    for order in sample.orders:
        assert (order.week.year, order.week.number) >= joined[order.neighbour_id]
