"""Savoury dishes from one pot: stir-fry, soup, braise and cold dish."""

from __future__ import annotations

from collections.abc import Sequence

from recipes.composer.builder import Builder, Part
from recipes.composer.kit import Kit
from recipes.gate.pantry import Item

# Core temperatures in °C. Source: data/hazards.csv (chicken_temp, mince_temp, cook_core, …).
CORE_C = {"poultry": 74, "mince": 71, "offal": 74}
ANY_CORE_C = 70
_WARMED = frozenset({"cured", "cookedmeat"})


def stir_fry(kit: Kit, items: Sequence[Item]) -> Part:
    """Return a stir-fry: eggs and tofu first and set aside, then hard to soft."""
    make = Builder(kit, items)
    seasoned = aromatics(make, ("garlic",))
    make.prepare(seasoned)
    aside = [*_scramble(make), *_fry_tofu(make)]
    fry_base(make, seasoned)
    fry_in_order(make)
    make.step()
    if aside:
        make.say("return.all", names=make.names(aside))
    season(make, "toss")
    return make.finish(stir_title(kit, items))


def soup(kit: Kit, items: Sequence[Item]) -> Part:
    """Return a soup, on bones or shells where there are any."""
    make = Builder(kit, items)
    seasoned = aromatics(make, ("ginger",) if make.at("bone", "fish", "shell") else ())
    make.prepare(seasoned)
    soup_base(make)
    simmer_in_order(make)
    make.step()
    season(make, "soup")
    return make.finish(kit.phrases.say("title.soup", a=dish_names(kit, items, 3)))


def braise(kit: Kit, items: Sequence[Item]) -> Part:
    """Return a braise: what browns is browned, then all simmers covered and is reduced."""
    make = Builder(kit, items)
    seasoned = aromatics(make, ("ginger", "garlic"))
    make.prepare(seasoned)
    _brown(make, seasoned)
    hard = make.at("hard")
    if hard:
        fry(make, "hard.fry", hard, minutes=2)
    minutes = max((item.kind.boil_min for item in (*hard, *make.at("fish", "tofu"))), default=8)
    water, ml = make.water(min(600.0, max(150.0, make.grams * 0.35)))
    named = make.names(hard or make.at("fish", "tofu", "protein"))
    make.say("braise.simmer", water=water, ml=ml, min=minutes, names=named, minutes=minutes)
    if fish := make.at("fish"):
        make.say("fish.simmer", names=make.names(fish), min=2, temp=ANY_CORE_C, minutes=2)
    if soft := make.at("soft", "glass"):
        make.say("soft.simmer", names=make.names(soft), min=3, minutes=3)
    _eggs_in(make)
    make.step()
    season(make, "reduce")
    return make.finish(_braise_title(kit, items))


def cold_dish(kit: Kit, items: Sequence[Item]) -> Part:
    """Return a cold dish: what may be eaten raw is salted, the rest blanched."""
    make = Builder(kit, items)
    make.prepare()
    raw = [item for item in items if item.kind.raw]
    rest = [item for item in items if not item.kind.raw]
    salt = make.staple("salt", make.grams * 0.008)
    if raw and salt:
        make.say("cold.salt", names=make.names(raw), salt=salt, minutes=10)
    if rest:
        minutes = max(item.kind.boil_min for item in rest)
        make.say("cold.blanch", names=make.names(rest), min=minutes, minutes=minutes + 3)
    make.step()
    share = make.grams / 200
    wanted = {"vinegar": 8 * share, "sugar": 4 * share, "soy": 4 * share, "sesame": 2 * share}
    dressing = [name for key, grams in wanted.items() if (name := make.staple(key, grams))]
    if dressing:
        make.say("cold.dress", names=_joined(kit, dressing), minutes=2)
    else:
        make.say("cold.plain")
    return make.finish(kit.phrases.say("title.cold", a=dish_names(kit, items, 2)))


def aromatics(make: Builder, wanted: Sequence[str]) -> list[str]:
    """Add the aromatics at hand or in the kitchen; return how they are cut."""
    at_hand = make.at("aromatic")
    if at_hand:
        return []
    grams = max(5.0, min(20.0, make.grams * 0.015))
    names = [name for key in wanted if (name := make.staple(key, grams))]
    return [make.kit.phrases.say("cut.fine", names=name) for name in names]


def fry_base(make: Builder, seasoned: Sequence[str]) -> None:
    """Heat the oil and fry the aromatics and spices."""
    make.say("oil.heat", oil=make.oil(), minutes=1)
    labels = [item.label for item in make.at("aromatic", "spice")]
    keys = ("ginger", "garlic") if seasoned else ()
    fried = [make.kit.phrases.named(label) for label in labels]
    fried += [name for key in keys if (name := make.used(key))]
    if fried:
        make.say("aromatic.fry", names=_joined(make.kit, fried), minutes=1)


