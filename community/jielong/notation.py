"""Bare numbers made products by the paste's rules: 1+2, 1x2, 1 3 4各一份."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from community.jielong.packs import Amount
from community.jielong.rules import Joint, Rules
from community.jielong.shelf import Shelf
from community.jielong.tokens import Kind, Token
from community.jielong.words import Role

_LIST_SIGNS = "+、,/."
_ONE = Token(Kind.NUMBER, "", 0, 0, amount=Amount(Fraction(1), "份"))


class Notation:
    """Reads the bare numbers of a reply over one shelf and the rules in force."""

    def __init__(self, shelf: Shelf, rules: Rules) -> None:
        self._shelf = shelf
        self._rules = rules

    def read(self, tokens: Sequence[Token]) -> list[Token]:
        """Return the tokens with every number that must be a product made one."""
        found = self._listed(list(tokens))
        if self._shelf.only is None:
            found = self._joined(found)
            if self._only_products(found):
                one = (_ONE,) if Joint.LIST in self._rules.joints.values() else ()
                found = [part for t in found for part in self._as_list(t, one)]
        elif found and all(t.kind is Kind.NUMBER for t in found) and len(found) == 1:
            product = Token(Kind.PRODUCT, "", found[0].start, found[0].start, ids=self._shelf.all())
            found.insert(0, product)
        return found

    def _listed(self, tokens: list[Token]) -> list[Token]:
        """Make products of the numbers before 各: 1 3 4各一份, 1+2各2."""
        for i, token in enumerate(tokens):
            if not token.is_word(Role.EACH, Role.ALL):
                continue
            j = i - 1
            while j >= 0 and (
                tokens[j].bare
                or tokens[j].is_sign(_LIST_SIGNS)
                or tokens[j].is_word(Role.AND, Role.LIKE)
            ):
                j -= 1
            run = tokens[j + 1 : i]
            if j >= 0 and tokens[j].kind is Kind.PRODUCT and not tokens[j].numbered:
                continue
            tokens[j + 1 : i] = [self._product(t) or t for t in run]
            end = begin = i + 2  # 各1份 1+2+3
            while end < len(tokens) and (tokens[end].bare or tokens[end].is_sign(_LIST_SIGNS)):
                end += 1
            if i + 1 < len(tokens) and tokens[i + 1].kind is Kind.NUMBER:
                tokens[begin:end] = [self._product(t) or t for t in tokens[begin:end]]
        return tokens

    def _joined(self, tokens: list[Token]) -> list[Token]:
        """Read two numbers with a sign (or, by rule, a space) between them."""
        done: list[Token] = []
        i = 0
        while i < len(tokens):
            taken = self._pair(tokens, i, done[-1] if done else None)
            if taken:
                pair, used = taken
                done += pair
                i += used
            else:
                done.append(tokens[i])
                i += 1
        return done

    def _pair(
        self, tokens: list[Token], i: int, before: Token | None
    ) -> tuple[list[Token], int] | None:
        first = tokens[i]
        if not first.bare or (before and before.kind is Kind.PRODUCT and not before.amount.unit):
            return None
        signed = i + 2 < len(tokens) and tokens[i + 1].kind is Kind.SIGN
        second = tokens[i + 2] if signed else (tokens[i + 1] if i + 1 < len(tokens) else None)
        if second is None or second.kind is not Kind.NUMBER:
            return None
        sign = tokens[i + 1].text if signed else " "
        joint = Joint.TIMES if sign == "×" else self._rules.joints.get(sign)
        if joint is Joint.TURNED:
            product = self._product(second)
            return ([product, _quantity(first)], 2 + signed) if product else None
        product = self._product(first)
        if product is None or joint is None:
            return None
        if joint is Joint.TIMES:
            return [product, _quantity(second)], 2 + signed
        return None

    def _only_products(self, tokens: list[Token]) -> bool:
        """Say whether a reply is a list of product numbers, by the rules of the paste."""
        listing = Joint.LIST in self._rules.joints.values()
        signs = {sign for sign, joint in self._rules.joints.items() if joint is Joint.LIST}
        joined = any(t.is_sign("+-/×=") and t.text not in signs for t in tokens)
        bare = [t for t in tokens if t.bare]
        plain = all(
            t.bare or t.is_sign("+-、,/ .") or t.is_word(Role.FILL, Role.AND) for t in tokens
        )
        return (
            bool(bare)
            and plain
            and not joined
            and (listing or (self._rules.one_by_default and not self._rules.joints.get(" ")))
        )

    def _as_list(self, token: Token, one: tuple[Token, ...]) -> tuple[Token, ...]:
        product = self._product(token)
        return (product, *one) if product else (token,)

    def _product(self, token: Token) -> Token | None:
        """Return a bare number as the product it names; None when it names none."""
        value = token.amount.value
        if not token.bare or value is None or value.denominator != 1:
            return None
        product = self._shelf.numbered(str(int(value)))
        if product is None:
            return None
        return replace(token, kind=Kind.PRODUCT, ids=(product,), numbered=True, amount=Amount(None))


def _quantity(token: Token) -> Token:
    """Return a number as a quantity that stands with the product before it."""
    unit = token.amount.unit or "份"
    return replace(token, amount=Amount(token.amount.value, unit), spaced=False)
