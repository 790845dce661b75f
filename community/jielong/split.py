"""Several people in one line, and names that stand at its end."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from community.jielong.folding import Folding
from community.jielong.people import Head, looks_full_name, looks_named, read_head, starts_order
from community.jielong.phrases import has_goods
from community.jielong.tokens import Kind, Token
from community.jielong.words import Role

if TYPE_CHECKING:
    from community.jielong.chain import Entry


def split_people(line: Folding, entry: Entry, known: Collection[str]) -> list[Entry]:
    """Return one entry a person; two names before the same goods make it uncertain."""
    tokens = entry.tokens
    for i in range(len(tokens)):
        head = _person_at(line, tokens, i, known)
        if head is None:
            continue
        if not has_goods(tokens[:i]) or tokens[i - 1].is_word(Role.FOR, Role.AND, Role.LIKE):
            return [replace(entry, torn=True)]
        mine = replace(entry, tokens=_trimmed(tokens[:i]))
        other = replace(
            entry, who=head.who, building=head.building, tokens=tokens[head.next :], vouched=True
        )
        return [_keyed(mine), *split_people(line, _keyed(other), known)]
    return [entry]


def ending_name(
    line: Folding, tokens: Sequence[Token], known: Collection[str]
) -> tuple[str, str, tuple[Token, ...]]:
    """Return who a line ends with (白菜2 豆腐1 3栋张姐), the building and the words before."""
    for i in range(1, len(tokens)):
        if not (tokens[i].spaced or tokens[i - 1].is_sign("-—,.()/:+;")):
            continue
        head = read_head(line, tokens, i, vouched=False, known=known)
        if head.who and head.next == len(tokens) and _sure(head, known):
            return head.who, head.building, tuple(tokens[:i])
    return "", "", tuple(tokens)


def _person_at(
    line: Folding, tokens: Sequence[Token], i: int, known: Collection[str]
) -> Head | None:
    """Return the person who begins at token `i`, with goods after them."""
    token = tokens[i]
    if token.kind not in (Kind.TEXT, Kind.BUILDING) or not (
        i == 0 or token.spaced or _parted(tokens[i - 1])
    ):
        return None
    if i and tokens[i - 1].is_word(Role.LIKE) and tokens[i - 1].text in ("同", "照", "按"):
        return None
    head = read_head(line, tokens, i, vouched=False, known=known)
    if not head.who or head.next >= len(tokens) or not _sure(head, known):
        return None
    if any(t.is_word(Role.LIKE_END) for t in tokens[head.next : head.next + 1]):
        return None
    return head if starts_order(tokens, head.next, known) else None


def _sure(head: Head, known: Collection[str]) -> bool:
    return (
        bool(head.building)
        or head.who in known
        or looks_named(head.who)
        or looks_full_name(head.who)
    )


def _parted(before: Token) -> bool:
    return before.kind in (Kind.SIGN, Kind.GAP, Kind.NUMBER) or before.is_word(
        Role.FOR, Role.AND, Role.LIKE
    )


def _trimmed(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Drop the number of the next reply ("… 2." before 李姐)."""
    if len(tokens) > 2 and tokens[-1].is_sign(".、)") and tokens[-2].bare and tokens[-2].spaced:
        return tokens[:-2]
    return tokens


def _keyed(entry: Entry) -> Entry:
    return replace(entry, key="".join(t.text for t in entry.tokens))