def fry_in_order(make: Builder) -> None:
    """Fry what is left: protein, hard, leftovers, soft."""
    fry_protein(make)
    if shell := make.at("shell"):
        _shell(make, shell)
    if hard := make.at("hard", "glass"):
        fry(make, "hard.fry", hard)
    if okara := [item for item in make.at("soft") if item.kind.name == "okara"]:
        make.say("okara.fry", names=make.names(okara), oil=make.oil(), minutes=8)
    if bun := make.at("bun"):
        fry(make, "bun.fry", bun, oil=make.oil())
    if leftover := make.at("leftover", "broth"):
        fry(make, "leftover.warm", leftover)
    if soft := [item for item in make.at("soft") if item.kind.name != "okara"]:
        fry(make, "soft.fry", soft)
    if preserve := make.at("preserve"):
        make.say("preserve.add", names=make.names(preserve), minutes=1)
    if cheese := make.at("cheese"):
        make.say("cheese.melt", names=make.names(cheese), minutes=1)


def fry_protein(make: Builder) -> None:
    """Fry meat, fish and what is already cooked, each to its own temperature."""
    proteins = make.at("protein")
    if fish := make.at("fish"):
        make.say("fish.fry", names=make.names(fish), oil=make.oil(), minutes=6)
        make.say("fish.simmer", names=make.names(fish), min=5, temp=ANY_CORE_C, minutes=5)
    if warm := [item for item in proteins if item.kind.name in _WARMED]:
        fry(make, "protein.warm", warm)
    if raw := [item for item in proteins if item.kind.name not in _WARMED]:
        fry(make, "protein.fry", raw, temp=core_c(raw))


def fry(make: Builder, key: str, items: Sequence[Item], *, minutes: int = 0,
        **slots: str | int) -> None:  # fmt: skip
    """Write one frying sentence over the longest time that any of `items` needs."""
    minutes = minutes or max(item.kind.fry_min for item in items)
    make.say(key, names=make.names(items), min=minutes, minutes=minutes, **slots)


def soup_base(make: Builder) -> None:
    """Write the liquid: broth, stock from bones or scraps, or water."""
    grams = max(400.0, min(250.0 * make.kit.people + make.grams * 0.3, 3_000.0))
    water, ml = make.water(grams)
    bones = [item for item in make.at("bone") if item.kind.name != "stockshell"]
    if shells := [item for item in make.at("bone") if item.kind.name == "stockshell"]:
        make.say("stock.shell", names=make.names(shells), water=water, ml=ml, minutes=22)
    elif scraps := make.at("stock"):
        make.say("stock.strain", names=make.names(scraps), water=water, ml=ml, minutes=27)
    elif bones:
        minutes = max(item.kind.boil_min for item in bones)
        make.say("bone.stock", names=make.names(bones), water=water, ml=ml, min=minutes,
                 minutes=minutes)  # fmt: skip
        bones = []
    elif broth := make.at("broth"):
        make.say("broth.boil", names=make.names(broth), water=water, ml=ml, minutes=6)
    else:
        make.say("water.boil", water=water, ml=ml, minutes=6)
    if bones:
        make.say("hard.simmer", names=make.names(bones), min=60, minutes=60)
    make.step()


def simmer_in_order(make: Builder) -> None:
    """Simmer what is left: hard, protein, tofu, leftovers, soft, eggs."""
    for stages, key in (
        (("hard", "glass"), "hard.simmer"),
        (("tofu",), "tofu.simmer"),
        (("leftover", "bun"), "leftover.soup"),
    ):
        if items := make.at(*stages):
            minutes = max(item.kind.boil_min for item in items)
            make.say(key, names=make.names(items), min=minutes, minutes=minutes)
    _simmer_protein(make)
    if shell := make.at("shell"):
        _shell(make, shell)
    if soft := make.at("soft"):
        minutes = max(item.kind.boil_min for item in soft)
        make.say("soft.simmer", names=make.names(soft), min=minutes, minutes=minutes)
    if extra := make.at("preserve", "cheese", "aromatic", "spice"):
        make.say("soft.simmer", names=make.names(extra), min=2, minutes=2)
    if eggs := make.at("egg"):
        make.say("egg.ribbon", names=make.names(eggs), minutes=2)


