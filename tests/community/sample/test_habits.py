"""What a recommender can learn from the sample, by brute force."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable

from community.models import Order
from community.sample import Sample
from community.sample.tables import read_pairs
from community.weeks import Week

Scorer = Callable[[str, str], float]
K = 10


def last_week(sample: Sample) -> tuple[list[Order], list[Order], list[str]]:
    week = sample.orders[-1].week
    shelf = [offer.product_id for offer in sample.offers if offer.week == week]
    before = [order for order in sample.orders if order.week < week]
    return before, [order for order in sample.orders if order.week == week], list(shelf)


def recall(orders: list[Order], shelf: list[str], score: Scorer) -> float:
    """Return the mean share of a basket among the `K` best of the shelf."""
    shares = []
    for order in orders:
        best = sorted(shelf, key=lambda product: -score(order.neighbour_id, product))[:K]
        shares.append(sum(line.product_id in best for line in order.lines) / len(order.lines))
    return sum(shares) / len(shares)


def test_personal_frequency_beats_popularity_by_a_clear_margin(sample: Sample) -> None:
    before, now, shelf = last_week(sample)
    all_bought: Counter[str] = Counter(line.product_id for order in before for line in order.lines)
    own: Counter[tuple[str, str]] = Counter(
        (o.neighbour_id, line.product_id) for o in before for line in o.lines
    )
    popular = recall(now, shelf, lambda _, product: all_bought[product])
    personal = recall(
        now, shelf, lambda who, product: own[who, product] + all_bought[product] / 1e6
    )
    assert popular > K / len(shelf)
    assert personal > popular + 0.12


def test_a_vote_predicts_a_purchase(sample: Sample) -> None:
    offered = {(offer.week, offer.product_id) for offer in sample.offers}
    voted: dict[str, dict[str, str]] = defaultdict(dict)
    for vote in sample.votes:
        voted[vote.poll_id][vote.neighbour_id] = vote.option
    by_week = defaultdict(list)
    for order in sample.orders:
        by_week[order.week].append(order)
    asked: list[bool] = []
    others: list[bool] = []
    for poll in sample.polls:
        for option in poll.options:
            if (poll.week, option) in offered:
                for order in by_week[poll.week]:
                    bought = any(line.product_id == option for line in order.lines)
                    wanted = voted[poll.id].get(order.neighbour_id) == option
                    (asked if wanted else others).append(bought)
    assert len(asked) > 500
    assert sum(asked) / len(asked) > 2 * sum(others) / len(others)


def test_what_goes_together_is_bought_together(sample: Sample) -> None:
    offered = defaultdict(set)
    for offer in sample.offers:
        offered[offer.week].add(offer.product_id)
    together = apart = with_first = without = 0
    strong = [pair for pair in read_pairs() if pair.chance >= 0.3]
    for order in sample.orders:
        inside = {line.product_id for line in order.lines}
        for pair in strong:
            if {pair.first, pair.then} <= offered[order.week]:
                with_first += pair.first in inside
                together += {pair.first, pair.then} <= inside
                without += pair.first not in inside
                apart += pair.first not in inside and pair.then in inside
    assert together / with_first > 1.5 * apart / without


def test_a_big_pack_is_bought_again_when_it_is_used_up_and_not_the_week_after(
    sample: Sample,
) -> None:
    baskets: dict[tuple[str, Week], set[str]] = {
        (order.neighbour_id, order.week): {str(line.product_id) for line in order.lines}
        for order in sample.orders
    }
    offered = {(offer.week, str(offer.product_id)) for offer in sample.offers}

    def again(product: str, gap: int) -> list[bool]:
        return [
            product in baskets[who, week + gap]
            for (who, week), inside in baskets.items()
            if product in inside
            and (who, week + gap) in baskets
            and (week + gap, product) in offered
        ]

    big = ("p-pingguo", "p-miju")  # 2.5 kg, offered every week of their season
    soon = [hit for product in big for hit in again(product, 1)]
    later = [hit for product in big for hit in again(product, 4)]
    assert min(len(soon), len(later)) > 300
    assert sum(later) / len(later) > 1.5 * sum(soon) / len(soon)
