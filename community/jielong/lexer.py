"""A folded line as tokens: products, numbers, units, buildings, words; the rest is text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from community.jielong.folding import CLOSED, DECORATION, NUMBERED
from community.jielong.numerals import Number, between, counted, number_at
from community.jielong.packs import Amount, unit_at
from community.jielong.shelf import Found, Shelf
from community.jielong.tokens import Kind, Token
from community.jielong.words import LONGEST_WORD, WORDS, Role

_NUMERAL = r"(?:\d{1,3}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_BUILDING = re.compile(
    rf"(?P<no>{_NUMERAL}|[a-z]\d{{0,2}}|\d{{1,2}}[a-z])\s*(?:号楼|栋楼|栋|幢|座|号院|#楼|楼栋|楼)"
    r"(?:\s*-?\s*(?:\d{1,2}|[一二三四五六])\s*(?:单元|门))?(?:\s*-?\s*\d{3,4}(?!\d)(?:室|号|房)?)?"
    r"(?:\s*-?\s*\d{1,2}\s*(?:楼|层))?"
)
_DASHED = re.compile(r"(?P<no>\d{1,3}[a-z]?)\s*[-–—]\s*\d{1,2}\s*[-–—]\s*\d{3,4}(?!\d)(?:室|号|房)?"
                     r"|(?P<two>\d{1,2})\s*[-–—]\s*\d{3,4}(?!\d)(?:室|号|房)?")  # fmt: skip
_SHARP = re.compile(r"(?P<no>\d{1,3})#(?:\s*-?\s*(?P<room>\d{3,4})(?!\d)(?:室|号|房)?)?")
_HOUSE = re.compile(r"(?P<no>\d{1,3})号(?=\s|$)")
_ROOM = re.compile(r"\d{1,2}单元(?:\s*-?\s*\d{3,4})?(?:室|号|房)?|\d{3,4}(?:室|房)")
_PRODUCT_NO = re.compile(
    rf"(?:no\.?|#|第)?(?P<no>{_NUMERAL})\s*(?:号|款)(?:品|菜|商品|产品|团)?(?![楼院线码门])"
)
_SHARP_NO = re.compile(r"(?:no\.?|#)(?P<no>\d{1,3})(?!\d)")
_MONEY = re.compile(
    r"[¥￥$]\s*\d+(?:\.\d+)?(?:元|块)?|\d+(?:\.\d+)?\s*(?:元|块钱|rmb)(?:/[\u4e00-\u9fff])?"
    r"|\d+\.\d+\s*块|\d+块(?:\d|一)"
)
_TIME = re.compile(
    r"(?:\d{4}\s*[-/.年]\s*)?\d{1,2}\s*[-/月]\s*\d{1,2}\s*[日号]?\s+\d{1,2}:\d{2}(?::\d{2})?"
    r"|\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}[日号]?|\d{1,2}月\d{1,2}[日号]?"
    r"|(?:上午|下午|晚上|凌晨|早上|中午|昨天|今天|周[一二三四五六日天]|星期[一二三四五六日天])?\s*\d{1,2}:\d{2}(?::\d{2})?\s*(?:[ap]m)?"
    r"|(?:上午|下午|晚上|凌晨|早上|中午|傍晚)?\s*(?:\d{1,2}|[一二两三四五六七八九十]{1,2})点(?:半|钟|多|\d{1,2}分?|以?后|前)+"
    r"|(?:上午|下午|晚上|早上|中午|傍晚|今晚|明晚)\s*(?:\d{1,2}|[一二两三四五六七八九十]{1,2})点"
    r"|(?:周|星期|礼拜)[一二三四五六日天]|1[3-9]\d{9}(?!\d)"
)
_MENTION = re.compile(r"@[^\s:,，。@]{1,20}")
_LATIN = re.compile(r"[a-z][a-z0-9_.']*")
_ALIKE = {"。": ".", "*": "×", "–": "—", "―": "—", "─": "—", "−": "-"}
_SIGNS = frozenset("*#@_\",;:.!?、~×+-—/=()[]{}<>《》【】|…&%'`^\\")


class Lexer:
    """Cuts folded lines into tokens over one shelf."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def tokens(self, text: str) -> list[Token]:
        """Return the tokens of a folded line, in order; spaces are kept as `spaced`."""
        names = {found.start: found for found in self._shelf.find(text)}
        tokens: list[Token] = []
        at, spaced = 0, False
        while at < len(text):
            if text[at].isspace():
                at, spaced = at + 1, True
                continue
            last = tokens[-1] if tokens else None
            token = replace(self._next(text, at, names, last), spaced=spaced)
            if token.kind is last_kind(last) is Kind.TEXT and last and not spaced:
                tokens[-1] = replace(last, text=text[last.start : token.end], end=token.end)
            else:
                tokens.append(token)
            at, spaced = token.end, False
        return tokens

    def _next(self, text: str, at: int, names: dict[int, Found], last: Token | None) -> Token:
        for token in self._readings(text, at, names.get(at), last):
            if token is not None:
                return token
        char = text[at]
        if char in _SIGNS:
            return Token(Kind.SIGN, _ALIKE.get(char, char), at, at + 1)
        return Token(Kind.GAP if char == DECORATION else Kind.TEXT, char, at, at + 1)

    def _readings(
        self, text: str, at: int, name: Found | None, last: Token | None
    ) -> Iterator[Token | None]:
        """Try every kind of token in the order in which one hides another."""
        yield self._marked(text, at)
        for pattern, kind in ((_TIME, Kind.TIME), (_MONEY, Kind.MONEY), (_MENTION, Kind.MENTION)):
            if match := pattern.match(text, at):
                yield Token(kind, match[0], at, match.end())
        yield self._building(text, at)
        yield self._product_number(text, at, last)
        word = _word_at(text, at)
        yield self._single(text, at, last)
        if name and (word is None or word.end <= name.end):
            yield Token(Kind.PRODUCT, text[at : name.end], at, name.end, ids=name.ids)
        if word and len(word.text) > 1:
            yield word
        yield self._number(text, at, last)
        yield word
        yield _sign_x(text, at) or _latin(text, at)

    def _single(self, text: str, at: int, last: Token | None) -> Token | None:
        """Read the one that goes without saying: 来个豆腐, 要盒鸡蛋."""
        unit = unit_at(text, at)
        asked = last is not None and last.end == at and last.is_word(Role.FILL, Role.ADD)
        if not unit or not asked or not self._shelf.find(text[at + len(unit) :])[:1]:
            return None
        if self._shelf.find(text[at + len(unit) :])[0].start != 0:
            return None
        one = Number(at, Fraction(1), chinese=True)
        return _amount(one, text, at, "份" if unit == "个" else unit)

    def _marked(self, text: str, at: int) -> Token | None:
        """Read a circled number."""
        if text[at] != NUMBERED or (end := text.find(CLOSED, at)) < 0:
            return None
        return self._numbered(text[at + 1 : end], at, end + 1, text[at + 1 : end])

    def _numbered(self, number: str, at: int, end: int, text: str) -> Token:
        product = self._shelf.numbered(number)
        ids = (product,) if product else ()
        return Token(Kind.PRODUCT, text, at, end, ids=ids, numbered=True)

    def _building(self, text: str, at: int) -> Token | None:
        if at and (
            text[at - 1].isdecimal() or (text[at - 1 : at + 1].isascii() and text[at - 1].isalpha())
        ):
            return None
        for pattern in (_BUILDING, _DASHED):
            if match := pattern.match(text, at):
                found = match["no"] or match.groupdict().get("two") or ""
                return Token(Kind.BUILDING, _digits(found), at, match.end())
        match = _HOUSE.match(text, at)
        if match and not (self._shelf.numbered(match["no"]) or _count_follows(text, match.end())):
            return Token(Kind.BUILDING, match["no"], at, match.end())
        match = _SHARP.match(text, at)
        if match and (match["room"] or not self._counted_next(match["no"], text, match.end())):
            return Token(Kind.BUILDING, match["no"], at, match.end())
        room = _ROOM.match(text, at)
        return Token(Kind.BUILDING, "", at, room.end()) if room else None

    def _counted_next(self, number: str, text: str, at: int) -> bool:
        """Say whether "3#" at the end of which we are calls a product: 3#2份, 3# x2."""
        rest = text[at:].lstrip(" x×*:+")
        found = number_at(rest, 0)
        return (
            self._shelf.numbered(number) is not None
            and found is not None
            and rest[found.end : found.end + 1] not in ("号", "#", "栋")
        )

    def _product_number(self, text: str, at: int, last: Token | None) -> Token | None:
        """Read 1号, 第2款, #3, 3#, and the letters that offers are called by."""
        if at and text[at].isdecimal() and text[at - 1].isdecimal():
            return None
        for pattern in (_PRODUCT_NO, _SHARP_NO, _SHARP):
            if match := pattern.match(text, at):
                number = _digits(match["no"])
                if self._shelf.numbered(number) or _count_follows(text, match.end()):
                    return self._numbered(number, at, match.end(), match[0])
        return self._letter(text, at, last)

    def _letter(self, text: str, at: int, last: Token | None) -> Token | None:
        glued = last is not None and last.end == at and last.text[-1:].isalpha()
        after = text[at + 1 : at + 2]
        if self._shelf.letters and text[at].isascii() and text[at].isalpha() and not glued:
            if text[at] not in self._shelf.letters and not after.isdecimal():
                return None
            if not after.isalpha() or after in "x两一二三四五六七八九十各号款":
                end = at + 1 + (after in ("号", "款"))
                return self._numbered(text[at], at, end, text[at])
        return None

    def _number(self, text: str, at: int, last: Token | None) -> Token | None:
        if (end := between(text, at)) and (unit := unit_at(text, _skip(text, end))):
            return _amount(Number(end, None), text, at, unit)
        number = number_at(text, at)
        if number is None:
            return None
        if text[at : number.end] == "一两" and not unit_at(text, number.end):
            number = Number(at + 1, Fraction(1), chinese=True)
        unit = unit_at(text, number.end) or _spaced_unit(text, number.end)
        if number.couple and not unit:
            unit = "份"
        if number.chinese and not unit and not self._stands(text, number.end, last):
            return None
        if number.chinese and last and last.kind is Kind.TEXT and last.end == at and not unit:
            return None
        return _amount(number, text, at, unit)

    def _stands(self, text: str, end: int, last: Token | None) -> bool:
        """Say whether a Chinese numeral without a unit is a number and not part of a word."""
        if last is None or last.kind in (Kind.TEXT, Kind.BUILDING):
            return False
        return not text[end : end + 1].isalpha() or bool(_word_at(text, end))


