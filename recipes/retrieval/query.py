"""What is looked for, and for whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from community.ids import FoodId, NoteId
from community.models import NoteKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A search; every field may be left out, and what is left out does not narrow.

    `text` is free words in Chinese or English: foods named in it are asked for, foods it rules out
    ("不要放香菜") are avoided. `foods` are foods at hand and how much each counts: 1 is usual, more
    for what spoils first. `allergies` are allergen classes, `diets` ids of the diet table; both are
    hard. `avoid` are foods that no answer may hold. `month` (1–12) with `region` and `solar_term`
    lean towards the season.
    """

    text: str = ""
    foods: Mapping[FoodId, float] = field(default_factory=lambda: MappingProxyType({}))
    avoid: frozenset[FoodId] = frozenset()
    allergies: frozenset[str] = frozenset()
    diets: frozenset[str] = frozenset()
    kinds: frozenset[NoteKind] = frozenset()
    lang: str = ""
    month: int | None = None
    region: str = "yangtze"
    solar_term: str = ""
    exclude: frozenset[NoteId] = frozenset()
    n: int = 10
