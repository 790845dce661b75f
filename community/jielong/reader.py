"""A pasted reply chain (接龙) read: who wants what, and what only the leader can decide."""

from __future__ import annotations

from collections.abc import Sequence

from community.foods import FoodLexicon, load_foods
from community.jielong.chain import Entry, entries_of, settled
from community.jielong.folding import unquoted
from community.jielong.ledger import Ledger
from community.jielong.model import Offer, Reading, Record
from community.jielong.replies import read_reply
from community.jielong.shelf import Shelf
from community.jielong.tokens import Kind, Token
from community.jielong.wants import Intent
from community.jielong.words import Role


def read_chain(offers: Sequence[Offer], pasted: str, foods: FoodLexicon | None = None) -> Reading:
    """Read a pasted chain against what is on offer; total for any text.

    Whatever is not certain comes back unresolved with a reason and books nothing. The lexicon
    (the built-in one by default) tells synonyms from other foods.
    """
    shelf = Shelf(offers, foods or load_foods())
    ledger = Ledger(shelf)
    records: list[Record] = []
    for entry in settled(entries_of(unquoted(pasted), shelf)):
        intents = read_reply(entry.tokens, shelf, entry.rules)
        if _is_reply(entry, intents):
            records += ledger.book(entry, intents)
    return Reading(tuple(records), tuple(ledger.standing()))


def _is_reply(entry: Entry, intents: Sequence[Intent]) -> bool:
    """Say whether words are an order at all, and not only talk about goods."""
    if not any(not intent.empty for intent in intents):
        return False
    if entry.vouched:
        return True
    if not entry.who and not any(map(_asks, entry.tokens)):
        return False
    booked = any(want.amount and want.ids for intent in intents for want in intent.wants)
    talk = any(t.kind is Kind.TEXT for t in entry.tokens)
    return booked or not talk


def _asks(token: Token) -> bool:
    """Say whether a token wants something: a number, or a word that is not mere filling."""
    filling = token.is_word(Role.FILL) and not token.text.startswith(("我", "要", "来"))
    return token.kind is Kind.NUMBER or (token.kind is Kind.WORD and not filling)
