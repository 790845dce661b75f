"""Recommendations and picks for the wire."""

from __future__ import annotations

import re
from typing import Any

from community.ids import ProductId
from community.models import Product
from community.ranking import Scored
from serving.catalogues import Catalogue
from serving.messages import Lang
from serving.present.reasons import present_reasons
from serving.schemas.ranking import PickOut, PicksOut, RankedItem, RecommendationOut
from serving.usecases.recommend import Recommendation

_TITLE = 14
_PACK = re.compile(r"[\s（(]*\d+(\.\d+)?\s*(g|kg|克|千克|斤|枚|个|盒|袋|份|ml|毫升|L|升).*$", re.I)


def present_recommendation(found: Recommendation, lang: Lang) -> RecommendationOut:
    """Return the ranking with names, prices and sentences."""
    return RecommendationOut(
        recommendation_id=found.id,
        model_version=found.ranked.model_version,
        week=str(found.catalogue.week),
        items=[
            RankedItem(**_item(item, rank, found.catalogue, lang))
            for rank, item in enumerate(found.ranked.items, 1)
        ],
        dropped=dict(found.ranked.dropped),
        notes=present_reasons(found.ranked.notes, lang, found.catalogue.products),
    )


def present_picks(found: Recommendation, lang: Lang) -> PicksOut:
    """Return picks fit for a show: with the story, and nothing personal."""
    return PicksOut(
        recommendation_id=found.id,
        model_version=found.ranked.model_version,
        week=str(found.catalogue.week),
        items=[
            _pick(item, rank, found.catalogue, lang)
            for rank, item in enumerate(found.ranked.items, 1)
        ],
        dropped=dict(found.ranked.dropped),
        notes=present_reasons(found.ranked.notes, lang, found.catalogue.products),
    )


def _item(item: Scored, rank: int, catalogue: Catalogue, lang: Lang) -> dict[str, Any]:
    id_ = ProductId(item.id)
    product = catalogue.products[id_]
    return {
        "product_id": item.id,
        "name": product.name,
        "rank": rank,
        "score": round(item.score, 6),
        "components": {name: round(value, 6) for name, value in item.components.items()},
        "price": catalogue.offers[id_].price if id_ in catalogue.offers else product.price,
        "sustainability": round(catalogue.scores[id_].score, 1),
        "reasons": present_reasons(item.reasons, lang, catalogue.products),
    }


def _pick(item: Scored, rank: int, catalogue: Catalogue, lang: Lang) -> PickOut:
    id_ = ProductId(item.id)
    product, supplier = catalogue.products[id_], catalogue.supplier_of(id_)
    story = product.story or supplier.story or None
    offer = catalogue.offers.get(id_)
    missing = list(catalogue.scores[id_].missing) + ([] if story else ["story"])
    return PickOut(
        **_item(item, rank, catalogue, lang),
        title_14=short_title(product),
        story=story,
        supplier=supplier.name,
        km=round(catalogue.km[id_], 1),
        stock=offer.stock if offer else None,
        missing=missing,
    )


def short_title(product: Product) -> str:
    """Return the product's name without its pack size, at most 14 characters."""
    bare = _PACK.sub("", product.name).strip() or product.name
    return bare[:_TITLE]
