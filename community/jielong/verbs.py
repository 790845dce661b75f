"""What the words of a reply do: add, change, withdraw, correct, repeat."""

from __future__ import annotations

from collections.abc import Sequence

from community.jielong.draft import Draft
from community.jielong.model import Action, Reason
from community.jielong.packs import Amount
from community.jielong.phrases import has_goods
from community.jielong.tokens import Kind, Token
from community.jielong.wants import Intent
from community.jielong.words import Role

_TOTALS = ("总共", "一共", "总数", "共")


def read_word(tokens: Sequence[Token], i: int, draft: Draft, *, begun: int) -> None:
    """Let the word at `i` act on the draft; `begun` is how many wants stood before its phrase."""
    token, rest = tokens[i], tokens[i + 1 :]
    if token.is_word(Role.ADD):
        _add(rest, draft)
    elif token.is_word(Role.CHANGE):
        _change(rest, draft)
    elif token.is_word(Role.CANCEL):
        _cancel(tokens, i, draft, begun)
    elif token.is_word(Role.FIX):
        _fix(token, rest, draft)
    elif token.is_word(Role.SAME):
        draft.intent.like = draft.intent.like or ("", "")
    elif token.is_word(Role.LIKE_END) and draft.intent.like is None and not has_goods(tokens):
        named = any(t.kind is Kind.TEXT for t in tokens[:i])
        draft.intent.like, draft.intent.problem = ("", ""), Reason.PERSON if named else None
    elif token.is_word(Role.LIKE):
        _like(token, rest, draft)
    elif token.is_word(Role.VAGUE):
        _vague(tokens, i, draft)
    elif token.text in _TOTALS and draft.pending:
        draft.intent.corrected = True  # 鸡蛋总共3盒: that is the new total
    elif token.is_word(Role.HABIT):
        draft.intent.problem = Reason.QUANTITY
    elif token.is_word(Role.REDO):
        draft.close()
        draft.done.append(Intent(Action.CANCEL, everything=True, corrected=True))


def _add(rest: Sequence[Token], draft: Draft) -> None:
    """Read 再加; within a list (白菜2 再加豆腐1) it only joins."""
    named = any(t.kind is Kind.PRODUCT for t in rest)
    if draft.intent.action is None and draft.intent.wants and (named or not has_goods(rest)):
        return
    if draft.intent.action is None and draft.intent.wants and not draft.pending:
        draft.intent.problem = Reason.QUANTITY  # 白菜2 再加1
    elif has_goods(rest) or draft.pending:
        draft.switch(Action.ADD)


def _change(rest: Sequence[Token], draft: Draft) -> None:
    """Read 白菜改成3, 改成白菜3, 白菜改豆腐3, and 白菜2改成3."""
    named = any(t.kind is Kind.PRODUCT for t in rest)
    if draft.pending:
        draft.switch(Action.CANCEL if named and rest[0].kind is Kind.PRODUCT else Action.CHANGE)
        if draft.intent.action is Action.CANCEL:
            draft.close()
    elif draft.intent.action is None and draft.intent.wants and not named:
        draft.fixing = draft.intent.corrected = True
    else:
        replaced = named and bool(draft.done) and draft.done[-1].action is Action.CANCEL
        draft.switch(None if replaced else Action.CHANGE)  # 不要鸡蛋了，换成豆腐2


def _cancel(tokens: Sequence[Token], i: int, draft: Draft, begun: int) -> None:
    """Read 白菜不要了, 白菜退1份, 不要白菜, 白菜2份不要了, 不要了."""
    rest, wants = tokens[i + 1 :], draft.intent.wants
    goods = has_goods(rest)
    if rest and rest[0].kind is Kind.TEXT and not draft.pending and not goods:
        return  # 不要太大的 withdraws nothing
    counted = bool(rest) and rest[0].kind is Kind.NUMBER
    if draft.pending:
        draft.switch(Action.CANCEL)
        if not (counted and not any(t.kind is Kind.PRODUCT for t in rest[1:2])):
            draft.close()
    elif wants and not goods and draft.intent.action is None:
        if len(wants) == 1 and not begun:
            draft.intent.action = Action.CANCEL
            draft.close()
        else:
            draft.intent.problem = Reason.QUANTITY
    elif goods:
        draft.switch(Action.CANCEL)
    elif any(t.kind is Kind.TEXT for t in tokens[:i]):
        draft.fail(Reason.PRODUCT)  # something is withdrawn, but what?
    elif not (draft.done and draft.done[-1].action is Action.CANCEL):
        draft.switch(Action.CANCEL)
        draft.intent.everything = True
        draft.close()


def _fix(token: Token, rest: Sequence[Token], draft: Draft) -> None:
    """Read 哦不 after something written, or 写错了 before the new figures."""
    if len([t for t in rest if t.kind is Kind.NUMBER]) > 1 and rest[0].kind is Kind.NUMBER:
        draft.denied = True  # 不是2份是3份: the first number does not count
        if draft.pending:
            draft.intent.corrected = True
            return
    if draft.pending and not draft.intent.wants and token.text[0] in "写打报说输点选":
        draft.switch(Action.CHANGE)  # 胡萝卜写错了，3斤
    elif draft.intent.wants or draft.pending:
        draft.fixing = draft.intent.corrected = True
    elif draft.intent.action is None:
        draft.switch(Action.CHANGE)


def _like(token: Token, rest: Sequence[Token], draft: Draft) -> None:
    """Read 同张姐, 和3号楼李姐一样."""
    person = [t for t in rest[:2] if t.kind in (Kind.BUILDING, Kind.TEXT)]
    ends = any(t.is_word(Role.LIKE_END, Role.SAME) for t in rest)
    if person and (ends or token.text in ("同", "照", "按")):
        name = next((t.text for t in person if t.kind is Kind.TEXT), "")
        building = next((t.text for t in person if t.kind is Kind.BUILDING), "")
        draft.intent.like = (name, building)


def _vague(tokens: Sequence[Token], i: int, draft: Draft) -> None:
    """Read 若干, 来点: a quantity that nobody can book."""
    before = tokens[i - 1] if i else None
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if before is not None and before.kind is Kind.TEXT and not tokens[i].spaced:
        return  # 嫩一点
    if draft.pending:
        draft.complete(Amount(None))
    elif after is not None and after.kind is Kind.PRODUCT:
        draft.ahead = Amount(None)
