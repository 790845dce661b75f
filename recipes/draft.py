"""A recipe before it is shown: what the composer or a model proposes and the verifier judges."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from community.ids import FoodId, NoteId


class Source(StrEnum):
    """Where an ingredient comes from: at hand, in every kitchen, or to be bought."""

    PANTRY = "pantry"
    STAPLE = "staple"
    SHOP = "shop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One ingredient: `name` as it is shown, `grams` for the whole recipe."""

    name: str
    food: FoodId
    grams: float
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step and the notes it comes from; `part` names the small dish it belongs to, if any."""

    text: str
    cites: tuple[NoteId, ...] = ()
    part: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A whole recipe for `servings`, not yet verified."""

    title: str
    servings: int
    minutes: int
    lines: tuple[Line, ...]
    steps: tuple[Step, ...]
