"""A reply cut into phrases: payments and chatter dropped, questions and conditions marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from community.jielong.model import Reason
from community.jielong.packs import Amount
from community.jielong.tokens import Kind, Token
from community.jielong.words import MODIFIERS, Role

_HARD = ",;.!?。…"
_PRAISE = [
    m for m in MODIFIERS if m not in {"大", "老", "嫩", "早", "晚", "甜", "咸"}
]  # those tell kinds apart


@dataclass(frozen=True, slots=True)
class Phrase:
    """What stands between two commas; `doubt` is a reason that holds for all of it."""

    tokens: tuple[Token, ...]
    asked: bool = False
    doubt: Reason | None = None


def phrases(tokens: Sequence[Token]) -> list[Phrase]:
    """Return the phrases of a reply that say something about goods."""
    cut = [_phrase(part) for part in _cut(list(_spoken(tokens))) if part]
    return _conditions([p for p in cut if not p.asked and not _told(p)])


def has_goods(tokens: Sequence[Token]) -> bool:
    """Say whether a phrase names a product or a number."""
    return any(t.kind in (Kind.PRODUCT, Kind.NUMBER) for t in tokens)


def _spoken(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield the tokens without payments, times, mentions and brackets."""
    paying = False
    for i, token in enumerate(tokens):
        if token.is_word(Role.PAY):
            paying = True
        elif paying and token.kind in (Kind.NUMBER, Kind.MONEY) and not _counted(token):
            paying = False
        elif i and tokens[i - 1].text in _SUMS and token.amount.unit == "块":
            paying = False  # 一共9块
        elif token.kind is Kind.MONEY:
            if i + 1 < len(tokens) and tokens[i + 1].text.startswith(("的", "钱")):
                yield replace(token, kind=Kind.NUMBER, amount=Amount(None))
        elif token.kind not in (Kind.TIME, Kind.MENTION, Kind.GAP) and not token.is_sign(
            "()[]【】《》<>{}|~"
        ):
            paying = paying and token.kind is not Kind.PRODUCT
            yield replace(token, spaced=token.spaced or (i > 0 and tokens[i - 1].kind in _SPACES))
        elif token.is_sign("()"):
            yield replace(token, kind=Kind.GAP)


_THEN = ("就要", "就不要", "就不要了", "才要")
_BEFORE_CONDITION = ("如果", "要是", "假如", "若是", "若", "万一")
_SUMS = ("共", "一共", "总共", "合计", "共计", "总计")
_SPACES = frozenset({Kind.GAP, Kind.TIME, Kind.MENTION, Kind.MONEY})


def _counted(token: Token) -> bool:
    return bool(token.amount.unit) and token.amount.unit not in ("块",)


def _cut(tokens: list[Token]) -> Iterator[list[Token]]:
    part: list[Token] = []
    for token in tokens:
        if token.kind is Kind.GAP:
            yield part
            part = []
            continue
        part.append(token)
        if token.is_sign(_HARD) or token.text in ("吗", "么"):
            yield part
            part = []
    if part:
        yield part


def _phrase(part: list[Token]) -> Phrase:
    asked = any(t.is_sign("?") or t.is_word(Role.ASK) for t in part)
    kept = tuple(
        replace(t, kind=Kind.TEXT) if t.is_word(Role.TALK) else t
        for t in part
        if not t.is_sign(_HARD)
    )
    others = any(_for_others(kept, i) for i in range(len(kept)))
    return Phrase(kept, asked, Reason.PERSON if others else None)


def _for_others(tokens: Sequence[Token], i: int) -> bool:
    """Say whether somebody else's order begins at `i`: 帮李姐带一份, 我妈也要."""
    token, after = tokens[i], tokens[i + 1 : i + 2]
    if not token.is_word(Role.FOR):
        return False
    return len(token.text) > 1 or any(t.kind in (Kind.TEXT, Kind.BUILDING) for t in after)


def _told(phrase: Phrase) -> bool:
    """Say whether a phrase tells a story and orders nothing."""
    return any(t.is_word(Role.STORY) for t in phrase.tokens)


def _conditions(parts: list[Phrase]) -> list[Phrase]:
    """Mark what hangs on a condition: all after it, or all before it when nothing follows."""
    for i, part in enumerate(parts):
        if i and _hangs(part):
            return [replace(p, doubt=p.doubt or Reason.CONDITIONAL) for p in parts]
        at = next((k for k, t in enumerate(part.tokens) if t.is_word(Role.IF, Role.UNLESS)), None)
        if at is None:
            continue
        after = has_goods(part.tokens[at:]) or any(has_goods(p.tokens) for p in parts[i + 1 :])
        unless = any(t.is_word(Role.UNLESS) for p in parts[i:] for t in p.tokens)
        if at and after and not unless and part.tokens[at].text in _BEFORE_CONDITION:
            sure = replace(part, tokens=part.tokens[:at])
            rest = replace(part, tokens=part.tokens[at:])
            return [*parts[:i], sure, *_conditions([rest, *parts[i + 1 :]])]
        first = i if after and not unless else 0
        return [
            replace(p, doubt=Reason.CONDITIONAL) if k >= first else p for k, p in enumerate(parts)
        ]
    return parts


def _hangs(part: Phrase) -> bool:
    """Say whether a phrase without goods makes what was said depend on it: 周四能到就要."""
    told = any(t.kind is Kind.TEXT for t in part.tokens)
    return told and not has_goods(part.tokens) and any(t.text in _THEN for t in part.tokens)


def praise(text: str) -> bool:
    """Say whether a text is only praise or a filler that may stand before a product's name."""
    rest = text
    while rest:
        word = next((m for m in (*_PRAISE, "的", "种", "款") if rest.startswith(m)), "")
        if not word:
            return False
        rest = rest[len(word) :]
    return True
