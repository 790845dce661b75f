"""The numbers that a chain itself gives its goods: 1. 土鸡蛋 30枚 25元."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from community.foods import FoodLexicon, load_foods
from community.jielong.chain import ordinal_of
from community.jielong.folding import fold_line, unquoted
from community.jielong.lexer import Lexer
from community.jielong.model import Offer
from community.jielong.shelf import Shelf
from community.jielong.tokens import Kind


def numbered(
    offers: Sequence[Offer], pasted: str, foods: FoodLexicon | None = None
) -> tuple[Offer, ...]:
    """Return the offers under the numbers of the paste's own list; the rest keep what they have.

    A line counts when it begins with a number, names one product and tells a price. A number
    given twice, or two numbers for one product, tell nothing.
    """
    lexer = Lexer(Shelf(offers, foods or load_foods()))
    told: dict[str, set[str]] = {}
    for line in unquoted(pasted):
        text = fold_line(line).text
        number, start = ordinal_of(text)
        tokens = lexer.tokens(" " * start + text[start:]) if number else []
        priced = any(token.kind is Kind.MONEY for token in tokens)
        if priced and tokens[0].kind is Kind.PRODUCT and len(tokens[0].ids) == 1:
            told.setdefault(tokens[0].ids[0], set()).add(number)
    sure = {id_: min(numbers) for id_, numbers in told.items() if len(numbers) == 1}
    once = {no for no in sure.values() if list(sure.values()).count(no) == 1}
    fresh = {id_: no for id_, no in sure.items() if no in once}
    return tuple(
        replace(offer, no=fresh.get(offer.product_id, "" if offer.no in once else offer.no))
        for offer in offers
    )
