"""What a week is expected to sell: from what was learnt, or from decayed means of weeks gone by."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from community.ids import CommunityId, ProductId, SupplierId
from community.models import Offer, Product
from community.ports import SalesColumns
from community.weeks import Week
from recsys.demand.file import NAME, save_forecaster
from recsys.demand.forecaster import learn_forecaster
from recsys.demand.orders import order_history
from serving.histories import History
from serving.usecases.plan_demand import Demanded, expected_demand

RUNNING = Week(2026, 48)
HOME = CommunityId("c")
PRODUCTS = tuple(
    Product(
        id=ProductId(f"p{number:02}"),
        community_id=HOME,
        supplier_id=SupplierId("s"),
        name=f"菜 {number}",
        category=f"类{number % 2}",
        price=Decimal(6),
        cost=Decimal(4),
    )
    for number in range(16)
)


def _history(weeks: int, *, running: int | None = None) -> History:
    """Return `weeks` weeks gone by with 10 to 40 packs a product, and packs of the running week."""
    draw = np.random.default_rng(11)
    cells = [
        (RUNNING + -ago, product.id, int(draw.poisson(10 + 2 * row)))
        for ago in range(weeks, 0, -1)
        for row, product in enumerate(PRODUCTS)
    ]
    if running is not None:
        cells += [(RUNNING, product.id, running) for product in PRODUCTS]
    offers = tuple(
        Offer(community_id=HOME, week=week, product_id=id_, price=Decimal(6))
        for week, id_, _ in cells
    )
    columns = [list(column) for column in zip(*cells, strict=True)]
    sales = SalesColumns(weeks=columns[0], product_ids=columns[1], quantities=columns[2])
    return History(offers=offers, sales=sales, neighbours=50)


ASKED = Demanded(week=RUNNING + 1, running=RUNNING, products=PRODUCTS, shown=PRODUCTS[3:])


def test_a_week_that_still_runs_does_not_count(tmp_path: Path) -> None:
    plain = expected_demand(_history(8), ASKED, {}, tmp_path)
    assert expected_demand(_history(8, running=0), ASKED, {}, tmp_path) == plain
    first = expected_demand(_history(0, running=7), ASKED, {}, tmp_path)
    assert first[1] == pytest.approx([7.0] * 13, abs=1.5)


def test_what_was_learnt_is_used_and_votes_lift_it(tmp_path: Path) -> None:
    history = _history(30)
    decayed = expected_demand(history, ASKED, {}, tmp_path)
    past = order_history(PRODUCTS, history.offers, history.sales, week=RUNNING)
    save_forecaster(learn_forecaster(past), tmp_path)
    low, middle, high = expected_demand(history, ASKED, {}, tmp_path)
    assert middle != decayed[1]
    assert middle == pytest.approx([10 + 2 * row for row in range(3, 16)], rel=0.5)
    assert all(a <= b <= c for a, b, c in zip(low, middle, high, strict=True))
    voted = expected_demand(history, ASKED, {PRODUCTS[4].id: 50}, tmp_path)
    assert voted[1][1] == pytest.approx(1.3 * middle[1])
    assert voted[1][0] == middle[0]
    (tmp_path / NAME).unlink()
    assert expected_demand(history, ASKED, {}, tmp_path) == decayed
