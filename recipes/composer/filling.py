"""Dishes that fill: rice, porridge, noodles, pancakes, bread, dumplings, steamed egg."""

from __future__ import annotations

from collections.abc import Sequence

from recipes.composer.builder import Builder, Part
from recipes.composer.kit import Kit
from recipes.composer.pot import (
    aromatics,
    dish_names,
    fry_base,
    fry_in_order,
    season,
    simmer_in_order,
    soup_base,
)
from recipes.gate.pantry import Item

_BODY = frozenset({"rice", "noodle", "grain", "flour", "bun", "dumpling"})
_STEAM_MIN = 20


def fried_rice(kit: Kit, items: Sequence[Item]) -> Part:
    """Return fried rice or fried cooked noodles, heated through."""
    make = Builder(kit, items)
    seasoned = aromatics(make, ("garlic",))
    make.prepare(seasoned, cut="dice")
    eggs = make.at("egg")
    if eggs:
        make.say("egg.scramble", names=make.bare(eggs), oil=make.oil(), minutes=3)
        make.step()
    fry_base(make, seasoned)
    _fry_tofu(make)
    fry_in_order(make)
    make.step()
    rice, noodles = make.at("rice"), make.at("noodle")
    if rice:
        make.say("rice.fry", names=make.names(rice), min=6, minutes=6)
    if noodles:
        make.say("noodle.fry", names=make.names(noodles), min=6, minutes=6)
    if eggs:
        make.say("return.all", names=make.names(eggs))
    season(make, "toss")
    if noodles:
        return make.finish(_title(kit, "frynoodle", items, body=dish_names(kit, noodles, 1)))
    return make.finish(_title(kit, "rice", items))


def rice_porridge(kit: Kit, items: Sequence[Item]) -> Part:
    """Return a porridge of cooked rice or of porridge left over, brought to a full heat."""
    make = Builder(kit, items)
    make.prepare()
    loose = all(item.kind.name == "porridge" for item in make.at("rice"))
    if loose and not make.at("bone", "stock", "broth"):
        water, ml = make.water(100.0)
        make.say("water.boil", water=water, ml=ml, minutes=3)
    else:
        soup_base(make)
    make.say("rice.porridge", names=make.names(make.at("rice")), min=10, minutes=10)
    simmer_in_order(make)
    make.step()
    if len(make.items) > 1:
        season(make, "soup")
    return make.finish(_title(kit, "porridge", items))


def pot_rice(kit: Kit, items: Sequence[Item]) -> Part:
    """Return raw rice cooked in one pot over what is fried first."""
    make = Builder(kit, items)
    rest = [item for item in items if item.kind.stage not in {"grain", "egg"}]
    seasoned = aromatics(make, ("garlic",)) if rest else []
    make.prepare(seasoned, cut="dice")
    grain = make.at("grain")
    water, ml = make.water(sum(item.grams for item in grain) * 1.3)
    if rest:
        fry_base(make, seasoned)
        _fry_tofu(make)
        fry_in_order(make)
        make.step()
    key = "grain.mixed" if rest else "grain.pot"
    make.say(key, names=make.names(grain), water=water, ml=ml, minutes=32)
    make.step()
    if eggs := make.at("egg"):
        make.say("egg.scramble", names=make.bare(eggs), oil=make.oil(), minutes=3)
        make.say("return.all", names=make.names(eggs))
    if rest or eggs:
        season(make, "toss")
    return make.finish(_title(kit, "potrice", items, body=dish_names(kit, grain, 1)))


def grain_porridge(kit: Kit, items: Sequence[Item]) -> Part:
    """Return grains, oats or pulses simmered soft in plenty of water."""
    make = Builder(kit, items)
    make.prepare(cut="chunk")
    body = [item for item in make.items if item.kind.stage == "grain"]
    pulses = [item for item in make.items if item.kind.stage == "pulse"]
    oats = bool(body) and all(item.kind.name == "oats" for item in body)
    water, ml = make.water(sum(item.grams for item in (*body, *pulses)) * 8)
    key, minutes = ("oats.cook", 12) if oats else ("grain.porridge", 32)
    if pulses:
        key, minutes = "pulse.boil", 60
    make.say(key, names=make.names([*body, *pulses]), water=water, ml=ml, minutes=minutes)
    make.items = [item for item in make.items if item not in (*body, *pulses)]
    if make.items:
        simmer_in_order(make)
        make.step()
    return make.finish(kit.phrases.say("title.porridge", a=dish_names(kit, items, 2)))


