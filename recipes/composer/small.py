"""Small dishes beside the main one: crisp peels, fruit, milk, tea, and hot broth."""

from __future__ import annotations

from collections.abc import Sequence

from recipes.composer.builder import Builder, Part
from recipes.composer.kit import Kit
from recipes.composer.pot import dish_names
from recipes.gate.pantry import Item

TREMELLA = "tremella"


def crisp(kit: Kit, items: Sequence[Item]) -> Part:
    """Return peels or seeds fried crisp."""
    make = Builder(kit, items)
    make.prepare()
    minutes = max(item.kind.fry_min for item in items)
    salt = make.staple("salt", make.grams * 0.006)
    key = "crisp.fry" if salt else "crisp.plain"
    make.say(key, names=make.names(items), oil=make.oil(), min=minutes, minutes=minutes,
             **({"salt": salt} if salt else {}))  # fmt: skip
    return make.finish(kit.phrases.say("title.crisp", a=dish_names(kit, items, 2)))


def tea(kit: Kit, items: Sequence[Item]) -> Part:
    """Return peels or leaves boiled and strained to drink."""
    make = Builder(kit, items)
    make.prepare()
    water, ml = make.water(300.0 * kit.people)
    make.say("tea.boil", names=make.names(items), water=water, ml=ml, minutes=17)
    return make.finish(kit.phrases.say("title.tea", a=dish_names(kit, items, 2)))


def sweet(kit: Kit, items: Sequence[Item]) -> Part:
    """Return fruit, milk, yogurt, nuts and honey as one bowl; milk is heated."""
    make = Builder(kit, items)
    make.prepare()
    for milk in make.at("milk"):
        key = "milk.boil" if milk.kind.name == "soymilk" else "milk.heat"
        make.say(key, names=kit.phrases.named(milk.label), minutes=10)
    make.step()
    if yogurt := make.at("yogurt"):
        make.say("yogurt.bowl", names=make.names(yogurt))
    raw = [item for item in make.at("fruit") if item.kind.raw]
    if raw:
        make.say("fruit.bowl", names=make.names(raw), minutes=2)
    if top := make.at("sprinkle"):
        make.say("fruit.top", names=make.names(top))
    if sweetener := make.at("sweetener"):
        make.say("sweeten", names=make.take(sweetener))
    return make.finish(_title(kit, items))


def stewed_fruit(kit: Kit, items: Sequence[Item]) -> Part:
    """Return fruit simmered soft in a little water."""
    make = Builder(kit, items)
    make.prepare()
    fruit = make.at("fruit", "sprinkle")
    water, ml = make.water(make.grams)
    make.say("fruit.stew", names=make.names(fruit), water=water, ml=ml, minutes=12)
    if sweetener := make.at("sweetener"):
        make.say("sweeten", names=make.take(sweetener))
    return make.finish(kit.phrases.say("title.stew", a=dish_names(kit, fruit, 2)))


def oat_bowl(kit: Kit, items: Sequence[Item]) -> Part:
    """Return oats boiled in water, milk warmed in them, fruit and nuts on top."""
    make = Builder(kit, items)
    make.prepare()
    oats, milk = make.at("grain"), make.at("milk")
    water, ml = make.water(sum(item.grams for item in oats) * (6 if milk else 8))
    make.say("oats.cook", names=make.names(oats), water=water, ml=ml, minutes=12)
    if milk:
        make.say("oats.milk", names=make.names(milk), minutes=5)
    top = make.at("fruit", "sprinkle")
    if top:
        make.say("oats.top", names=make.names(top))
    if sweetener := make.at("sweetener"):
        make.say("sweeten", names=make.take(sweetener))
    return make.finish(kit.phrases.say("title.oats", a=dish_names(kit, top or milk, 2)))


def sweet_soup(kit: Kit, items: Sequence[Item]) -> Part:
    """Return snow fungus simmered until it thickens, with fruit."""
    make = Builder(kit, items)
    make.prepare()
    base = [item for item in items if item.kind.name == TREMELLA]
    rest = [item for item in make.at("fruit", "sprinkle") if item not in base]
    water, ml = make.water(450.0 * kit.people)
    make.say("sweetsoup.base", names=make.names(base), water=water, ml=ml, minutes=45)
    if rest:
        make.say("sweetsoup.fruit", names=make.names(rest), minutes=15)
    if sweetener := make.at("sweetener"):
        make.say("sweeten", names=make.take(sweetener))
    elif sugar := make.staple("sugar", 10.0 * kit.people):
        make.say("sweeten", names=sugar)
    return make.finish(kit.phrases.say("title.sweetsoup", a=dish_names(kit, [*base, *rest], 2)))


def hot_broth(kit: Kit, items: Sequence[Item]) -> Part:
    """Return broth brought back to a full boil."""
    make = Builder(kit, items)
    make.prepare()
    make.say("broth.only", names=make.names(items), minutes=6)
    return make.finish(kit.phrases.say("title.broth", a=dish_names(kit, items, 2)))


def _title(kit: Kit, items: Sequence[Item]) -> str:
    say = kit.phrases.say
    base = [item for item in items if item.kind.stage in {"milk", "yogurt"}]
    rest = [item for item in items if item.kind.stage in {"fruit", "sprinkle"}]
    if not base:
        return say("title.fruit", a=dish_names(kit, rest, 2))
    if not rest:
        return say("title.milk" if _all_milk(base) else "title.plain", a=dish_names(kit, base, 2))
    key = "title.with" if _all_milk(base) else "title.yogurt"
    return say(key, a=dish_names(kit, base, 1), b=dish_names(kit, rest, 2))


def _all_milk(items: Sequence[Item]) -> bool:
    return all(item.kind.stage == "milk" for item in items)