def season(make: Builder, how: str) -> None:
    """Season with salt and soy sauce, and with the sauces that are at hand."""
    solid = min(make.grams, 500.0 * make.kit.people)
    salty = bool(make.at("preserve", "leftover")) or any(
        item.kind.name in {"cured", "smallfish"} for item in make.items
    )
    soy = make.staple("soy", solid * 0.015) if how in {"toss", "reduce"} else ""
    salt = make.staple("salt", solid * (0.002 if soy or salty else 0.005))
    own = [make.kit.phrases.named(item.label) for item in make.at("sauce", "sweetener")]
    names = list(dict.fromkeys(name for name in (salt, soy, *own) if name))
    if names:
        make.say(f"season.{how}", names=_joined(make.kit, names), minutes=1)
    else:
        make.say("season.none")


def core_c(items: Sequence[Item]) -> int:
    """Return the temperature in °C that the most demanding of `items` needs in the middle."""
    return max(CORE_C.get(item.kind.name, ANY_CORE_C) for item in items)


def dish_names(kit: Kit, items: Sequence[Item], most: int) -> str:
    """Return the names that a title shows: the heaviest foods that make the dish."""
    bodies = [item for item in items if not item.seasoning] or list(items)
    heaviest = sorted(bodies, key=lambda item: -item.grams)
    labels = list(dict.fromkeys(item.label for item in heaviest))[:most]
    return kit.phrases.bare_names(labels)


def stir_title(kit: Kit, items: Sequence[Item]) -> str:
    """Return a title such as "番茄炒鸡蛋"."""
    rich = [item for item in items if item.kind.stage in {"protein", "egg", "tofu", "fish"}]
    plain = [item for item in items if item not in rich and not item.seasoning]
    if rich and plain:
        return kit.phrases.say(
            "title.stir", a=dish_names(kit, plain, 2), b=dish_names(kit, rich, 1)
        )
    return kit.phrases.say("title.stir1", a=dish_names(kit, items, 2))


def _braise_title(kit: Kit, items: Sequence[Item]) -> str:
    rich = [item for item in items if item.kind.stage in {"protein", "tofu", "fish"}]
    plain = [item for item in items if item not in rich and not item.seasoning]
    if rich and plain:
        return kit.phrases.say(
            "title.braise", a=dish_names(kit, plain, 2), b=dish_names(kit, rich, 1)
        )
    return kit.phrases.say("title.braise1", a=dish_names(kit, items, 2))


def _scramble(make: Builder) -> list[Item]:
    eggs = make.at("egg")
    if eggs:
        make.say("egg.scramble", names=make.names(eggs), oil=make.oil(), minutes=3)
        make.step()
    return eggs


def _fry_tofu(make: Builder) -> list[Item]:
    tofu = make.at("tofu")
    if tofu:
        make.say("tofu.fry", names=make.names(tofu), oil=make.oil(), minutes=6)
        make.step()
    return tofu


def _brown(make: Builder, seasoned: Sequence[str]) -> None:
    if tofu := make.at("tofu"):
        make.say("tofu.keep", names=make.names(tofu), oil=make.oil(), minutes=6)
    if fish := make.at("fish"):
        make.say("fish.fry", names=make.names(fish), oil=make.oil(), minutes=6)
    fry_base(make, seasoned)
    proteins = make.at("protein")
    if warm := [item for item in proteins if item.kind.name in _WARMED]:
        fry(make, "protein.warm", warm)
    if raw := [item for item in proteins if item.kind.name not in _WARMED]:
        fry(make, "protein.fry", raw, temp=core_c(raw))
    make.step()


def _simmer_protein(make: Builder) -> None:
    proteins = make.at("protein")
    for items, key in (
        ([item for item in proteins if item.kind.name in _WARMED], "protein.warmsoup"),
        ([item for item in proteins if item.kind.name not in _WARMED], "protein.simmer"),
        (make.at("fish"), "fish.simmer"),
    ):
        if items:
            minutes = max(item.kind.boil_min for item in items)
            make.say(key, names=make.names(items), min=minutes, temp=core_c(items),
                     minutes=minutes)  # fmt: skip


def _shell(make: Builder, shell: Sequence[Item]) -> None:
    for item in shell:
        key = "crab.cook" if item.kind.name == "crab" else "shell.cook"
        minutes = item.kind.boil_min
        make.say(key, names=make.kit.phrases.named(item.label), min=minutes, minutes=minutes)


def _eggs_in(make: Builder) -> None:
    if eggs := make.at("egg"):
        make.say("egg.bind", names=make.names(eggs), minutes=2)


def _joined(kit: Kit, names: Sequence[str]) -> str:
    """Join names that already stand as in a sentence."""
    comma, last = kit.phrases.by_key["list.comma"], kit.phrases.by_key["list.and"]
    return names[0] if len(names) == 1 else comma.join(names[:-1]) + last + names[-1]
