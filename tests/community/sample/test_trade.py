"""A year of selections, orders, polls and votes."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import timedelta

from community.foods import FoodLexicon
from community.models import Product
from community.reference import load_reference
from community.sample import Sample
from community.weeks import Week
from tests.community.sample.conftest import TODAY

CURRENT = Week.of(TODAY)


def by_id(sample: Sample) -> dict[str, Product]:
    return {product.id: product for product in sample.products}


def test_every_week_offers_thirty_to_forty_products_and_the_last_is_the_current(
    sample: Sample,
) -> None:
    sizes = Counter(offer.week for offer in sample.offers)
    assert sorted(sizes) == [CURRENT + step for step in range(-52, 1)]
    assert all(30 <= size <= 40 for size in sizes.values())
    assert len({offer.id for offer in sample.offers}) == len(sample.offers)


def test_a_product_is_offered_only_in_its_months(sample: Sample) -> None:
    products = by_id(sample)
    for offer in sample.offers:
        months = products[offer.product_id].months
        month = (offer.week.monday + timedelta(days=3)).month
        assert not months or month in months, (offer.week, offer.product_id)


def test_a_hidden_product_is_never_offered_and_nearly_every_other_is(sample: Sample) -> None:
    offered = {offer.product_id for offer in sample.offers}
    hidden = {product.id for product in sample.products if product.hidden}
    assert len(hidden) == 2
    assert not offered & hidden
    assert len(offered | hidden) >= 235


def test_new_products_arrive_over_the_year(sample: Sample) -> None:
    first: dict[str, Week] = {}
    for offer in sample.offers:
        first.setdefault(offer.product_id, offer.week)
    products = by_id(sample)
    all_year = [week for id_, week in first.items() if not products[id_].months]
    assert sum(week > CURRENT + -40 for week in all_year) >= 10


def test_the_current_week_has_stock_no_orders_something_sold_out_and_something_withdrawn(
    sample: Sample,
) -> None:
    products = by_id(sample)
    now = [offer for offer in sample.offers if offer.week == CURRENT]
    assert sum(offer.stock == 0 for offer in now) == 2
    assert any(products[offer.product_id].withdrawn for offer in now)
    assert all(order.week < CURRENT for order in sample.orders)


def test_orders_name_offers_of_their_week_at_the_offered_price(sample: Sample) -> None:
    price = {(offer.week, offer.product_id): offer.price for offer in sample.offers}
    for order in sample.orders:
        assert order.placed_at.date() >= order.week.monday
        for line in order.lines:
            assert line.unit_price == price[order.week, line.product_id]


def test_each_week_most_neighbours_order_small_baskets(sample: Sample) -> None:
    weeks = Counter(order.week for order in sample.orders)
    assert len(weeks) == 52
    assert all(0.5 <= count / 300 <= 0.8 for count in weeks.values())
    assert 0.6 <= len(sample.orders) / 300 / 52 <= 0.75
    sizes = [len(order.lines) for order in sample.orders]
    assert max(sizes) <= 9
    assert 4 <= sum(sizes) / len(sizes) <= 5.5
    assert sum(size >= 2 for size in sizes) / len(sizes) > 0.97


def test_ids_are_readable_and_unique(sample: Sample) -> None:
    assert len({order.id for order in sample.orders}) == len(sample.orders)
    for order in sample.orders:
        week = str(order.week).replace("-", "")
        assert order.id == f"o-{week}-{order.neighbour_id}"


def test_no_more_is_sold_than_the_supplier_can_make(sample: Sample) -> None:
    capacity: dict[str, int | None] = {product.id: product.capacity for product in sample.products}
    sold: Counter[tuple[Week, str]] = Counter()
    for order in sample.orders:
        for line in order.lines:
            sold[order.week, line.product_id] += line.quantity
    for (_, product_id), packs in sold.items():
        limit = capacity[product_id]
        assert limit is not None
        assert packs <= limit


def test_nobody_buys_what_their_allergies_diets_or_dislikes_exclude(
    sample: Sample, lexicon: FoodLexicon
) -> None:
    care = {told.neighbour_id: told for told in sample.care}
    denied = {diet.id: set(diet.deny_tags) for diet in load_reference().diets.all}
    dislikes = {neighbour.id: set(neighbour.dislikes) for neighbour in sample.neighbours}
    products = by_id(sample)
    checked = 0
    for order in sample.orders:
        told = care.get(order.neighbour_id)
        for line in order.lines:
            product = products[line.product_id]
            foods = [lexicon.foods[part.food_id] for part in product.foods]
            assert not dislikes[order.neighbour_id] & {n for food in foods for n in food.names}
            if told is None:
                continue
            checked += 1
            carried = set(product.allergens).union(*(f.allergens | f.may_contain for f in foods))
            tags = set[str]().union(*(f.diet_tags | f.diet_may for f in foods))
            assert not carried & set(told.allergies), (told, product.name)
            for diet in told.diets:
                assert not denied[diet] & (tags | carried), (told, product.name)
    assert checked > 5000


def test_every_week_has_a_poll_whose_winner_is_offered(sample: Sample) -> None:
    offered = defaultdict(set)
    for offer in sample.offers:
        offered[offer.week].add(offer.product_id)
    votes = defaultdict(list)
    for vote in sample.votes:
        votes[vote.poll_id].append(vote.option)
    assert [poll.week for poll in sample.polls] == [CURRENT + step for step in range(-52, 2)]
    for poll in sample.polls:
        assert 2 <= len(set(poll.options)) == len(poll.options) <= 4
        if poll.week <= CURRENT:
            counted = Counter(votes[poll.id])
            best = max(counted.values())
            assert any(counted[o] == best and o in offered[poll.week] for o in poll.options)


def test_votes_are_for_an_option_while_the_poll_is_open_and_not_after_today(
    sample: Sample,
) -> None:
    polls = {poll.id: poll for poll in sample.polls}
    assert len({vote.id for vote in sample.votes}) == len(sample.votes)
    for vote in sample.votes:
        poll = polls[vote.poll_id]
        assert vote.option in poll.options
        assert poll.opens_at <= vote.cast_at < poll.closes_at
        assert vote.cast_at.date() < TODAY
    assert 1 <= sum(vote.poll_id == sample.polls[-1].id for vote in sample.votes) < 60
