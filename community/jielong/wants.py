"""What a person's words ask for, before it is held against their order."""

from __future__ import annotations

from dataclasses import dataclass, field

from community.jielong.model import Action, Reason
from community.jielong.packs import Amount


@dataclass(frozen=True, slots=True)
class Want:
    """A product asked for; without `ids` it is not on offer, with several it is ambiguous.

    `amount` is None when no quantity was given; `problem` says why the want cannot be booked.
    """

    ids: tuple[str, ...]
    amount: Amount | None = None
    problem: Reason | None = None


@dataclass(slots=True)
class Intent:
    """One thing a person does in a line.

    `action` is None for a plain list. `amount` alone (+1, 退1份) refers to the one product the
    person has; `like` names another person or, empty, the order line above.
    """

    action: Action | None = None
    wants: list[Want] = field(default_factory=list)
    amount: Amount | None = None
    problem: Reason | None = None
    like: tuple[str, str] | None = None
    everything: bool = False  # all that the person has is withdrawn
    corrected: bool = False  # the writer corrected what stands here

    @property
    def empty(self) -> bool:
        """Whether nothing was asked."""
        return (
            not (self.wants or self.amount or self.problem or self.everything) and self.like is None
        )
