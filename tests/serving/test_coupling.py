"""Which products complete each other, told from recipes."""

from __future__ import annotations

from decimal import Decimal

import pytest

from community.foods import load_foods
from community.ids import CommunityId, FoodId, ProductId, SupplierId
from community.models import Ingredient, Part, Product, RecipeBody
from serving.coupling import Coupling, read_habits
from serving.services import Services
from serving.usecases.recommend import catalogue_of

LEXICON = load_foods()


def recipe(**grams: float | None) -> RecipeBody:
    lines = tuple(Ingredient(name=f, food_id=FoodId(f), grams=g) for f, g in grams.items())
    return RecipeBody(ingredients=lines, steps=("煮",))


def product(id_: str, grams: int | None, **shares: float) -> Product:
    return Product(
        id=ProductId(id_),
        community_id=CommunityId("c"),
        supplier_id=SupplierId("s"),
        name=id_,
        category="菜",
        foods=tuple(Part(FoodId(food), share) for food, share in shares.items()),
        pack_grams=grams,
        price=Decimal(5),
        cost=Decimal(3),
    )


PRODUCTS = [
    product("radish", 1000, daikon=1.0),
    product("ribs", 500, pork_ribs=1.0),
    product("small", 300, daikon=1.0),
    product("tofu", 400, tofu_firm=1.0),
    product("untold", None, pork_ribs=1.0),
]
SOUP = recipe(daikon=300, pork_ribs=250, salt=5)
STEW = recipe(tofu_firm=400, salt=5)


def shares(*recipes: RecipeBody) -> dict[tuple[str, str], float]:
    found = Coupling(recipes, PRODUCTS, LEXICON).completes([p.id for p in PRODUCTS])
    return {(str(a), str(b)): share for (a, b), share in found.items()}


def test_what_is_eaten_together_completes_each_other_and_nothing_else_does() -> None:
    found = shares(SOUP, SOUP, STEW, STEW)
    # Of both dishes with radish (2 of 3, one credited without) 2/3 - 2/4 hold ribs; three more
    # dishes could use 700 g of radish and 250 g of ribs that stay over, of 1,500 g together.
    assert found["radish", "ribs"] == pytest.approx((2 / 3 - 1 / 2) * (700 + 250) / 1500, abs=1e-4)
    assert not any("tofu" in pair for pair in found)


def test_a_pack_that_one_dish_uses_up_needs_no_completion() -> None:
    found = shares(SOUP, SOUP, STEW, STEW)
    assert found["ribs", "small"] == pytest.approx((2 / 3 - 1 / 2) * 250 / 800, abs=1e-4)


def test_a_dish_of_peels_counts_for_the_vegetable_and_twice() -> None:
    peel = recipe(daikon_peel=300, pork_ribs=250)
    assert LEXICON.get(FoodId("daikon_peel")) is not None
    habits = read_habits([SOUP, STEW], LEXICON)
    of_peel = read_habits([peel, STEW], LEXICON)
    row, other = habits.foods[FoodId("daikon")], habits.foods[FoodId("pork_ribs")]
    assert habits.foods == of_peel.foods
    assert habits.together[row, other] == pytest.approx(1 / 2 - 1 / 2)
    assert of_peel.together[row, other] == pytest.approx(2 / 3 - 1 / 2)


def test_what_no_weight_is_told_of_couples_with_nothing() -> None:
    untold = recipe(daikon=None, pork_ribs=None)
    assert shares(untold, untold, STEW, STEW) == {}
    assert not any("untold" in pair for pair in shares(SOUP, SOUP, STEW, STEW))
    assert shares() == {}


def test_the_sample_is_coupled_as_its_notes_cook(shared_services: Services) -> None:
    catalogue = catalogue_of(shared_services, CommunityId("lvlin"))
    with shared_services.database.read() as store:
        coupling = shared_services.couplings.of(store, catalogue)
        assert shared_services.couplings.of(store, catalogue) is coupling
        shared_services.couplings.forget(catalogue.community.id)
        assert shared_services.couplings.of(store, catalogue) is not coupling
    found = coupling.completes(list(catalogue.products))
    assert len(found) > 100
    assert all(0 < share <= 1 and a < b for (a, b), share in found.items())
    some = coupling.completes(list(catalogue.products)[:50])
    assert some.items() <= found.items()
