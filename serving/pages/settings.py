"""The leader's form: the week's settings in per cent, product names and plain words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from community.errors import InvalidField
from community.ids import CommunityId, ProductId, SupplierId
from community.models import Product
from community.weeks import Week
from recsys.planning.scenario import Bounds, Essential, Weights
from serving.plan_words import read_essential, read_limit, split_words
from serving.usecases.plan_asked import PlanAsked

Products = Mapping[ProductId, Product]
Small = Annotated[str, Field(max_length=40)]
Long = Annotated[str, Field(max_length=2000)]
Ids = Annotated[tuple[str, ...], Field(max_length=500)]
WEIGHTS = ("margin", "preference", "sustainability", "waste", "kitchen")
_USUAL = PlanAsked(community_id=CommunityId(""))
_SLOTS = 200


def _percent(share: float | Decimal) -> str:
    return f"{(Decimal(str(share)) * 100).normalize():f}"


class Settings(BaseModel):
    """The form as it was filled in; `locks` and `bans` are ids or names of products.

    A button pressed in a row (`lock`, `ban`) wins over what was ticked before.
    """

    model_config = ConfigDict(frozen=True)

    week: Small
    slots_max: Small = str(_USUAL.slots_max)
    slots_min: Small = str(_USUAL.slots_min)
    budget: Small = ""
    within_km: Small = f"{_USUAL.within_km:g}"
    local_by_count: Small = _percent(_USUAL.local_by_count)
    local_by_value: Small = _percent(_USUAL.local_by_value)
    cold_boxes: Small = ""
    max_repeats: Small = ""
    category_limits: Long = ""
    essentials: Long = ""
    prices: Long = ""
    margin: Small = _percent(_USUAL.weights.margin)
    preference: Small = _percent(_USUAL.weights.preference)
    sustainability: Small = _percent(_USUAL.weights.sustainability)
    waste: Small = _percent(_USUAL.weights.waste)
    kitchen: Small = _percent(_USUAL.weights.kitchen)
    supplier_outage: Ids = ()
    locks: Ids = ()
    bans: Ids = ()

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
            slots_min=_whole(self.slots_min or "0", "/slots_min"),
            slots_max=_slots(self.slots_max),
            budget=_number(self.budget, "/budget") if self.budget.strip() else None,
            within_km=float(_number(self.within_km or "0", "/within_km")),
            local_by_count=_share(self.local_by_count, "/local_by_count"),
            local_by_value=_share(self.local_by_value, "/local_by_value"),
            category_limits=_limits(self.category_limits),
            essentials=_essentials(self.essentials, products),
            cold_boxes=_number(self.cold_boxes, "/cold_boxes") if self.cold_boxes.strip() else None,
            max_repeats=_whole(self.max_repeats, "/max_repeats") if self.max_repeats else None,
            weights=Weights(**{name: self._weight(name) for name in WEIGHTS}),
            supplier_outage=tuple(SupplierId(id_) for id_ in self.supplier_outage),
            prices=_prices(self.prices, products),
            locks=_known(self.locks, "/locks", products),
            bans=_known(self.bans, "/bans", products),
        )

    def _weight(self, name: str) -> float:
        return float(_number(getattr(self, name) or "0", f"/{name}") / 100)

    @property
    def fields(self) -> list[tuple[str, str]]:
        """Every field with its value, as hidden inputs send them again."""
        found: list[tuple[str, str]] = []
        for name, value in self.model_dump().items():
            some = value if isinstance(value, list | tuple) else (value,)
            found += [(name, str(item)) for item in some]
        return found


class SettingsForm(Settings):
    """The form as it is sent: with names typed in addition, and the button that was pressed."""

    more_locks: Long = ""
    more_bans: Long = ""
    lock: Small = ""
    ban: Small = ""

    @property
    def settings(self) -> Settings:
        """What is asked for all in all."""
        kept = self.model_dump(exclude={"more_locks", "more_bans", "lock", "ban", "locks", "bans"})
        locks = _without([*self.locks, *split_words(self.more_locks), self.lock], self.ban)
        bans = _without([*self.bans, *split_words(self.more_bans), self.ban], self.lock)
        return Settings(**{**kept, "week": self.week.strip(), "locks": locks, "bans": bans})


def settings_of(asked: PlanAsked, products: Products) -> Settings:
    """Return the form that would ask the same."""
    weights = {name: _percent(getattr(asked.weights, name)) for name in WEIGHTS}
    return Settings(
        week=str(asked.week or ""),
        slots_max=str(asked.slots_max),
        slots_min=str(asked.slots_min),
        budget=_plain(asked.budget),
        within_km=f"{asked.within_km:g}",
        local_by_count=_percent(asked.local_by_count),
        local_by_value=_percent(asked.local_by_value),
        cold_boxes=_plain(asked.cold_boxes),
        max_repeats=_plain(asked.max_repeats),
        category_limits="、".join(
            f"{name} {_plain(low)}-{_plain(high)}"
            for name, (low, high) in asked.category_limits.items()
        ),
        essentials="\n".join(
            f"{e.name}={'、'.join(products[i].name for i in e.any_of)} ×{e.min_packs}"
            for e in asked.essentials
        ),
        prices="、".join(f"{products[i].name}={price}" for i, price in asked.prices.items()),
        supplier_outage=asked.supplier_outage,
        locks=asked.locks,
        bans=asked.bans,
        **weights,
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


def _limits(text: str) -> Mapping[str, Bounds]:
    try:
        return dict(map(read_limit, split_words(text)))
    except ValueError as error:
        raise InvalidField("/category_limits", f"{error} is no limit") from error


def _essentials(text: str, products: Products) -> tuple[Essential, ...]:
    found = []
    for line in filter(str.strip, text.splitlines()):
        try:
            name, words, packs = read_essential(line)
            any_of = _known(words, "/essentials", products)
        except (ValueError, InvalidField) as error:
            raise InvalidField("/essentials", f"{line!r} is no essential") from error
        found.append(Essential(name=name, any_of=any_of, min_packs=packs))
    return tuple(found)


def _prices(text: str, products: Products) -> Mapping[ProductId, Decimal]:
    found = {}
    for entry in split_words(text):
        name, _, price = entry.replace("＝", "=").partition("=")
        product = find_product(name.strip(), products)
        if product is None:
            raise InvalidField("/prices", f"{entry!r} names no product, or several")
        found[product] = round(_number(price.strip().removeprefix("¥"), "/prices"), 2)
    return found


def _without(words: Iterable[str], unwanted: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in words if word and word != unwanted))


def _number(text: str, pointer: str) -> Decimal:
    try:
        number = Decimal(text.strip())
    except InvalidOperation as error:
        raise InvalidField(pointer, f"{text!r} is not a number") from error
    if not number.is_finite() or not 0 <= number <= 10**9:
        raise InvalidField(pointer, "must be a number from 0 to a billion")
    return number


def _whole(text: str, pointer: str) -> int:
    number = _number(text, pointer)
    if number != number.to_integral_value():
        raise InvalidField(pointer, "must be a whole number")
    return int(number)


def _slots(text: str) -> int:
    number = _whole(text, "/slots_max")
    if not 1 <= number <= _SLOTS:
        raise InvalidField("/slots_max", f"must be a whole number from 1 to {_SLOTS}")
    return number


def _share(text: str, pointer: str) -> Decimal:
    share = _number(text, pointer) / 100
    if share > 1:
        raise InvalidField(pointer, "must be at most 100 %")
    return share


def _plain(value: Decimal | int | None) -> str:
    return "" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)
