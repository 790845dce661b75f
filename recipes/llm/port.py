"""What the writer needs from a language model: one draft, or none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from community.ids import FoodId, NoteId
from recipes.request import Lang


@dataclass(frozen=True, slots=True)
class Offered:
    """A food the model may cook with: its id, its name, and the grams to use (None: a little)."""

    food: FoodId
    name: str
    grams: float | None


@dataclass(frozen=True, slots=True)
class Quoted:
    """A note shown to the model as data: its id, its title and its steps."""

    id: NoteId
    title: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """All a model is told: recognised foods, quoted notes and numbers; never a person's words.

    `must_do` are the treatments that the steps have to carry, `avoid` what must not appear.
    """

    lang: Lang
    people: int
    minutes: int | None
    pantry: tuple[Offered, ...]
    staples: tuple[Offered, ...]
    equipment: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    must_do: tuple[str, ...] = ()
    notes: tuple[Quoted, ...] = ()


@dataclass(frozen=True, slots=True)
class ProposedStep:
    """One step as the model wrote it."""

    text: str
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A recipe as the model wrote it: amounts are set in code, so it names foods only."""

    title: str
    minutes: int
    foods: tuple[str, ...]
    steps: tuple[ProposedStep, ...]


Judge = Callable[[Proposal], Sequence[str]]
"""Says what is wrong with a proposal, in words fit for the model; empty when nothing is."""


class Drafter(Protocol):
    """A language model behind one method."""

    @property
    def name(self) -> str:
        """The model's name as it is shown."""
        ...

    def draft(self, brief: Brief, judge: Judge) -> Proposal:
        """Return a recipe for `brief` that `judge` finds nothing wrong with.

        A proposal with faults is repaired at most once. Raises Unavailable when there is none
        within the budget: the model is down, slow, malformed, or does not take correction.
        """
        ...
