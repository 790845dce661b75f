"""A community's offers and orders as the history that demand is learnt from, in packs a week."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from community.ids import ProductId
from community.models import Offer, Product
from community.ports import SalesColumns
from community.weeks import Week
from recsys.demand.history import Coming, Floats, History, groups

Cells = Mapping[tuple[int, int], float]


def order_history(
    products: Sequence[Product], offers: Sequence[Offer], sales: SalesColumns, *, week: Week
) -> History:
    """Return the weeks before `week`, the rows in the order of `products`.

    Products made mainly of the same food are a family. Costs of the past are not kept, and a week
    counts as one day open.
    """
    ids = [product.id for product in products]
    packs = packs_ordered(ids, offers, sales, week=week)
    unknown = np.full(packs.shape, np.nan)
    return History(
        monday=(week + -packs.shape[1]).monday,
        rate=packs,
        price=_prices(ids, offers, packs.shape[1], week=week),
        cost=unknown,
        discounted=unknown,
        loss=unknown,
        presence=unknown,
        late=unknown,
        last=unknown,
        open_days=np.ones(packs.shape[1]),
        category=groups([product.category for product in products]),
        family=groups([_kind(product) for product in products]),
        planned=True,
    )


def asked_week(products: Sequence[Product], wanted: Iterable[ProductId], week: Week) -> Coming:
    """Return what is known of a week that is being planned: what may be offered, and its price."""
    chosen = set(wanted)
    return Coming(
        monday=week.monday,
        on_sale=np.array([product.id in chosen for product in products], bool),
        cost=np.full(len(products), np.nan),
        price=np.array([float(product.price) for product in products]),
        settled=False,
    )


def packs_ordered(
    products: Sequence[ProductId], offers: Iterable[Offer], sales: SalesColumns, *, week: Week
) -> Floats:
    """Return the table of packs (P, W) ordered in the weeks before `week`, NaN without an offer.

    The first column is the first week in which any of `products` was offered; what was ordered
    without a known offer counts as offered.
    """
    rows = {product: row for row, product in enumerate(products)}
    ago = {ordered: week - ordered for ordered in set(sales.weeks)}
    cells: dict[tuple[int, int], float] = {}
    for offer in offers:
        if offer.product_id in rows and offer.week < week:
            cells[rows[offer.product_id], week - offer.week] = 0
    lines = zip(sales.product_ids, sales.weeks, sales.quantities, strict=True)
    for product, ordered, quantity in lines:
        if product in rows and ago[ordered] > 0:
            cell = (rows[product], ago[ordered])
            cells[cell] = cells.get(cell, 0) + quantity
    return _table(cells, len(products), max((back for _, back in cells), default=0))


def _prices(
    products: Sequence[ProductId], offers: Iterable[Offer], width: int, *, week: Week
) -> Floats:
    rows = {product: row for row, product in enumerate(products)}
    cells = {
        (rows[offer.product_id], week - offer.week): float(offer.price)
        for offer in offers
        if offer.product_id in rows and offer.week < week
    }
    return _table(cells, len(products), width)


def _table(cells: Cells, rows: int, width: int) -> Floats:
    """Return the table of what is known by (row, weeks ago), oldest week first."""
    table = np.full((rows, width), np.nan)
    for (row, ago), value in cells.items():
        table[row, width - ago] = value
    return table


def _kind(product: Product) -> str:
    """Return the food a product is mostly made of, its own name where that is not told."""
    if not product.foods:
        return product.name
    return str(max(product.foods, key=lambda part: part.share).food_id)
