"""The tokens of a folded line."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from community.jielong.packs import NO_AMOUNT, Amount
from community.jielong.words import Role


class Kind(StrEnum):
    """What a token is."""

    PRODUCT = "product"
    NUMBER = "number"
    BUILDING = "building"
    WORD = "word"
    SIGN = "sign"
    MONEY = "money"
    TIME = "time"
    MENTION = "mention"
    GAP = "gap"  # an emoji between words
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Token:
    """One token of a folded line.

    `ids` are the offers a product may mean (none: not on offer); `numbered` says that it was
    called by its number. `spaced` says whether space stands before it.
    """

    kind: Kind
    text: str
    start: int
    end: int
    ids: tuple[str, ...] = ()
    numbered: bool = False
    amount: Amount = NO_AMOUNT
    role: Role | None = None
    spaced: bool = False
    chinese: bool = False

    def is_sign(self, signs: str) -> bool:
        """Say whether the token is one of these signs."""
        return self.kind is Kind.SIGN and self.text in signs

    def is_word(self, *roles: Role) -> bool:
        """Say whether the token is a word of one of these roles."""
        return self.kind is Kind.WORD and self.role in roles

    @property
    def bare(self) -> bool:
        """Whether it is a number without a unit, in digits."""
        return self.kind is Kind.NUMBER and not self.amount.unit and not self.chinese
