"""What a neighbour asks for: what is at hand, and for whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from community.quantities import Quantity

Lang = Literal["zh", "en"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Have:
    """One thing at hand, named as the neighbour named it.

    `grams` is its weight where it was given; `quantity` is what the words say where it was not
    ("2 个"), and the kitchen weighs it. `use_by` is the last good day. `said` are the whole words
    where `name` is only a part of them ("swollen can" of which "can" is a measure).
    """

    name: str
    grams: float | None = None
    use_by: date | None = None
    quantity: Quantity | None = None
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipeRequest:
    """One request for a zero-waste recipe.

    Words in `diets`, `allergies`, `groups` and `dislikes` are still as the neighbour wrote them.
    `minutes` is the most they will spend, `equipment` all they cook with (empty: a usual kitchen),
    `text` a need in free words, used to search only. `broadcast` asks for an answer fit for a show:
    nothing personal is said in it.
    """

    have: tuple[Have, ...]
    now: date
    people: int = 2
    diets: tuple[str, ...] = ()
    allergies: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    dislikes: tuple[str, ...] = ()
    minutes: int | None = None
    equipment: tuple[str, ...] = ()
    lang: Lang = "zh"
    text: str = ""
    broadcast: bool = False
