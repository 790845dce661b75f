"""A reply read from left to right into what its writer wants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from community.jielong.draft import Draft
from community.jielong.model import Action, Reason
from community.jielong.notation import Notation
from community.jielong.packs import Amount
from community.jielong.phrases import Phrase, has_goods, phrases, praise
from community.jielong.rules import Joint, Rules
from community.jielong.shelf import Shelf
from community.jielong.tokens import Kind, Token
from community.jielong.verbs import read_word
from community.jielong.wants import Intent, Want
from community.jielong.words import Role

_LONGEST_UNKNOWN = 6  # characters of a word that may be goods nobody offers


def read_reply(tokens: Sequence[Token], shelf: Shelf, rules: Rules) -> list[Intent]:
    """Return what the tokens of one person's words ask for, in order."""
    draft, notation = Draft(shelf, rules), Notation(shelf, rules)
    for phrase in phrases(tokens):
        _read_phrase(replace(phrase, tokens=tuple(notation.read(phrase.tokens))), draft)
    draft.close()
    return draft.done


def _read_phrase(phrase: Phrase, draft: Draft) -> None:
    if phrase.doubt is not None:
        if has_goods(phrase.tokens) or draft.untouched:
            draft.pending.clear()
            draft.fail(phrase.doubt)
        return None
    if draft.intent.action is Action.CANCEL:
        draft.close()
    if any(t.is_word(Role.OR) for t in phrase.tokens) and has_goods(phrase.tokens):
        return draft.fail(Reason.PRODUCT)
    begun = len(draft.intent.wants)
    if begun and [t.text for t in phrase.tokens] in (["不"], ["哦"]):
        draft.fixing = draft.intent.corrected = True  # 1袋，不，2袋
        return None
    for i, token in enumerate(phrase.tokens):
        if token.kind is Kind.PRODUCT:
            _product(phrase.tokens, i, draft)
        elif token.kind is Kind.NUMBER:
            _number(phrase.tokens, i, draft)
        elif token.kind is Kind.WORD:
            read_word(phrase.tokens, i, draft, begun=begun)
        elif token.kind is Kind.SIGN:
            _sign(phrase.tokens, i, draft)
    if draft.ahead is not None:
        draft.intent.problem, draft.ahead = Reason.NOTATION, None
    draft.each = None
    return None


def _product(tokens: Sequence[Token], i: int, draft: Draft) -> None:
    token = tokens[i]
    if not token.ids and (draft.intent.action is Action.CANCEL or _mentioned(tokens, i)):
        return
    draft.name(Want(token.ids, problem=_doubt(tokens, i)))


def _doubt(tokens: Sequence[Token], i: int) -> Reason | None:
    """Return why a name may mean another product, such as unknown text written on to it."""
    token = tokens[i]
    if not token.ids:
        return Reason.NOT_ON_OFFER
    if len(token.ids) > 1:
        return Reason.PRODUCT
    if token.numbered or token.start == token.end:
        return None
    before, after = _at(tokens, i - 1), _at(tokens, i + 1)
    joined = _is_text(before) and before is not None and before.end == token.start
    if joined and before is not None and not praise(before.text):
        return Reason.PRODUCT
    if _is_text(after) and after is not None and after.start == token.end and after.text != "称":
        return Reason.PRODUCT
    return None


def _mentioned(tokens: Sequence[Token], i: int) -> bool:
    """Say whether a food that is not on offer is only talked about: 白菜2 做泡菜用."""
    near = tokens[max(0, i - 1) : i + 2]
    asked = any(
        t.kind is Kind.NUMBER or t.is_word(Role.VAGUE, Role.EACH, Role.ADD) or t.is_sign("×+")
        for t in near
    )
    return not asked and any(_is_text(t) for t in tokens)


def _number(tokens: Sequence[Token], i: int, draft: Draft) -> None:
    if draft.denied:
        draft.denied = False
        return None
    amount = _amount(tokens, i)
    product_next = _product_next(tokens, i)
    if draft.fixing and not draft.pending and not product_next:
        return draft.correct(amount)
    if _after_each(tokens, i):
        if draft.pending or not product_next:
            return draft.spread(amount)
        draft.each = amount
        return None
    if draft.pending:
        return _complete(tokens, i, amount, draft)
    if product_next:
        draft.ahead = amount
        return None
    return _alone(tokens, i, amount, draft)


def _amount(tokens: Sequence[Token], i: int) -> Amount:
    """Return the number at `i`: open beside 大概 or 左右, below nothing after a minus."""
    amount = tokens[i].amount
    before, after = _at(tokens, i - 1), _at(tokens, i + 1)
    if any(t is not None and t.is_word(Role.VAGUE) for t in (before, after)):
        return Amount(None)
    return amount


