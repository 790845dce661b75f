"""What a community can sell, in memory: read again after a change, and at least every second."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from community.foods import FoodLexicon
from community.geo import distance_km
from community.ids import CommunityId, ProductId, SupplierId
from community.models import Community, Offer, Product, Supplier
from community.ports import Database, Filter, Store, each
from community.reference import Reference
from community.weeks import Week
from recsys.shelf import Shelf, stock_shelf
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
    suppliers: Mapping[SupplierId, Supplier]
    products: Mapping[ProductId, Product]
    offers: Mapping[ProductId, Offer]
    scores: Mapping[ProductId, SustainabilityScore]
    km: Mapping[str, float]
    shelf: Shelf

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
        self._score = lru_cache(maxsize=_SCORES)(self._scored)
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

    def forget(self, community_id: CommunityId) -> None:
        """Read the community's products and offers again on the next use."""
        with self._lock:
            for place in [place for place in self._kept if place[0] == community_id]:
                del self._kept[place]

    def _read(self, store: Store, community_id: CommunityId, week: Week, today: date) -> Catalogue:
        community = store.communities.get(community_id, community_id)
        suppliers = {s.id: s for s in each(store.suppliers, community_id)}
        products = {p.id: p for p in each(store.products, community_id)}
        offers = list(each(store.offers, community_id, where=Filter(week=week)))
        scores = {
            p.id: self._score(p, suppliers.get(p.supplier_id), community, today)
            for p in products.values()
        }
        way = {s.id: distance_km(s.place, community.place) for s in suppliers.values()}
        km: dict[str, float] = {p.id: way[p.supplier_id] for p in products.values()}
        return Catalogue(
            community=community,
            week=week,
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
                sustainability={id_: found.score for id_, found in scores.items()},
                km=km,
            ),
        )

    def _scored(
        self, product: Product, supplier: Supplier | None, community: Community, today: date
    ) -> SustainabilityScore:
        facts = facts_for(product, supplier, community, self._lexicon.get, today=today)
        return score_product(facts, self._rules)