def noodle_soup(kit: Kit, items: Sequence[Item]) -> Part:
    """Return noodles cooked apart, with the rest as the soup over them."""
    make = Builder(kit, items)
    make.prepare()
    soup_base(make)
    simmer_in_order(make)
    season(make, "soup")
    make.step()
    for noodle in make.at("noodle"):
        minutes = noodle.kind.boil_min
        names = kit.phrases.named(noodle.label)
        make.say("noodle.boil", names=names, min=minutes, minutes=minutes)
    make.say("noodle.top")
    body = dish_names(kit, make.at("noodle"), 1)
    return make.finish(_title(kit, "noodle", items, body=body))


def pancake(kit: Kit, items: Sequence[Item]) -> Part:
    """Return pancakes of what is at hand bound by flour, fried until no raw batter is left."""
    make = Builder(kit, items)
    make.prepare()
    flour = make.at("flour")
    rest = [item for item in items if item not in flour and not item.seasoning]
    if not flour:
        wheat = make.staple("flour", sum(item.grams for item in rest) * 0.5)
        named, grams = wheat, sum(item.grams for item in rest) * 0.5
    else:
        named, grams = make.names(flour), sum(item.grams for item in flour)
    eggs = sum(item.grams for item in make.at("egg"))
    water, ml = make.water(max(50.0, grams * 1.2 - eggs))
    salt = make.staple("salt", make.grams * 0.005)
    if rest:
        make.say("batter.mix", flour=named, water=water, ml=ml, names=make.names(rest), salt=salt)
    else:
        make.say("batter.plain", flour=named, water=water, ml=ml, salt=salt)
    make.step()
    make.say("batter.fry", oil=make.oil(), minutes=16)
    return make.finish(_title(kit, "pancake", items))


def toast(kit: Kit, items: Sequence[Item]) -> Part:
    """Return bread or buns fried crisp, in egg where there is some."""
    make = Builder(kit, items)
    make.prepare()
    bun, eggs = make.at("bun"), make.at("egg")
    if eggs:
        make.say("bun.egg", names=make.names(bun), egg=make.bare(eggs),
                 oil=make.oil(), minutes=6)  # fmt: skip
    else:
        make.say("bun.fry", names=make.names(bun), oil=make.oil(), min=5, minutes=5)
    if cheese := make.at("cheese"):
        make.say("cheese.melt", names=make.names(cheese), minutes=1)
    return make.finish(kit.phrases.say("title.bun", a=dish_names(kit, bun, 1)))


def dumplings(kit: Kit, items: Sequence[Item]) -> Part:
    """Return boiled dumplings."""
    make = Builder(kit, items)
    make.prepare()
    make.say("dumpling.boil", names=make.names(items), min=4, minutes=14)
    return make.finish(kit.phrases.say("title.dumpling", a=dish_names(kit, items, 2)))


def steamed_egg(kit: Kit, items: Sequence[Item]) -> Part:
    """Return a steamed egg custard, set all through."""
    make = Builder(kit, items)
    make.prepare()
    eggs = make.at("egg")
    grams = sum(item.grams for item in eggs)
    water, ml = make.water(grams * 1.5)
    salt = make.staple("salt", grams * 0.008)
    key = "egg.steam" if salt else "egg.steamplain"
    make.say(key, names=make.bare(eggs), water=water, ml=ml,
             minutes=15, **({"salt": salt} if salt else {}))  # fmt: skip
    return make.finish(kit.phrases.say("title.steamegg1"))


def steamed(kit: Kit, items: Sequence[Item]) -> Part:
    """Return starchy roots or corn steamed as they are."""
    make = Builder(kit, items)
    make.prepare(cut="chunk")
    bodies = [item for item in items if not item.seasoning]
    make.say("steam.plain", names=make.names(bodies), min=_STEAM_MIN, minutes=_STEAM_MIN + 5)
    return make.finish(kit.phrases.say("title.steam", a=dish_names(kit, bodies, 2)))


def _fry_tofu(make: Builder) -> None:
    if tofu := make.at("tofu"):
        make.say("tofu.keep", names=make.names(tofu), oil=make.oil(), minutes=6)


def _title(kit: Kit, key: str, items: Sequence[Item], *, body: str = "") -> str:
    rest = [i for i in items if i.kind.stage not in _BODY and not i.seasoning]
    if rest:
        return kit.phrases.say(f"title.{key}", a=dish_names(kit, rest, 2), body=body)
    return kit.phrases.say(f"title.{key}1", a=body, body=body)