def last_kind(token: Token | None) -> Kind | None:
    """Return the kind of a token that may be missing."""
    return token.kind if token else None


def _digits(written: str) -> str:
    """Return a number or letter in ASCII digits and capitals: 十二 is 12, a is A."""
    if written.isascii():
        return written.lstrip("0") if written.isdecimal() else written.upper()
    return str(counted(written))


def _skip(text: str, at: int) -> int:
    while text[at : at + 1] == " ":
        at += 1
    return at


def _spaced_unit(text: str, at: int) -> str:
    """Return a unit after one space ("2 份"), when nothing is written on to it."""
    start = _skip(text, at)
    unit = unit_at(text, start) if start > at else ""
    after = text[start + len(unit) : start + len(unit) + 1]
    return unit if unit and not after.isalpha() else ""


def _amount(number: Number, text: str, at: int, unit: str) -> Token:
    start = _skip(text, number.end)
    end = start + len(unit) if unit and text.startswith(unit, start) else max(number.end, at + 1)
    amount = Amount(number.value, unit)
    return Token(Kind.NUMBER, text[at:end], at, end, amount=amount, chinese=number.chinese)


def _count_follows(text: str, at: int) -> bool:
    rest = text[at:].lstrip(" x×*:+各")
    found = number_at(rest, 0)
    return found is not None and (rest[:1].isdecimal() or bool(unit_at(rest, found.end)))


def _word_at(text: str, at: int) -> Token | None:
    for end in range(min(len(text), at + LONGEST_WORD), at, -1):
        if role := WORDS.get(text[at:end]):
            return Token(Kind.WORD, text[at:end], at, end, role=role)
    return None


def _sign_x(text: str, at: int) -> Token | None:
    """Read an x that multiplies."""
    if text[at] not in "x×*" or not text[at + 1 :].lstrip()[:1]:
        return None
    if text[at] == "x" and not number_at(text[at + 1 :].lstrip(), 0):
        return None
    return Token(Kind.SIGN, "×", at, at + 1)


def _latin(text: str, at: int) -> Token | None:
    match = _LATIN.match(text, at)
    return Token(Kind.TEXT, match[0], at, match.end()) if match else None