def _complete(tokens: Sequence[Token], i: int, amount: Amount, draft: Draft) -> None:
    """Give a number to the product before it, unless it only tells the pack (30枚 2盒)."""
    want, after = draft.pending[-1], _at(tokens, i + 1)
    counted = after is not None and (after.kind is Kind.NUMBER or after.is_sign("×"))
    holding = [id_ for id_ in want.ids if draft.shelf.pack(id_).holds(amount)]
    named_so = after is not None and _is_text(after) and after.text.startswith("装")
    if len(holding) == 1 and (counted or named_so):
        problem = None if want.problem is Reason.PRODUCT and len(want.ids) > 1 else want.problem
        draft.pending[-1] = Want((holding[0],), problem=problem)
        return
    if _leans_forward(tokens, i):
        draft.intent.problem = Reason.NOTATION
    draft.complete(amount)


def _leans_forward(tokens: Sequence[Token], i: int) -> bool:
    """Say whether a number stands nearer to the product after it: 白菜 2豆腐."""
    after, later = _at(tokens, i + 1), _at(tokens, i + 2)
    if not tokens[i].spaced or after is None or after.kind is not Kind.PRODUCT:
        return False
    return not after.spaced or later is None or later.kind is not Kind.NUMBER


def _alone(tokens: Sequence[Token], i: int, amount: Amount, draft: Draft) -> None:
    """Read a number that no product stands by."""
    before, after = _at(tokens, i - 1), _at(tokens, i + 1)
    beside = [t for t in (before, after if amount.unit else None) if t is not None and _is_text(t)]
    if after is not None and _is_text(after) and after.text.startswith("装"):
        return  # 5斤装
    if beside or _is_text(after):
        if any(len(t.text) <= _LONGEST_UNKNOWN for t in beside) and not draft.intent.problem:
            draft.intent.wants.append(Want((), amount, Reason.NOT_ON_OFFER))
        return
    last = draft.intent.wants[-1] if draft.intent.wants else None
    if last and len(last.ids) == 1 and draft.shelf.pack(last.ids[0]).holds(amount):
        return  # 大米两袋五斤的
    if draft.intent.action is not None and not draft.intent.wants:
        draft.intent.amount = amount
    elif draft.shelf.only and not draft.intent.wants:
        draft.add(Want(draft.shelf.all(), amount))
    else:
        draft.intent.problem = Reason.NOTATION


def _sign(tokens: Sequence[Token], i: int, draft: Draft) -> None:
    after = _at(tokens, i + 1)
    if after is None:
        return
    if tokens[i].is_sign("+"):
        _plus(after, draft, counted=after.kind is Kind.NUMBER and not _product_next(tokens, i + 1))
    elif tokens[i].is_sign("-") and after.kind is Kind.NUMBER and "-" not in draft.rules.joints:
        draft.intent.problem = Reason.IMPOSSIBLE
    elif tokens[i].is_sign("/") and draft.pending and after.kind is Kind.PRODUCT:
        draft.intent.problem = Reason.PRODUCT


def _plus(after: Token, draft: Draft, *, counted: bool) -> None:
    """Read a plus: it adds at the head of a reply, and after a product it needs a rule."""
    if draft.untouched:
        draft.switch(Action.ADD)
    elif draft.pending and counted:
        joint = draft.rules.joints.get("+")
        numbered = draft.pending[-1].ids and after.bare and joint is None
        if joint is Joint.LIST:
            draft.intent.problem = Reason.NOTATION
        elif joint is None and not draft.intent.wants and numbered:
            draft.switch(Action.ADD)


def _after_each(tokens: Sequence[Token], i: int) -> bool:
    before = i - 1
    while before >= 0 and tokens[before].is_word(Role.FILL):
        before -= 1
    return before >= 0 and tokens[before].is_word(Role.EACH, Role.ALL)


def _product_next(tokens: Sequence[Token], i: int) -> bool:
    """Say whether a product follows, if need be after 的, a multiplication or praise."""
    after = _at(tokens, i + 1)
    if after is not None and (
        after.is_word(Role.FILL) or after.is_sign("×") or (_is_text(after) and praise(after.text))
    ):
        after = _at(tokens, i + 2)
    return after is not None and after.kind is Kind.PRODUCT


def _at(tokens: Sequence[Token], i: int) -> Token | None:
    return tokens[i] if 0 <= i < len(tokens) else None


def _is_text(token: Token | None) -> bool:
    return token is not None and token.kind is Kind.TEXT
