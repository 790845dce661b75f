"""The lines of a pasted chain: which are replies, and by whom."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from community.jielong.folding import DECORATION, QUOTED, Folding, fold_line
from community.jielong.lexer import Lexer
from community.jielong.people import looks_full_name, looks_named, read_head
from community.jielong.rules import Rules, limited, rules_of, states_rule
from community.jielong.shelf import Shelf
from community.jielong.split import ending_name, split_people
from community.jielong.tokens import Kind, Token
from community.jielong.words import Role

_EXAMPLE = re.compile(
    r"^[\W_\ue000-\ue002]*(?:示例|举例|例子|例如|比如|样例|范例|模板|格式|写法|接龙格式|接龙示例|如下|例(?![^\s:,.、(\d]))|[(\[]例|例:|样例:"
)
_QUOTED = re.compile(r"^\s*(?:>|引用|回复.{0,12}?的消息|\|)")
_ORDINAL = re.compile(
    r"[\s\ue002]*(?:[(\[]\s*(\d{1,3})\s*[)\]]|\ue000(\d{1,3})\ue001|(?:no\.?)?(\d{1,3})\s*[.、):,\]])[.、\s\ue002]*"
)
_DECIMAL = re.compile(r"\s*\d{1,3}\.(\d.*)")
_BUILT = re.compile(r"\d{1,3}\s*(?:栋|幢|座|号楼|号院|楼|#|单元|-\d{1,2}-\d{3}|-\d{3})")


_LEADERS = ("团长", "群主")


class Speaker(NamedTuple):
    """Who the following lines belong to; `timed` when a chat program wrote name and time."""

    who: str
    building: str
    timed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """The words of one person in one line.

    `vouched` says that more than its place tells `who` to be a name; `key` is the text without
    its number, to know a line that is repeated; `torn` that the person is uncertain.
    """

    line: int
    who: str
    building: str
    tokens: tuple[Token, ...]
    key: str
    rules: Rules
    vouched: bool
    torn: bool = False
    quoting: bool = False  # the writer answers a quoted message


def entries_of(lines: Sequence[str], shelf: Shelf) -> list[Entry]:
    """Return the replies of a paste in order; names found once are known everywhere."""
    known: frozenset[str] = frozenset()
    for _ in range(2):
        chain = _Chain(shelf, known)
        for number, line in enumerate(lines, 1):
            chain.read(number, line)
        known = frozenset(e.who for e in chain.entries if e.who and e.vouched) | chain.speakers
    return chain.entries


class _Chain:
    """The state between lines: the speaker, the rules, whether an example follows."""

    def __init__(self, shelf: Shelf, known: Collection[str]) -> None:
        self.entries: list[Entry] = []
        self.speakers: frozenset[str] = frozenset()
        self._shelf = shelf
        self._lexer = Lexer(shelf)
        self._known = known
        self._speaker: Speaker | None = None
        self._rules = Rules()
        self._example_next = False
        self._quoting = False

    def read(self, number: int, written: str) -> None:
        """Read one line."""
        line = fold_line(written)
        text = line.text.strip(f" \t{DECORATION}{QUOTED}")
        self._quoting = self._quoting or QUOTED in line.text
        if not text:
            if self._speaker and not self._speaker.timed:
                self._speaker = None
            return
        if self._is_frame(text):
            return
        ordinal, start = ordinal_of(line.text)
        tokens = self._lexer.tokens(" " * start + line.text[start:])
        if start and line.text[start - 1] == "\ue001" and not _numbers_a_person(tokens):
            ordinal, tokens = "", self._lexer.tokens(line.text)
        if not ordinal and _counted_person(tokens):
            ordinal, tokens = tokens[0].text, tokens[1:]
        if tokens and not self._speaks(line, tokens, bool(ordinal)):
            self._reply(number, line, tokens, ordinal)

    def _is_frame(self, text: str) -> bool:
        """Say whether a line is a rule, an example, a heading or a quotation."""
        rules = rules_of(text, self._rules)
        if states_rule(text):
            self._rules = limited(rules, self._lexer.tokens(text))
            return True
        if _EXAMPLE.search(text):
            self._example_next = text.endswith((":", "例", "格式", "模板", "如下"))
            return True
        framed = self._example_next or text.startswith("#") or bool(_QUOTED.match(text))
        self._example_next = False
        return framed

    def _speaks(self, line: Folding, tokens: Sequence[Token], numbered: bool) -> bool:
        """Take a line that only says who speaks: a name with a time, or a name alone."""
        rest = [t for t in tokens if t.kind is not Kind.TIME]
        timed = any(t.kind is Kind.TIME and ":" in t.text for t in tokens) and len(rest) < len(
            tokens
        )
        if not rest or rest[0].is_word(Role.NOTICE, Role.ASK, Role.STORY):
            return False
        if timed and any(rest[0].text.startswith(leader) for leader in _LEADERS):
            return self._hear(Speaker(_LEADERS[0], "", timed=True))
        head = read_head(line, rest, vouched=numbered or timed, known=self._known)
        who = head.who
        if any(not t.is_sign(",.:、()") and t.kind is not Kind.GAP for t in rest[head.next :]):
            return False
        if not who or not (timed or numbered or self._vouches(who, head.building)):
            return False
        if timed and len(who) < 2:
            return False
        return self._hear(Speaker(who, head.building, timed))

    def _hear(self, speaker: Speaker) -> bool:
        self._speaker = speaker
        self.speakers |= {speaker.who}
        self._quoting = False
        return True

    def _vouches(self, who: str, building: str) -> bool:
        return bool(building) or who in self._known or looks_named(who) or looks_full_name(who)

    def _reply(self, number: int, line: Folding, tokens: Sequence[Token], ordinal: str) -> None:
        colon = any(t.is_sign(":") for t in tokens[:4])
        timed = self._speaker is not None and self._speaker.timed
        vouched = bool(ordinal) or (colon and not timed)
        head = read_head(line, tokens, vouched=vouched, known=self._known)
        who, building, body = head.who, head.building, tuple(tokens[head.next :])
        if who and body[:1] and body[0].is_word(Role.LIKE_END) and not body[0].spaced:
            who, body = "", tuple(tokens)  # 小赵的一样 is not said by 小赵
        if who and timed and not (ordinal or self._vouches(who, building)):
            who, body = "", tuple(tokens)
        if not who and timed and self._speaker and self._speaker.who in _LEADERS:
            return
        vouched = bool(who) and (vouched or self._vouches(who, building))
        if not vouched and self._is_price_list(tokens, ordinal):
            self._rules = limited(self._rules, tokens)
            return
        if not who and self._speaker is None:
            who, building, body = ending_name(line, tokens, self._known)
            vouched = bool(who)
        if not who and self._speaker:
            who, building, vouched = self._speaker.who, building or self._speaker.building, True
        elif who and not timed:
            self._speaker = None
        if self._is_notice(body, vouched=vouched):
            self._rules = limited(self._rules, body)
            return
        entry = Entry(
            line=number,
            who=who,
            building=building or _late_building(body),
            tokens=body,
            key="".join(t.text for t in body),
            rules=self._rules,
            vouched=vouched,
            quoting=self._quoting,
        )
        self.entries += split_people(line, entry, self._known)
        self._quoting = self._quoting and timed

    def _is_price_list(self, tokens: Sequence[Token], ordinal: str) -> bool:
        """Say whether a line without a name only tells what is on offer."""
        priced = any(t.kind is Kind.MONEY for t in tokens)
        if priced and not any(t.is_word(Role.PAY) for t in tokens):
            return True
        product = self._shelf.numbered(ordinal) if ordinal else None
        first = next((t for t in tokens if t.kind is not Kind.GAP), None)
        if _numbers_goods(tokens, self._shelf):
            return True
        mine = first is not None and product is not None and product in first.ids
        return mine and (self._speaker is None or self._speaker.timed)

    def _is_notice(self, body: Sequence[Token], *, vouched: bool) -> bool:
        """Say whether a line speaks to all and not for one neighbour."""
        said = [t.role for t in body if t.kind is Kind.WORD]
        if vouched:
            return any(t.text in ("@所有人", "@all") for t in body)
        return any(role in (Role.NOTICE, Role.STORY, Role.TALK, Role.ASK) for role in said)


def ordinal_of(text: str) -> tuple[str, int]:
    """Return the number a reply begins with, and where the reply begins."""
    match = _ORDINAL.match(text)
    if match is None:
        return "", 0
    decimal = _DECIMAL.match(text)
    if decimal and not _BUILT.match(decimal[1]):
        return "", 0
    if (
        text[match.end() - 1 : match.end()] in ":,"
        and text[match.end() : match.end() + 1].isdecimal()
    ):
        return "", 0
    return str(int(match[1] or match[2] or match[3])), match.end()


def _late_building(body: Sequence[Token]) -> str:
    """Return the building that stands by itself behind the goods."""
    last = body[-1] if body else None
    return last.text if last and last.kind is Kind.BUILDING and last.spaced else ""


def _numbers_goods(tokens: Sequence[Token], shelf: Shelf) -> bool:
    """Say whether a line gives the offers their numbers: 草莓1 脐橙2 菠菜3."""
    pairs = [
        (a, b) for a, b in pairwise(tokens) if a.kind is Kind.PRODUCT and b.kind is Kind.NUMBER
    ]
    return len(pairs) > 2 and all(shelf.numbered(b.text) in a.ids for a, b in pairs)


def _numbers_a_person(tokens: Sequence[Token]) -> bool:
    """Say whether a circled number is followed by somebody and not by a quantity."""
    return bool(tokens) and tokens[0].kind in (Kind.TEXT, Kind.BUILDING)


def _counted_person(tokens: Sequence[Token]) -> bool:
    """Say whether a bare number stands before a person: 1 张姐, 2李阿姨."""
    return (
        len(tokens) > 2
        and tokens[0].bare
        and tokens[0].text.isdecimal()
        and len(tokens[0].text) <= 3
        and tokens[1].kind in (Kind.TEXT, Kind.BUILDING)
    )


def settled(entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries with buildings carried over; who could be two people is torn."""
    homes: dict[str, set[str]] = {}
    for entry in entries:
        if entry.building:
            homes.setdefault(entry.who.casefold(), set()).add(entry.building)
    found = []
    for entry in entries:
        known = homes.get(entry.who.casefold(), set())
        if entry.building or not entry.who or not known:
            found.append(entry)
        elif len(known) == 1:
            found.append(replace(entry, building=next(iter(known))))
        else:
            found.append(replace(entry, torn=True))
    return found
