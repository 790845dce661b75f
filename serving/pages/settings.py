"""The leader's form: the week's settings in per cent and product names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

from fastapi import Form

from community.errors import InvalidField
from community.ids import CommunityId, ProductId
from community.models import Plan, Product
from community.weeks import Week
from recsys.planning.scenario import Weights
from serving.usecases.plan import PlanAsked

Products = Mapping[ProductId, Product]
Small = Annotated[str, Form(max_length=40)]
Long = Annotated[str, Form(max_length=2000)]
Ids = Annotated[list[str] | None, Form(max_length=500)]
_SLOTS = range(1, 201)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The form as it was filled in; `locks` and `bans` are ids or names of products."""

    week: str
    slots_max: str = "30"
    budget: str = ""
    local_by_count: str = "70"
    local_by_value: str = "0"
    sustainability: str = "30"
    locks: tuple[str, ...] = ()
    bans: tuple[str, ...] = ()

    @property
    def typed(self) -> Mapping[str, str]:
        """What was typed, by the JSON pointer that an error would name."""
        listed = {"locks": self.locks, "bans": self.bans}
        words = {f"/{f}/{n}": word for f, all_ in listed.items() for n, word in enumerate(all_)}
        return {**words, "/week": self.week, "/budget": self.budget, "/slots_max": self.slots_max}

    def asked(self, community_id: CommunityId, products: Products) -> PlanAsked:
        """Return what is asked of the planner; raises InvalidField for what cannot be read."""
        return PlanAsked(
            community_id=community_id,
            week=Week.parse(self.week),
            slots_max=_slots(self.slots_max),
            budget=_number(self.budget, "/budget") if self.budget.strip() else None,
            local_by_count=_share(self.local_by_count, "/local_by_count"),
            local_by_value=_share(self.local_by_value, "/local_by_value"),
            weights=Weights(sustainability=float(_share(self.sustainability, "/sustainability"))),
            locks=_known(self.locks, "/locks", products),
            bans=_known(self.bans, "/bans", products),
        )


def settings_form(
    week: Small,
    slots_max: Small = "30",
    budget: Small = "",
    local_by_count: Small = "70",
    local_by_value: Small = "0",
    *,
    sustainability: Small = "30",
    locks: Ids = None,
    bans: Ids = None,
    more_locks: Long = "",
    more_bans: Long = "",
    lock: Small = "",
    ban: Small = "",
) -> Settings:
    """Read the form; the button pressed in a row wins over what was ticked before."""
    locked = _without([*(locks or ()), *_split(more_locks), lock], ban)
    banned = _without([*(bans or ()), *_split(more_bans), ban], lock)
    return Settings(
        week=week.strip(),
        slots_max=slots_max,
        budget=budget,
        local_by_count=local_by_count,
        local_by_value=local_by_value,
        sustainability=sustainability,
        locks=locked,
        bans=banned,
    )


def settings_of(plan: Plan) -> Settings:
    """Return the form that a kept plan came from."""
    made: Any = plan.settings
    constraints = made["constraints"]
    return Settings(
        week=str(plan.week),
        slots_max=str(constraints["slots"]["max"]),
        budget="" if constraints["budget"] is None else str(constraints["budget"]),
        local_by_count=_percent(constraints["local_by_count"]),
        local_by_value=_percent(constraints["local_by_value"]),
        sustainability=_percent(made["weights"]["sustainability"]),
        locks=tuple(constraints["locks"]),
        bans=tuple(constraints["bans"]),
    )


def find_product(words: str, products: Products) -> ProductId | None:
    """Return the product with this id or name, or the only one whose name holds these words."""
    if words in products:
        return ProductId(words)
    named = [p.id for p in products.values() if p.name == words]
    named = named or [p.id for p in products.values() if words in p.name]
    return named[0] if len(named) == 1 else None


def _known(words: Iterable[str], pointer: str, products: Products) -> tuple[ProductId, ...]:
    found: dict[ProductId, None] = {}
    for place, word in enumerate(words):
        product = find_product(word, products)
        if product is None:
            raise InvalidField(f"{pointer}/{place}", f"{word!r} names no product, or several")
        found[product] = None
    return tuple(found)


def _without(words: Iterable[str], unwanted: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in words if word and word != unwanted))


def _split(text: str) -> list[str]:
    return [word.strip() for word in re.split("[,，、;；\n]", text) if word.strip()]


def _number(text: str, pointer: str) -> Decimal:
    try:
        number = Decimal(text.strip())
    except InvalidOperation as error:
        raise InvalidField(pointer, f"{text!r} is not a number") from error
    if not number.is_finite() or not 0 <= number <= 10**9:
        raise InvalidField(pointer, "must be a number from 0 to a billion")
    return number


def _slots(text: str) -> int:
    number = _number(text, "/slots_max")
    if number not in _SLOTS:
        raise InvalidField("/slots_max", f"must be a whole number from 1 to {_SLOTS[-1]}")
    return int(number)


def _share(text: str, pointer: str) -> Decimal:
    share = _number(text, pointer) / 100
    if share > 1:
        raise InvalidField(pointer, "must be at most 100 %")
    return share


def _percent(share: object) -> str:
    return f"{(Decimal(str(share)) * 100).normalize():f}"
