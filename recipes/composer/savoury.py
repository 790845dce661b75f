"""Savoury dishes from one pot: stir-fry, soup, braise and cold dish."""

from __future__ import annotations

from collections.abc import Sequence

from recipes.composer.builder import Builder, Part
from recipes.composer.kit import Kit
from recipes.composer.pot import (
    ANY_CORE_C,
    aromatics,
    dish_names,
    fry,
    fry_base,
    fry_in_order,
    fry_protein,
    in_batches,
    joined,
    season,
    simmer,
    simmer_in_order,
    soup_base,
)
from recipes.gate.pantry import Item

STEWED = "stewmeat"
# Leaves and what is ready to eat would only turn limp or too salty.
_UNSALTED = frozenset({"salad", "herb", "boiledegg", "nori"})
# Names that would read as another dish after 烧 (烧鸡, 烧鸭, 烧肉, 烧饼).
_STEWED_TITLES = ("鸡", "鸭", "鹅", "肉", "饼", "麦", "腊")


def stir_fry(kit: Kit, items: Sequence[Item]) -> Part:
    """Return a stir-fry: eggs and tofu first and set aside, then hard to soft."""
    make = Builder(kit, items)
    seasoned = aromatics(make, ("garlic",))
    make.prepare(seasoned)
    first = make.at("egg", "tofu")
    rest = [item for item in items if item not in first and not item.seasoning]
    _scramble(make)
    if tofu := make.at("tofu"):
        key = "tofu.fry" if rest else "tofu.keep"
        make.say(key, names=make.names(tofu), oil=make.oil(), minutes=6)
        make.step()
    fry_base(make, seasoned)
    fry_in_order(make)
    make.step()
    if aside := [item for item in first if rest or item.kind.stage == "egg"]:
        make.say("return.all", names=make.names(aside))
    season(make, "toss")
    return make.finish(stir_title(kit, items))


def soup(kit: Kit, items: Sequence[Item]) -> Part:
    """Return a soup, on bones or shells where there are any."""
    make = Builder(kit, items)
    seasoned = aromatics(make, ("ginger",) if make.at("bone", "fish", "shell") else ())
    make.prepare(seasoned, cut="chunk")
    soup_base(make)
    simmer_in_order(make)
    make.step()
    season(make, "soup")
    return make.finish(_soup_title(kit, items))


def braise(kit: Kit, items: Sequence[Item]) -> Part:
    """Return a braise: what browns is browned, then all simmers covered and is reduced."""
    make = Builder(kit, items)
    seasoned = aromatics(make, ("ginger", "garlic"))
    make.prepare(seasoned, cut="chunk")
    fish, hard, tofu = make.at("fish"), make.at("hard"), make.at("tofu")
    _brown(make, seasoned)
    if hard and not _stewing(make):
        fry(make, "hard.toss", hard, minutes=2)
    if fish and tofu:
        make.say("tofu.in", names=make.names(tofu))
    slow = [*hard, *fish, *tofu]
    _simmer_covered(make, slow)
    if soft := make.at("soft", "glass"):
        make.say("soft.simmer", names=make.names(soft), min=3, minutes=3)
    if ready := make.at("leftover", "bun"):
        simmer(make, "leftover.soup", ready)
    if preserve := make.at("preserve", "cheese"):
        make.say("preserve.add", names=make.names(preserve), minutes=1)
    if eggs := make.at("egg"):
        make.say("egg.bind", names=make.bare(eggs), minutes=2)
    make.step()
    season(make, "reduce")
    return make.finish(_braise_title(kit, items))


def _stewing(make: Builder) -> list[Item]:
    return [item for item in make.at("protein") if item.kind.name == STEWED]


def _simmer_covered(make: Builder, slow: Sequence[Item]) -> None:
    """Simmer all together, tough meat first by itself."""
    fish, hard = make.at("fish"), make.at("hard")
    if meat := _stewing(make):
        water, ml = make.water(max(500.0, make.grams * 0.8))
        minutes = max(item.kind.boil_min for item in meat)
        names = make.names(meat)
        make.say("braise.meat", water=water, ml=ml, min=minutes, names=names, minutes=minutes)
        in_batches(make, hard, how="simmer")
        return
    minutes = max((item.kind.boil_min for item in slow), default=8)
    water, ml = make.water(min(600.0, max(150.0, make.grams * 0.35)))
    key = "braise.fish" if fish else "braise.simmer"
    named = make.names(fish or hard[:1] or make.at("tofu") or make.at("protein"))
    temp: dict[str, str | int] = {"temp": ANY_CORE_C} if fish else {}
    make.say(key, water=water, ml=ml, min=minutes, names=named, minutes=minutes, **temp)


