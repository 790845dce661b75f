"""What a community can sell, in memory: read again after a change, and at least every second."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from community.foods import FoodLexicon
from community.geo import distance_km
from community.ids import CommunityId, ProductId, SupplierId
from community.models import Community, Offer, Product, Supplier
from community.ports import Database, Filter, Store, each
from community.reference import Reference
from community.weeks import Week
from recsys.content import Content, describe
from recsys.shelf import Shelf, stock_shelf
from recsys.stall import Stall
from recsys.sustainability import (
    ScoreRules,
    SustainabilityScore,
    facts_for,
    score_product,
)

_FRESH_SECONDS = 1.0
_SCORES = 20_000  # products whose score is kept as long as nothing about them changes


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """One community's products with all that ranking them needs, for one week."""

    community: Community
    week: Week
    today: date
    suppliers: Mapping[SupplierId, Supplier]
    products: Mapping[ProductId, Product]
    offers: Mapping[ProductId, Offer]
    scores: Mapping[ProductId, SustainabilityScore]
    km: Mapping[str, float]
    shelf: Shelf
    stalls: list[Stall] = field(default_factory=list, compare=False, repr=False)  # kept by others

    def supplier_of(self, product_id: ProductId) -> Supplier:
        """Return who makes a product."""
        return self.suppliers[self.products[product_id].supplier_id]


class Catalogues:
    """Keeps the last catalogue of each community and week for a second; thread-safe."""

    def __init__(self, database: Database, lexicon: FoodLexicon, reference: Reference) -> None:
        self._database = database
        self._lexicon = lexicon
        self._rules = ScoreRules.build(reference)
        self._food_allergens = {
            food.id: food.allergens | food.may_contain for food in lexicon.foods.values()
        }
        self._food_tags = {
            food.id: food.diet_tags | food.diet_may | self._food_allergens[food.id]
            for food in lexicon.foods.values()
        }
        self._describe = lru_cache(maxsize=_SCORES)(self._described)
        self._score = lru_cache(maxsize=_SCORES)(self._scored)
        self._households: dict[tuple[CommunityId, Week, int], tuple[Catalogue, Catalogue]] = {}
        self._kept: dict[tuple[CommunityId, Week], tuple[float, Catalogue]] = {}
        self._lock = threading.Lock()

    def of(self, community_id: CommunityId, week: Week, today: date) -> Catalogue:
        """Return the catalogue of a week; raises NotFound for an unknown community."""
        kept = self._kept.get((community_id, week))
        if kept is not None and time.monotonic() - kept[0] < _FRESH_SECONDS:
            return kept[1]
        with self._lock, self._database.read() as store:
            catalogue = self._read(store, community_id, week, today)
            self._kept[community_id, week] = (time.monotonic(), catalogue)
            return catalogue

    def household(self, catalogue: Catalogue, people: int) -> Catalogue:
        """Return the catalogue as it is for a household of some people: what they eat in time."""
        key = (catalogue.community.id, catalogue.week, people)
        kept = self._households.get(key)
        if kept is not None and kept[0] is catalogue:
            return kept[1]
        scores = {
            id_: self._score(
                product,
                catalogue.suppliers.get(product.supplier_id),
                catalogue.community,
                catalogue.today,
                people,
            )
            for id_, product in catalogue.products.items()
        }
        found = replace(
            catalogue,
            scores=scores,
            stalls=[],
            shelf=replace(
                catalogue.shelf,
                sustainability={id_: score.score for id_, score in scores.items()},
                eaten=_eaten(scores),
            ),
        )
        self._households[key] = (catalogue, found)
        return found

    def contents(self, products: Iterable[Product]) -> dict[str, Content]:
        """Return the features of products by id."""
        return {product.id: self._describe(product) for product in products}

    def forget(self, community_id: CommunityId) -> None:
        """Read the community's products and offers again on the next use."""
        with self._lock:
            for place in [place for place in self._kept if place[0] == community_id]:
                del self._kept[place]
            for home in [home for home in self._households if home[0] == community_id]:
                del self._households[home]

    def _read(self, store: Store, community_id: CommunityId, week: Week, today: date) -> Catalogue:
        community = store.communities.get(community_id, community_id)
        suppliers = {s.id: s for s in each(store.suppliers, community_id)}
        products = {p.id: p for p in each(store.products, community_id)}
        offers = list(each(store.offers, community_id, where=Filter(week=week)))
        scores = {
            p.id: self._score(p, suppliers.get(p.supplier_id), community, today, None)
            for p in products.values()
        }
        way = {s.id: distance_km(s.place, community.place) for s in suppliers.values()}
        km: dict[str, float] = {p.id: way[p.supplier_id] for p in products.values()}
        return Catalogue(
            community=community,
            week=week,
            today=today,
            suppliers=suppliers,
            products=products,
            offers={offer.product_id: offer for offer in offers},
            scores=scores,
            km=km,
            shelf=stock_shelf(
                products.values(),
                offers,
                month=today.month,
                food_allergens=self._food_allergens,
                food_tags=self._food_tags,
                content=self.contents(products.values()),
                sustainability={id_: found.score for id_, found in scores.items()},
                km=km,
            ),
        )

    def _described(self, product: Product) -> Content:
        return describe(product, self._lexicon.get)

    def _scored(
        self,
        product: Product,
        supplier: Supplier | None,
        community: Community,
        today: date,
        people: int | None,
    ) -> SustainabilityScore:
        facts = facts_for(
            product, supplier, community, self._lexicon.get, today=today, people=people
        )
        return score_product(facts, self._rules)


def _eaten(scores: Mapping[ProductId, SustainabilityScore]) -> dict[str, float]:
    """Return the share of each pack that is eaten in time, where it is known."""
    return {
        id_: part.value
        for id_, score in scores.items()
        for part in score.parts
        if part.name == "waste" and part.value is not None
    }
