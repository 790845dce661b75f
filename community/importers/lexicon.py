"""What importers need to know of foods."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from community.ids import FoodId
from community.quantities import Weighed


class NamedFood(Weighed, Protocol):
    """A food with its id and what its units weigh."""

    @property
    def id(self) -> FoodId:
        """The canonical id."""
        ...


class FoodMention(Protocol):
    """A name that was understood."""

    @property
    def food(self) -> NamedFood:
        """The food meant."""
        ...


class Lexicon(Protocol):
    """The closed vocabulary of foods."""

    @property
    def foods(self) -> Mapping[FoodId, NamedFood]:
        """Every food by id."""
        ...

    def resolve(self, name: str) -> FoodMention | None:
        """Return what `name` means, or None."""
        ...
