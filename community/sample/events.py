"""What neighbours did in the app in the last weeks: saw, opened, added, bought, rated, cooked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from community.ids import EventId, FoodId, NeighbourId, NoteId, ProductId
from community.models import Event, EventType, Neighbour, Note, Order, Product
from community.sample.tables import COMMUNITY
from community.sample.tastes import Tastes
from community.sample.trade import Trade

WEEKS = 6
_SEEN_ONLY = 9  # offers a neighbour scrolls past before ordering
_OPENED = 0.16  # of these, opened
_HIDDEN = 0.004
_OPENED_FIRST = 0.7  # of what is bought, opened before
_RATED, _COOKED = 0.05, 0.12


@dataclass(frozen=True, slots=True)
class _Deed:
    """One event before it has an id."""

    type: EventType
    at: datetime
    neighbour_id: NeighbourId
    product_id: ProductId | None = None
    note_id: NoteId | None = None
    quantity: float = 1.0


def make_events(
    trade: Trade,
    neighbours: Sequence[Neighbour],
    products: Sequence[Product],
    *,
    tastes: Tastes,
    notes: Sequence[Note],
    rng: np.random.Generator,
) -> tuple[Event, ...]:
    """Return the events of the last `WEEKS` weeks of orders, in order of time.

    Who did not want to be personalised leaves only purchases.
    """
    weeks = sorted({order.week for order in trade.orders})[-WEEKS:]
    row_of = {neighbour.id: row for row, neighbour in enumerate(neighbours)}
    column_of = {product.id: column for column, product in enumerate(products)}
    shelf = {
        week: [column_of[o.product_id] for o in trade.offers if o.week == week] for week in weeks
    }
    recipes = _recipes_by_food(notes)
    foods = {product.id: [part.food_id for part in product.foods] for product in products}
    deeds: list[_Deed] = []
    for order in trade.orders:
        if order.week in shelf:
            row = row_of[order.neighbour_id]
            deeds += _purchases(order)
            if neighbours[row].personalised:
                liked = tastes.liking[row] + np.where(tastes.allowed[row], 0, -9)
                deeds += _steps_to_purchase(order, rng)
                deeds += _passed_by(order, shelf[order.week], products, liking=liked, rng=rng)
                deeds += _afterwards(order, foods, recipes, rng)
    deeds.sort(key=lambda deed: deed.at)
    return tuple(_event(number, deed) for number, deed in enumerate(deeds, start=1))


def _event(number: int, deed: _Deed) -> Event:
    return Event(
        id=EventId(f"e-{number:06d}"),
        community_id=COMMUNITY.id,
        type=deed.type,
        occurred_at=deed.at,
        neighbour_id=deed.neighbour_id,
        session_id=f"s-{deed.neighbour_id}-{deed.at:%y%m%d}",
        product_id=deed.product_id,
        note_id=deed.note_id,
        quantity=deed.quantity,
    )


def _purchases(order: Order) -> Iterator[_Deed]:
    for line in order.lines:
        yield _Deed(
            EventType.PURCHASE,
            order.placed_at,
            order.neighbour_id,
            line.product_id,
            quantity=float(line.quantity),
        )


def _steps_to_purchase(order: Order, rng: np.random.Generator) -> Iterator[_Deed]:
    """Yield the view, sometimes, and the adding of each line, in the half hour before."""
    for line in order.lines:
        at = order.placed_at - timedelta(seconds=int(rng.integers(60, 1800)))
        if rng.random() < _OPENED_FIRST:
            seen = at - timedelta(seconds=int(rng.integers(5, 90)))
            yield _Deed(EventType.VIEW, seen, order.neighbour_id, line.product_id)
        yield _Deed(
            EventType.ADD,
            at,
            order.neighbour_id,
            line.product_id,
            quantity=float(line.quantity),
        )


def _passed_by(
    order: Order,
    shelf: Sequence[int],
    products: Sequence[Product],
    *,
    liking: NDArray[np.float64],
    rng: np.random.Generator,
) -> Iterator[_Deed]:
    """Yield offers that were only seen; what is liked is opened, what is not is rarely hidden."""
    bought = {line.product_id for line in order.lines}
    rest = [column for column in shelf if products[column].id not in bought]
    for column in rng.permutation(rest)[:_SEEN_ONLY].tolist():
        at = order.placed_at - timedelta(seconds=int(rng.integers(90, 2400)))
        yield _Deed(EventType.IMPRESSION, at, order.neighbour_id, products[column].id)
        later = at + timedelta(seconds=int(rng.integers(2, 40)))
        chance = 1 / (1 + np.exp(-liking[column]))
        if rng.random() < 2 * _OPENED * chance:
            yield _Deed(EventType.VIEW, later, order.neighbour_id, products[column].id)
        elif rng.random() < 2 * _HIDDEN * (1 - chance):
            yield _Deed(EventType.HIDE, later, order.neighbour_id, products[column].id)


def _afterwards(
    order: Order,
    foods: Mapping[ProductId, Sequence[FoodId]],
    recipes: Mapping[FoodId, Sequence[NoteId]],
    rng: np.random.Generator,
) -> Iterator[_Deed]:
    """Yield ratings of 3 to 5 and dishes cooked from what was bought, within the week's end."""
    for line in order.lines:
        at = order.placed_at + timedelta(hours=int(rng.integers(30, 90)))
        if rng.random() < _RATED:
            stars = float(rng.choice([3, 4, 5], p=[0.1, 0.3, 0.6]))
            yield _Deed(EventType.RATE, at, order.neighbour_id, line.product_id, quantity=stars)
        fit = sorted({note for food in foods[line.product_id] for note in recipes.get(food, ())})
        if fit and rng.random() < _COOKED:
            note = NoteId(str(rng.choice(fit)))
            yield _Deed(EventType.COOK, at, order.neighbour_id, note_id=note)


def _recipes_by_food(notes: Sequence[Note]) -> dict[FoodId, list[NoteId]]:
    """Return the recipes that use each food as one of the first three ingredients."""
    found: dict[FoodId, list[NoteId]] = {}
    for note in notes:
        for item in note.recipe.ingredients[:3] if note.recipe else ():
            if item.food_id is not None:
                found.setdefault(item.food_id, []).append(note.id)
    return found
