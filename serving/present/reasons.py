"""Reasons as sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from community.ids import ProductId
from community.models import Product
from community.ranking import Reason
from serving.messages import Lang, messages
from serving.schemas.ranking import ReasonOut


def say_reason(reason: Reason, lang: Lang, products: Mapping[ProductId, Product]) -> str:
    """Return the sentence of a reason; a product id among its values is named."""
    params: dict[str, object] = dict(reason.params)
    named = products.get(ProductId(str(params.get("because", ""))))
    suffix = ".because" if named is not None else ""
    if named is not None:
        params["because"] = named.name
    return messages(lang).say(f"reason.{reason.code}{suffix}", **params)


def present_reasons(
    reasons: Iterable[Reason], lang: Lang, products: Mapping[ProductId, Product]
) -> list[ReasonOut]:
    """Return reasons with their sentences."""
    return [
        ReasonOut(code=r.code, params=dict(r.params), text=say_reason(r, lang, products))
        for r in reasons
    ]
