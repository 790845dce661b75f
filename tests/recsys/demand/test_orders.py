from __future__ import annotations

from decimal import Decimal

import numpy as np

from community.ids import CommunityId, FoodId, ProductId, SupplierId
from community.models import Offer, Part, Product
from community.ports import SalesColumns
from community.weeks import Week
from recsys.demand.orders import asked_week, order_history

NOT = np.nan
WEEK = Week(2026, 48)
FIRST, SECOND = ProductId("a"), ProductId("b")


def _product(id_: ProductId, *foods: Part) -> Product:
    return Product(
        id=id_,
        community_id=CommunityId("c"),
        supplier_id=SupplierId("s"),
        name=f"{id_} 500g",
        category="叶菜",
        foods=foods,
        price=Decimal(6),
        cost=Decimal(4),
    )


PRODUCTS = [
    _product(FIRST, Part(FoodId("tofu"), 0.2), Part(FoodId("cabbage"), 0.8)),
    _product(SECOND, Part(FoodId("cabbage"), 1.0)),
    _product(ProductId("c")),
]


def _offer(product_id: ProductId, week: Week) -> Offer:
    price = Decimal(week - WEEK + 9)
    return Offer(community_id=CommunityId("c"), week=week, product_id=product_id, price=price)


def test_the_table_of_packs_tells_no_offer_from_no_order() -> None:
    offers = [
        *(_offer(FIRST, week) for week in (WEEK + -2, WEEK + -1, WEEK)),
        _offer(SECOND, WEEK + -1),
    ]
    sales = SalesColumns(
        weeks=[WEEK + -2, WEEK + -2, WEEK + -3, WEEK],
        product_ids=[FIRST, FIRST, SECOND, FIRST],
        quantities=[2, 3, 4, 9],
    )
    history = order_history(PRODUCTS, offers, sales, week=WEEK)
    assert np.array_equal(
        history.rate, [[NOT, 5.0, 0.0], [4.0, NOT, 0.0], [NOT, NOT, NOT]], equal_nan=True
    )
    assert np.array_equal(
        history.price, [[NOT, 7.0, 8.0], [NOT, NOT, 8.0], [NOT, NOT, NOT]], equal_nan=True
    )
    assert history.monday == (WEEK + -3).monday


def test_products_mainly_of_one_food_are_a_family() -> None:
    nothing = SalesColumns(weeks=[], product_ids=[], quantities=[])
    history = order_history(PRODUCTS, [], nothing, week=WEEK)
    assert history.weeks == 0
    assert history.family[0] == history.family[1] != history.family[2]


def test_the_week_asked_about_may_offer_what_is_wanted() -> None:
    coming = asked_week(PRODUCTS, [SECOND, ProductId("unknown")], WEEK)
    assert coming.on_sale.tolist() == [False, True, False]
    assert not coming.settled
    assert coming.price.tolist() == [6.0, 6.0, 6.0]
