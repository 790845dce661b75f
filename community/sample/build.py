"""The whole sample community, made from a day and a seed.

What a recommender can learn of a household:

- taste: logits by category, by food and by product, and what everybody likes better;
- limits: allergies (may-contain too), diets and dislikes are never bought;
- rhythm: every week, every other week, or now and then; basket size by people;
- repeat: after a purchase the wish is gone until the pack is used up (pack grams, people,
  kind of product), then comes back stronger with each purchase (habit);
- season: products come and go by their months, 江南 for local produce;
- votes: who voted for a product wants it more in the week it was voted on;
- company: pairs such as 豆腐 and 小葱, 饺子皮 and 肉馅;
- curiosity: a new product attracts in its first three weeks, some households more;
- noise: Gumbel noise on every wish, packs that ran out, neighbours who joined this week.

Groups of people (老人, 孕妇 …) change no basket. Events cover the last six weeks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial

from community.foods import FoodLexicon
from community.models import (
    Care,
    Community,
    Event,
    Neighbour,
    Note,
    Offer,
    Order,
    Poll,
    Product,
    Supplier,
    TraceEvent,
    Vote,
)
from community.sample.events import make_events
from community.sample.notes import read_notes
from community.sample.people import make_people
from community.sample.streams import Stream, stream
from community.sample.tables import COMMUNITY, read_listings, read_pairs, read_suppliers
from community.sample.tastes import make_tastes
from community.sample.trace import make_trace
from community.sample.trade import make_trade
from community.sample.year import live_a_year

SEED = 20261124


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A synthetic community with everything it keeps, each noun in the order it came to be."""

    community: Community
    suppliers: tuple[Supplier, ...]
    products: tuple[Product, ...]
    neighbours: tuple[Neighbour, ...]
    care: tuple[Care, ...]
    offers: tuple[Offer, ...]
    orders: tuple[Order, ...]
    polls: tuple[Poll, ...]
    votes: tuple[Vote, ...]
    events: tuple[Event, ...]
    trace: tuple[TraceEvent, ...]
    notes: tuple[Note, ...]


def build_sample(today: date, seed: int = SEED, *, lexicon: FoodLexicon) -> Sample:
    """Return 绿邻公社 as it stands on `today`; the same day and seed give the same community.

    52 weeks of selections, polls and orders lie before the week of `today`, whose selection is
    open with stock and without orders.
    """
    rng = partial(stream, seed)
    suppliers, places = read_suppliers(today)
    listings = read_listings(lexicon)
    products = tuple(listing.product for listing in listings)
    people = make_people(today, rng(Stream.PEOPLE))
    neighbours, notes = people.neighbours, read_notes(lexicon)
    tastes = make_tastes(people, listings, lexicon=lexicon, rng=rng(Stream.TASTES))
    pairs, chance = read_pairs(), rng(Stream.YEAR)
    year = live_a_year(today, neighbours, listings, tastes=tastes, pairs=pairs, rng=chance)
    trade = make_trade(year, neighbours, listings, today=today, rng=rng(Stream.TRADE))
    chance = rng(Stream.EVENTS)
    return Sample(
        community=COMMUNITY,
        suppliers=suppliers,
        products=products,
        neighbours=neighbours,
        care=people.care,
        offers=trade.offers,
        orders=trade.orders,
        polls=trade.polls,
        votes=trade.votes,
        events=make_events(trade, neighbours, products, tastes=tastes, notes=notes, rng=chance),
        trace=make_trace(
            products, suppliers, trade.offers, places=places, today=today, rng=rng(Stream.TRACE)
        ),
        notes=notes,
    )
