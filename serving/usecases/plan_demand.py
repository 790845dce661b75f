"""How many packs of each product a week is expected to sell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from community.ids import ProductId
from community.models import Product
from community.weeks import Week
from recsys.demand.boosting import TAILS
from recsys.demand.decaying import Demand, estimate_demand, wished
from recsys.demand.features import FEWEST
from recsys.demand.file import load_forecaster
from recsys.demand.forecaster import Forecaster
from recsys.demand.orders import asked_week, order_history, packs_ordered
from serving.histories import History

Quantiles = tuple[list[float], list[float], list[float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Demanded:
    """The week being planned, the one that is running, and what of all products may be offered."""

    week: Week
    running: Week
    products: tuple[Product, ...]
    shown: tuple[Product, ...]

    @property
    def ids(self) -> tuple[ProductId, ...]:
        """The ids of the products that may be offered."""
        return tuple(product.id for product in self.shown)

    def known(self, history: History) -> Week:
        """Return the first week whose sales are not used: a week that still runs tells too little.

        In a community's first week it is all there is.
        """
        over = any(sold < self.running for sold in history.sales.weeks)
        return min(self.week, self.running) if over else self.week


def expected_demand(
    history: History, asked: Demanded, votes: Mapping[ProductId, int], folder: Path
) -> Quantiles:
    """Return P10, P50 and P90 of the packs of each product that may be offered.

    By the forecaster that training left in `folder`, or by decayed means of what sold where there
    is none. Called again and again, also with other votes, so everything is made once. Raises
    InvalidFile for a damaged forecaster.
    """
    wanted = tuple(votes.get(id_, 0) for id_ in asked.ids)
    forecaster = load_forecaster(folder)
    found = None
    if forecaster is not None:
        found = history.once(
            ("forecast", id(forecaster), asked), lambda: _learnt(forecaster, history, asked)
        )
    if found is None:
        return _decayed(history, asked, wanted).lists()
    return wished(found, wanted, history.neighbours).lists()


def _learnt(forecaster: Forecaster, history: History, asked: Demanded) -> Demand | None:
    """Return what the forecaster expects, None where too little of the past is there."""
    known = asked.known(history)
    past = order_history(asked.products, history.offers, history.sales, week=known)
    if past.weeks < FEWEST:
        return None
    rows, quantiles = forecaster.forecast(past, asked_week(asked.products, asked.ids, asked.week))
    place = {asked.products[row].id: number for number, row in enumerate(rows)}
    low, middle, high = quantiles[[place[id_] for id_ in asked.ids]][:, TAILS].T
    return Demand(low, middle, high)


def _decayed(history: History, asked: Demanded, wanted: Sequence[int]) -> Demand:
    kin = [product.category for product in asked.shown]
    packs = history.once(
        ("packs", asked.ids, asked.week),
        lambda: packs_ordered(asked.ids, history.offers, history.sales, week=asked.known(history)),
    )
    return history.once(
        ("demand", asked.ids, asked.week, wanted),
        lambda: estimate_demand(packs, kin, votes=wanted, neighbours=history.neighbours),
    )
