"""Which notes together: one or two dishes of notes, small rests cooked along with them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from recipes.composer.adapt import Base
from recipes.composer.builder import BEFORE, Part
from recipes.composer.grounding import heats
from recipes.composer.phrases import Phrases
from recipes.composer.plan import courses
from recipes.draft import Line, Source
from recipes.gate.pantry import Item

_LOOKED_AT = 8
_MOST_MENUS = 3
_DISH_G = 90.0  # one dish more is worth it from about this much of what is at hand
_OURS = 0.6  # what a gram in a dish of our own is worth beside one in a dish of a note
_BOUGHT = 2.0  # grams used that make up for one to buy
_ALONG = 0.3  # of a dish's weight that can be cooked along with it
_ALONG_MIN = 8  # minutes that what is cooked along needs at most
_ALONG_STAGES = frozenset({"soft", "hard", "preserve"})


@dataclass(frozen=True, slots=True)
class Menu:
    """Dishes that rest on notes, and what is left for dishes of our own."""

    bases: tuple[Base, ...]
    rest: tuple[Item, ...]


def menus(found: Sequence[Base], items: Sequence[Item], phrases: Phrases) -> Iterator[Menu]:
    """Yield the best menus, three at most: most used, least bought, fewest dishes.

    The menu without a note, which is always possible, comes where it is the better one.
    """
    ranked = sorted(found, key=_worth, reverse=True)[:_LOOKED_AT]
    pairs = (pair for pair in itertools.combinations(ranked, 2) if _apart(*pair))
    made = [_menu(group, items, phrases) for group in (*((one,) for one in ranked), *pairs)]
    best = [menu for menu in made if _holds_the_main(menu, items)]
    best = sorted(best, key=_value, reverse=True)[:_MOST_MENUS]
    yield from sorted((*best, Menu((), tuple(items))), key=_value, reverse=True)


def _worth(base: Base) -> float:
    return base.used - _BOUGHT * base.bought


def _apart(one: Base, other: Base) -> bool:
    """Say whether two dishes cook different things."""
    mine = {item.food.id for item in one.items if not item.seasoning}
    return mine.isdisjoint(item.food.id for item in other.items if not item.seasoning)


def _menu(group: Sequence[Base], items: Sequence[Item], phrases: Phrases) -> Menu:
    taken = {item.food.id for base in group for item in base.items}
    rest = [item for item in items if item.food.id not in taken]
    first = _with_rest(group[0], rest, phrases)
    rest = [item for item in rest if item not in first.items]
    return Menu((first, *group[1:]), tuple(rest))


def _value(menu: Menu) -> float:
    dishes = len(menu.bases) + len(courses(menu.rest, minutes=None))
    ours = sum(item.grams for item in menu.rest if not item.seasoning)
    return sum(map(_worth, menu.bases)) + _OURS * ours - _DISH_G * (dishes - 1)


def _holds_the_main(menu: Menu, items: Sequence[Item]) -> bool:
    """Say whether the heaviest or soonest to spoil is in a dish of a note."""
    bodies = [item for item in items if not item.seasoning]
    main = max(bodies, key=lambda item: item.grams)
    soonest = min(bodies, key=lambda item: item.use_by or date.max)
    wanted = {main.food.id, soonest.food.id if soonest.use_by else main.food.id}
    used = {item.food.id for base in menu.bases for item in base.items}
    return not wanted.isdisjoint(used)


def _with_rest(base: Base, rest: Sequence[Item], phrases: Phrases) -> Base:
    """Return the dish with small things cooked along, before its last step."""
    hot = any(heats(step) for step in base.own_steps)
    small = [item for item in rest if _goes_along(item, base.used, hot=hot)]
    if not small or sum(item.grams for item in small) > _ALONG * base.used:
        return base
    labels = [item.label for item in small]
    cut = phrases.sentence([item.kind.cuts["dice", phrases.lang].replace(
        "{}", phrases.named(item.label)) for item in small]).rstrip("。.")  # fmt: skip
    minutes = max(max(item.kind.boil_min for item in small), 2)
    said = phrases.say("add.hot" if hot else "add.raw", cut=cut, names=phrases.names(labels),
                       min=minutes)  # fmt: skip
    lines = [Line(name=item.label, food=item.food.id, grams=float(round(item.grams)),
                  source=Source.PANTRY) for item in small]  # fmt: skip
    steps = (*base.part.steps[:-1], said, base.part.steps[-1])
    part = Part(base.part.title, (*base.part.lines, *lines), steps, base.part.minutes + 2)
    return replace(base, part=part, items=(*base.items, *small))


def _goes_along(item: Item, grams: float, *, hot: bool) -> bool:
    if item.seasoning or item.kind.name == "boiledegg" or item.kind.zone != "pot":
        return False
    if item.grams > _ALONG * grams:
        return False
    if any(rule.id in BEFORE for rule in item.treatments) or not item.kind.cuts["dice", "zh"]:
        return False
    if not hot:
        return item.kind.raw and item.kind.stage in _ALONG_STAGES
    return item.kind.stage in _ALONG_STAGES and item.kind.boil_min <= _ALONG_MIN
