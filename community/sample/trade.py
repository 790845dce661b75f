"""The year as offers, orders, polls and votes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from community.ids import OrderId, PollId
from community.models import Neighbour, Offer, Order, OrderLine, Poll, Product, Vote
from community.sample.baskets import Lines
from community.sample.tables import COMMUNITY, Listing
from community.sample.year import Ballot, YearRecord
from community.weeks import Week

_QUESTIONS = (
    "下周想团哪一样？",
    "下周上新，大家投一票",
    "取货台还有一格，放哪样好？",
    "这几样你家先想吃哪个？",
)
# Orders run from Monday 18:00 to Wednesday 21:00 in Shanghai; Thursday is the day of pick-up.
_OPENS, _CLOSES = 10 * 60, (2 * 24 + 13) * 60
_POLL_CLOSES = (6 * 24 + 13) * 60  # Sunday 21:00 in Shanghai
_SALE, _DEAR = 0.08, 0.12  # share of offers a tenth cheaper, and a twentieth dearer
_SOLD_OUT = 2  # offers of the current week without stock


@dataclass(frozen=True, slots=True)
class Trade:
    """Everything offered, ordered, asked and voted, oldest first."""

    offers: tuple[Offer, ...]
    orders: tuple[Order, ...]
    polls: tuple[Poll, ...]
    votes: tuple[Vote, ...]


def make_trade(
    year: YearRecord,
    neighbours: Sequence[Neighbour],
    listings: Sequence[Listing],
    *,
    today: date,
    rng: np.random.Generator,
) -> Trade:
    """Return the year's trade; votes on next week's poll are those cast before `today`."""
    products = [listing.product for listing in listings]
    offers: list[Offer] = []
    orders: list[Order] = []
    polls: list[Poll] = []
    votes: list[Vote] = []
    for record in year.weeks:
        prices = {int(row): _price(products[row], rng) for row in record.shelf}
        stock = _stock(record.shelf, record.lines, products, rng)
        offers += _offers(record.week, prices, stock, products)
        orders += _orders(
            record.week, record.lines, prices, people=neighbours, products=products, rng=rng
        )
    ballots = [(record.week, record.ballot) for record in year.weeks]
    ballots.append((year.weeks[-1].week + 1, year.next_ballot))
    for week, ballot in ballots:
        polls.append(_poll(week, ballot, products))
        votes += _votes(polls[-1], ballot, neighbours, products=products, rng=rng)
    start = datetime.combine(today, time(), UTC)
    cast = tuple(vote for vote in votes if vote.cast_at < start)
    return Trade(tuple(offers), tuple(orders), tuple(polls), cast)


def _price(product: Product, rng: np.random.Generator) -> Decimal:
    """Return the price of one offer, to 0.1 CNY and above the cost."""
    luck = rng.random()
    factor = "0.9" if luck < _SALE else "1.05" if luck > 1 - _DEAR else "1"
    asked = (product.price * Decimal(factor)).quantize(Decimal("0.1"))
    return max(asked, product.cost + Decimal("0.1"))


def _stock(
    shelf: NDArray[np.int64],
    lines: Lines,
    products: Sequence[Product],
    rng: np.random.Generator,
) -> dict[int, int]:
    """Return the packs left of each offer: whole cases came, what was sold went.

    In the current week nothing is sold yet, and of a few nothing came.
    """
    sold = np.bincount(lines.product, lines.quantity, len(products))
    left = {}
    for row in shelf:
        product = products[row]
        case, most = product.case_size, product.capacity or 10_000
        if len(lines.product):
            left[int(row)] = int(-sold[row] % case)
        else:
            left[int(row)] = max(case, int(most * rng.uniform(0.5, 1.0)) // case * case)
    if not len(lines.product):
        rare = [row for row in left if not products[row].withdrawn]
        left.update(dict.fromkeys(rng.choice(rare, _SOLD_OUT, replace=False).tolist(), 0))
    return left


def _offers(
    week: Week, prices: dict[int, Decimal], stock: dict[int, int], products: Sequence[Product]
) -> Iterator[Offer]:
    for row, price in prices.items():
        yield Offer(
            community_id=COMMUNITY.id,
            week=week,
            product_id=products[row].id,
            price=price,
            stock=stock[row],
        )


def _orders(
    week: Week,
    lines: Lines,
    prices: dict[int, Decimal],
    *,
    people: Sequence[Neighbour],
    products: Sequence[Product],
    rng: np.random.Generator,
) -> Iterator[Order]:
    who, start = np.unique(lines.neighbour, return_index=True)
    ends = [*start[1:], len(lines.neighbour)][: len(who)]
    minutes = rng.integers(_OPENS, _CLOSES, len(who))
    for row, first, end, minute in zip(who, start, ends, minutes, strict=True):
        yield Order(
            id=OrderId(f"o-{_compact(week)}-{people[row].id}"),
            community_id=COMMUNITY.id,
            neighbour_id=people[row].id,
            week=week,
            placed_at=_moment(week, int(minute)),
            lines=tuple(
                OrderLine(products[p].id, int(packs), prices[int(p)])
                for p, packs in zip(
                    lines.product[first:end], lines.quantity[first:end], strict=True
                )
            ),
        )


def _poll(week: Week, ballot: Ballot, products: Sequence[Product]) -> Poll:
    """Return the poll on `week`, held over the whole week before it."""
    before = week + -1
    return Poll(
        id=PollId(f"poll-{_compact(week)}"),
        community_id=COMMUNITY.id,
        week=week,
        question=_QUESTIONS[week.number % len(_QUESTIONS)],
        options=tuple(products[option].id for option in ballot.options),
        opens_at=_moment(before, 60),
        closes_at=_moment(before, _POLL_CLOSES),
    )


def _votes(
    poll: Poll,
    ballot: Ballot,
    neighbours: Sequence[Neighbour],
    *,
    products: Sequence[Product],
    rng: np.random.Generator,
) -> Iterator[Vote]:
    seconds = rng.uniform(0, (poll.closes_at - poll.opens_at).total_seconds(), len(ballot.choices))
    for (row, option), second in zip(ballot.choices.items(), seconds, strict=True):
        yield Vote(
            community_id=COMMUNITY.id,
            poll_id=poll.id,
            neighbour_id=neighbours[row].id,
            option=products[option].id,
            cast_at=poll.opens_at + timedelta(seconds=int(second)),
        )


def _compact(week: Week) -> str:
    return str(week).replace("-", "")


def _moment(week: Week, minutes: int) -> datetime:
    """Return the moment that many minutes after the week's Monday 00:00 UTC."""
    return datetime.combine(week.monday, time(), UTC) + timedelta(minutes=minutes)