def cold_dish(kit: Kit, items: Sequence[Item]) -> Part:
    """Return a cold dish: what may be eaten raw is salted, the rest blanched."""
    make = Builder(kit, items)
    make.prepare()
    bodies = [item for item in items if not item.seasoning]
    raw = [item for item in bodies if item.kind.raw and item.kind.name not in _UNSALTED]
    plain = [item for item in bodies if item.kind.raw and item.kind.name in _UNSALTED]
    rest = [item for item in bodies if not item.kind.raw]
    salt = make.staple("salt", sum(item.grams for item in raw) * 0.008) if raw else ""
    if raw and salt:
        make.say("cold.salt", names=make.names(raw), salt=salt, minutes=10)
    if plain:
        make.say("cold.mix", names=make.names(plain), minutes=1)
    if rest:
        minutes = max(item.kind.boil_min for item in rest)
        make.say("cold.blanch", names=make.names(rest), min=minutes, minutes=minutes + 3)
    make.step()
    share = make.grams / 200
    wanted = {"vinegar": 8 * share, "sugar": 4 * share, "soy": 4 * share, "sesame": 2 * share}
    dressing = [name for key, grams in wanted.items() if (name := make.staple(key, grams))]
    if dressing:
        make.say("cold.dress", names=joined(kit, dressing), minutes=2)
    else:
        make.say("cold.plain")
    return make.finish(kit.phrases.say("title.cold", a=dish_names(kit, items, 2)))


def stir_title(kit: Kit, items: Sequence[Item]) -> str:
    """Return a title such as "番茄炒鸡蛋"."""
    rich, plain = _rich_and_plain(items, ("protein", "egg", "tofu", "fish"))
    if rich and plain:
        return kit.phrases.say(
            "title.stir", a=dish_names(kit, plain, 2), b=dish_names(kit, rich, 1)
        )
    key = "title.panfry" if rich else "title.stir1"
    return kit.phrases.say(key, a=dish_names(kit, items, 2))


def _braise_title(kit: Kit, items: Sequence[Item]) -> str:
    rich, plain = _rich_and_plain(items, ("protein", "tofu", "fish"))
    if rich and plain:
        stewed = any(item.kind.name == STEWED for item in rich)
        plainly = not stewed and not rich[0].label.startswith(_STEWED_TITLES)
        key = "title.braise" if plainly else "title.stewed"
        return kit.phrases.say(key, a=dish_names(kit, plain, 2), b=dish_names(kit, rich, 1))
    return kit.phrases.say("title.braise1", a=dish_names(kit, items, 2))


def _soup_title(kit: Kit, items: Sequence[Item]) -> str:
    bones, rest = _rich_and_plain(items, ("bone",))
    if bones and rest and bones[0].kind.name == "bone":
        return kit.phrases.say(
            "title.bonesoup", a=dish_names(kit, bones, 1), b=dish_names(kit, rest, 2)
        )
    return kit.phrases.say("title.soup", a=dish_names(kit, rest or items, 3))


def _rich_and_plain(items: Sequence[Item], stages: Sequence[str]) -> tuple[list[Item], list[Item]]:
    rich = [item for item in items if item.kind.stage in stages]
    return rich, [item for item in items if item not in rich and not item.seasoning]


def _scramble(make: Builder) -> None:
    if eggs := make.at("egg"):
        make.say("egg.scramble", names=make.bare(eggs), oil=make.oil(), minutes=3)
        make.step()


def _brown(make: Builder, seasoned: Sequence[str]) -> None:
    tofu, fish = make.at("tofu"), make.at("fish")
    if tofu and not fish:
        make.say("tofu.keep", names=make.names(tofu), oil=make.oil(), minutes=6)
    fry_base(make, seasoned)
    if fish:
        make.say("fish.fry", names=make.names(fish), min=3, minutes=6)
    fry_protein(make)
    make.step()
