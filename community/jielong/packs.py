"""What one pack of an offer holds, and how many packs an amount comes to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from community.foods.folding import fold_text
from community.jielong.model import Offer, Reason
from community.jielong.numerals import number_at
from community.jielong.words import (
    CONTAINERS,
    DOZEN,
    GENERIC_UNITS,
    MASS,
    PIECES,
    SAME_UNITS,
    SMALL,
)

MOST = 99  # packs one household may plausibly mean
_UNITS = tuple(sorted((*MASS, *CONTAINERS, *PIECES, *GENERIC_UNITS), key=len, reverse=True))
_RANGE = re.compile(r"\d\s*[-~到至]\s*\d")
_SEVERAL = re.compile(r"[*x×+]")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit; `value` is None when the words leave it open."""

    value: Fraction | None
    unit: str = ""


NO_AMOUNT = Amount(None)


@dataclass(frozen=True, slots=True)
class Pack:
    """One pack: its weight, how many pieces it holds, what it is called; None and empty unknown."""

    grams: Fraction | None = None
    pieces: Fraction | None = None
    called: frozenset[str] = frozenset()

    def holds(self, amount: Amount) -> bool:
        """Say whether an amount only repeats what the pack holds (30枚, 500g)."""
        if amount.value is None:
            return False
        if amount.unit in MASS:
            return self.grams == amount.value * MASS[amount.unit]
        return amount.unit in PIECES and self.pieces == amount.value

    def count(self, amount: Amount) -> int | Reason:
        """Return the packs of an amount, or why there is no such number."""
        value, unit = amount.value, amount.unit
        if value is None:
            return Reason.QUANTITY
        if value <= 0:
            return Reason.IMPOSSIBLE
        if unit in MASS:
            return _divided(value * MASS[unit], self.grams)
        if not unit or unit in GENERIC_UNITS or unit in self.called:
            return _whole(value)
        if unit == DOZEN:
            return _divided(value * 12, self.pieces)
        if unit in PIECES and self.pieces is not None:
            return _divided(value, self.pieces)
        if not self.called and (unit in SMALL or (unit in PIECES and self.grams is None)):
            return _whole(value)
        return Reason.UNIT


def _whole(value: Fraction) -> int | Reason:
    return int(value) if value.denominator == 1 and value <= MOST else Reason.IMPOSSIBLE


def _divided(value: Fraction, size: Fraction | None) -> int | Reason:
    if not size or (value / size).denominator != 1:
        return Reason.UNIT
    return _whole(value / size)


def unit_at(text: str, start: int) -> str:
    """Return the unit that begins at `start`; empty when none does."""
    return next((unit for unit in _UNITS if text.startswith(unit, start)), "")


def pack_of(offer: Offer) -> Pack:
    """Return what the offer's spec (or its name, when the spec is silent) says of one pack."""
    return _read(folded(offer.spec)) or _read(folded(offer.name), bare=False) or Pack()


def folded(text: str) -> str:
    """Return an offer's words in the form replies are folded to."""
    return fold_text(text).text


def _read(spec: str, *, bare: bool = True) -> Pack | None:
    measures, called = _measures(spec, bare=bare)
    grams = [value * MASS[unit] for value, unit in measures if unit in MASS]
    pieces = [value for value, unit in measures if unit in PIECES and value > 1]
    if not (grams or pieces or called):
        return None
    uneven = _RANGE.search(spec) or _SEVERAL.search(spec)
    return Pack(
        None if uneven or not grams else grams[0],
        None if uneven or not pieces else pieces[0],
        frozenset().union(*(_alike(unit) for unit in called)),
    )


def _measures(spec: str, *, bare: bool) -> tuple[list[tuple[Fraction, str]], list[str]]:
    """Return the numbers with units, and the units that name one pack (/盒, 1只, 把)."""
    measures, called, position = [], [], 0
    while position < len(spec):
        number = number_at(spec, position)
        if number and (unit := unit_at(spec, number.end)) and number.value is not None:
            measures.append((number.value, unit))
            if number.value == 1 and unit not in MASS:
                called.append(unit)
            position = number.end + len(unit)
        elif bare and (unit := unit_at(spec, position)) in (*CONTAINERS, *PIECES) and unit:
            called.append(unit)
            position += len(unit)
        elif number and number.value is not None and not number.chinese:
            position = number.end
        else:
            position += 1
    return measures, called


def _alike(unit: str) -> frozenset[str]:
    return frozenset({unit}).union(*(group for group in SAME_UNITS if unit in group))
