"""Which dishes: the foods at hand split into parts that make sense on a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from recipes.composer import filling, savoury, small
from recipes.composer.builder import Part
from recipes.composer.kit import Kit
from recipes.gate.pantry import Item

Method = Callable[[Kit, Sequence[Item]], Part]
MOST = 6  # foods in one dish, seasonings apart
_QUICK_MIN = 30
_POT_RICE = frozenset({"rice", "glutinous_rice", "black_rice"})
# Eaten steamed where there is nothing else with them.
_STEAMED = frozenset({"sweet_potato", "taro", "pumpkin", "corn_cob", "yam"})
_SOUP_STAGES = frozenset({"bone", "broth", "stock", "shell", "pulse"})
_CARRIERS = frozenset(
    ["protein", "hard", "soft", "tofu", "egg", "fish", "leftover", "bun", "pulse"]
)


@dataclass(frozen=True, slots=True)
class Course:
    """One dish to make and what goes into it."""

    method: Method
    items: tuple[Item, ...]


def courses(items: Sequence[Item], *, minutes: int | None) -> tuple[Course, ...]:
    """Return the dishes that use up `items`, the main dish first. Drinks are left as they are."""
    season = [i for i in items if i.seasoning and i.kind.zone == "pot" and i.kind.stage != "water"]
    pot = [i for i in items if i.kind.zone == "pot" and not i.seasoning]
    sweet = [i for i in items if i.kind.zone == "sweet"]
    oats = [i for i in pot if i.kind.name == "oats"]
    if oats and len(oats) == len(pot) and any(i.kind.stage in {"milk", "fruit"} for i in sweet):
        bowl = tuple(i for i in (*oats, *sweet) if i.kind.stage not in {"drink", "tea", "yogurt"})
        return (Course(small.oat_bowl, bowl), *_sweet(i for i in sweet if i not in bowl))
    found: list[Course] = []
    pot, found_apart = _apart(pot)
    if any(i.kind.stage in _CARRIERS for i in pot):
        # Nuts go over a savoury dish only where there is no sweet one for them.
        nuts = [i for i in sweet if i.kind.stage == "sprinkle"]
        body = [i for i in sweet if i.kind.stage not in {"sprinkle", "sweetener", "drink"}]
        if nuts and not body:
            sweet = [i for i in sweet if i not in nuts]
            found_apart.append(Course(small.sweet, tuple(nuts)))
    found += _savoury(pot, minutes)
    if found and season:
        found[0] = Course(found[0].method, (*found[0].items, *season))
    found += found_apart
    found += _sweet(sweet)
    return tuple(found)


def _apart(pot: list[Item]) -> tuple[list[Item], list[Course]]:
    """Split off what makes a small dish of its own."""
    found: list[Course] = []
    for stage, method in (("dumpling", filling.dumplings), ("crisp", small.crisp)):
        if part := tuple(i for i in pot if i.kind.stage == stage):
            found.append(Course(method, part))
            pot = [i for i in pot if i not in part]
    return pot, found


def _savoury(pot: list[Item], minutes: int | None) -> list[Course]:
    if not pot:
        return []
    main = _main(pot, minutes)
    taken = _limited(pot, main) or pot
    rest = [i for i in pot if i not in taken]
    return [Course(main, tuple(taken)), *_savoury(rest, minutes)]


def _main(pot: Sequence[Item], minutes: int | None) -> Method:
    stages = {i.kind.stage for i in pot}
    if "rice" in stages:
        loose = any(i.kind.name == "porridge" for i in pot) or bool(stages & {"broth", "stock"})
        return filling.rice_porridge if loose else filling.fried_rice
    if "noodle" in stages:
        cooked = all(i.kind.name == "cookednoodle" for i in pot if i.kind.stage == "noodle")
        return filling.noodle_soup if stages & _SOUP_STAGES or not cooked else filling.fried_rice
    if "grain" in stages:
        rice = all(i.food.id in _POT_RICE for i in pot if i.kind.stage == "grain")
        return filling.pot_rice if rice else filling.grain_porridge
    if "flour" in stages:
        return filling.pancake
    if stages <= {"bun", "egg", "cheese"} and "bun" in stages:
        return filling.toast
    if all(i.kind.name == "pulse" for i in pot):
        return filling.grain_porridge
    if stages <= {"broth"}:
        return small.hot_broth
    if stages & _SOUP_STAGES:
        return savoury.soup
    if stages == {"egg"}:
        return filling.steamed_egg
    if {i.food.id for i in pot} <= _STEAMED:
        return filling.steamed
    if all(i.kind.raw for i in pot):
        return savoury.cold_dish
    return _fried_or_braised(pot, stages, minutes)


def _fried_or_braised(pot: Sequence[Item], stages: set[str], minutes: int | None) -> Method:
    slow = [i for i in pot if i.kind.boil_min >= 15 and i.kind.stage in {"hard", "protein"}]
    rich = stages & {"protein", "tofu", "fish"}
    time = minutes is None or minutes > _QUICK_MIN
    stewed = any(i.kind.name == savoury.STEWED for i in pot)
    if "fish" in stages or stewed or (rich and slow and stages & {"hard"} and time):
        return savoury.braise
    if stages & {"nori", "driedveg"} or {i.kind.name for i in pot} <= {"seaweed", "nori"}:
        return savoury.soup
    return savoury.stir_fry


_TAKES: dict[Method, frozenset[str]] = {
    filling.fried_rice: frozenset(
        {"rice", "noodle", "egg", "hard", "soft", "protein", "leftover", "preserve", "cheese"}
        | {"tofu", "bun"}
    ),
    filling.pot_rice: frozenset(["grain", "hard", "soft", "protein", "egg", "preserve", "tofu"]),
    filling.grain_porridge: frozenset(["grain", "pulse", "hard", "soft"]),
    filling.pancake: frozenset(["flour", "egg", "soft", "hard", "cheese"]),
}


def _limited(pot: Sequence[Item], method: Method) -> list[Item]:
    """Return what one dish takes: what suits it, the soonest to spoil and heaviest first."""
    takes = _TAKES.get(method)
    suits = [i for i in pot if takes is None or i.kind.stage in takes]
    if method in {savoury.stir_fry, savoury.soup, savoury.braise}:
        suits = list(pot)
    bodies = sorted(suits, key=lambda i: (_stays(i), i.use_by is None, -i.grams))
    chosen = bodies[:MOST]
    return [i for i in pot if i in chosen]


def _stays(item: Item) -> bool:
    """What gives the dish its name is never the one left out."""
    return item.kind.stage not in {"rice", "noodle", "grain", "flour", "bone", "fish"}


def _sweet(sweet: Iterable[Item]) -> list[Course]:
    body = [i for i in sweet if i.kind.stage != "drink"]
    brewed = tuple(i for i in body if i.kind.stage == "tea")
    bowl = [i for i in body if i.kind.stage != "tea"]
    found = []
    if any(i.kind.name == small.TREMELLA for i in bowl):
        soup = tuple(i for i in bowl if i.kind.stage in {"fruit", "sprinkle", "sweetener"})
        found.append(Course(small.sweet_soup, soup))
        bowl = [i for i in bowl if i not in soup]
    if any(i.kind.stage in {"fruit", "milk", "yogurt", "sprinkle"} for i in bowl):
        raw = all(i.kind.raw for i in bowl if i.kind.stage == "fruit")
        found.append(Course(small.sweet if raw else small.stewed_fruit, tuple(bowl)))
    if brewed:
        found.append(Course(small.tea, brewed))
    return found
