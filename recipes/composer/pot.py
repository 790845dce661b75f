"""The sentences that savoury dishes share: bases, frying and simmering in order, seasoning."""

from __future__ import annotations

import math
from collections.abc import Sequence

from recipes.composer.builder import Builder
from recipes.composer.kit import Kit
from recipes.gate.pantry import Item

# Core temperatures in °C. Source: data/hazards.csv (chicken_temp, mince_temp, cook_core, …).
CORE_C = {"poultry": 74, "mince": 71, "offal": 74}
ANY_CORE_C = 70
_TOGETHER_MIN = 3  # foods whose times differ by no more go in together
WARMED = frozenset({"cured", "cookedmeat"})
SEAFOOD = frozenset({"shrimp", "squid"})
_WOK_G = 900.0  # more than this is fried in batches
_SOY, _SALT, _SALT_ALONE, _SALT_BESIDE, _SALT_SOUP = 0.02, 0.003, 0.007, 0.002, 0.004
_MOST_SALT = 2.5  # grams a person and dish; a day's limit for an adult is 5 g
_LESS_SALT = frozenset({"hypertension", "kidney", "toddler"})


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
    if make.used("oil"):
        make.say("oil.again", minutes=1)
    else:
        make.say("oil.heat", oil=make.oil(), minutes=1)
    labels = [item.label for item in make.at("aromatic", "spice")]
    keys = ("ginger", "garlic") if seasoned else ()
    fried = list(labels)
    fried += [name for key in keys if (name := make.used(key))]
    if fried:
        make.say("aromatic.fry", names=joined(make.kit, fried), minutes=1)


def fry_in_order(make: Builder) -> None:
    """Fry what is left: protein, hard, leftovers, soft."""
    if make.grams > _WOK_G:
        make.say("wok.batches", n=math.ceil(make.grams / _WOK_G), minutes=8)
    fry_fish(make)
    fry_protein(make)
    if shell := make.at("shell"):
        _shell(make, shell)
    in_batches(make, make.at("hard", "glass"), how="fry")
    soft = make.at("soft")
    okara = [item for item in soft if item.kind.name == "okara"]
    for items, key in (
        (okara, "okara.toss"),
        (make.at("bun"), "bun.toss"),
        (make.at("leftover", "broth"), "leftover.warm"),
        ([item for item in soft if item not in okara], "soft.fry"),
    ):
        if items:
            fry(make, key, items)
    if preserve := make.at("preserve"):
        make.say("preserve.add", names=make.names(preserve), minutes=1)
    if cheese := make.at("cheese"):
        make.say("cheese.melt", names=make.names(cheese), minutes=1)


def in_batches(make: Builder, items: Sequence[Item], *, how: str) -> None:
    """Write one sentence for `items`, or two where some need much longer than the others."""

    def need(item: Item) -> int:
        return item.kind.fry_min if how == "fry" else item.kind.boil_min

    if not items:
        return
    longest = max(need(item) for item in items)
    early = [item for item in items if need(item) >= longest - _TOGETHER_MIN]
    late = [item for item in items if item not in early]
    rest = max((need(item) for item in late), default=0)
    if late:
        make.say(f"hard.start{how}", names=make.names(early), min=longest - rest,
                 minutes=longest - rest)  # fmt: skip
    final = rest or longest
    make.say(f"hard.{how}", names=make.names(late or early), min=final, minutes=final)


def fry_fish(make: Builder) -> None:
    """Fry fish on both sides and on to its core temperature."""
    if fish := make.at("fish"):
        make.say("fish.fry", names=make.names(fish), min=3, minutes=6)
        make.say("fish.simmer", names=make.names(fish), min=5, temp=ANY_CORE_C, minutes=5)


def fry_protein(make: Builder) -> None:
    """Fry meat and what is already cooked, each to its own temperature."""
    proteins = make.at("protein")
    if warm := [item for item in proteins if item.kind.name in WARMED]:
        fry(make, "protein.warm", warm)
    if raw := [item for item in proteins if item.kind.name not in WARMED | SEAFOOD]:
        fry(make, "protein.fry", raw, temp=core_c(raw))
    if sea := [item for item in proteins if item.kind.name in SEAFOOD]:
        fry(make, "seafood.fry", sea, temp=core_c(sea))


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
    if pulses := make.at("pulse"):
        make.say("pulse.simmer", names=make.names(pulses), min=50, minutes=60)
    in_batches(make, make.at("hard", "glass"), how="simmer")
    for stages, key in ((("tofu",), "tofu.simmer"), (("leftover", "bun"), "leftover.soup")):
        if items := make.at(*stages):
            simmer(make, key, items)
    _simmer_protein(make)
    if shell := make.at("shell"):
        _shell(make, shell)
    if soft := make.at("soft"):
        simmer(make, "soft.simmer", soft)
    if extra := make.at("preserve", "cheese", "aromatic", "spice"):
        simmer(make, "soft.simmer", extra)
    if eggs := make.at("egg"):
        make.say("egg.ribbon", names=make.bare(eggs), minutes=2)


def simmer(make: Builder, key: str, items: Sequence[Item], **slots: str | int) -> None:
    """Write one simmering sentence over the longest time that any of `items` needs."""
    minutes = max(item.kind.boil_min for item in items)
    make.say(key, names=make.names(items), min=minutes, minutes=minutes, **slots)


def season(make: Builder, how: str) -> None:
    """Season with salt and soy sauce, and with the sauces that are at hand."""
    solid = min(make.grams, 500.0 * make.kit.people)
    salty = bool(make.at("preserve", "leftover")) or any(
        item.kind.name in {"cured", "smallfish"} for item in make.items
    )
    soy = make.staple("soy", solid * _SOY) if how in {"toss", "reduce"} else ""
    salt = make.staple("salt", _salt(make, solid, how=how, beside=bool(soy), salty=salty))
    own = [
        item.label for item in make.at("sauce", "sweetener") if item.food.id not in make.kit.foods
    ]
    names = list(dict.fromkeys(name for name in (salt, soy, *own) if name))
    if names:
        make.say(f"season.{how}", names=joined(make.kit, names), minutes=1)
    else:
        make.say("season.none")


def _salt(make: Builder, solid: float, *, how: str, beside: bool, salty: bool) -> float:
    """Return the grams of salt for a dish: of its solids, in a soup of its liquid too."""
    if how == "soup":
        scraps = sum(item.grams for item in make.at("stock", "bone"))
        grams = (make.liquid() + max(0.0, solid - scraps)) * _SALT_SOUP
    else:
        grams = solid * (_SALT if beside else _SALT_ALONE)
    if salty:
        grams = min(grams, solid * _SALT_BESIDE)
    share = 0.5 if not _LESS_SALT.isdisjoint(make.kit.household.groups) else 1.0
    return min(grams, _MOST_SALT * make.kit.people) * share


def core_c(items: Sequence[Item]) -> int:
    """Return the temperature in °C that the most demanding of `items` needs in the middle."""
    by_kind = [CORE_C.get(item.kind.name, ANY_CORE_C) for item in items]
    by_rule = [int(rule.min_core_c or 0) for item in items for rule in item.treatments]
    return max([*by_kind, *by_rule])


def dish_names(kit: Kit, items: Sequence[Item], most: int) -> str:
    """Return the names that a title shows: the heaviest foods that make the dish."""
    bodies = [item for item in items if not item.seasoning] or list(items)
    heaviest = sorted(bodies, key=lambda item: -item.grams)
    labels = list(dict.fromkeys(item.label for item in heaviest))[:most]
    return kit.phrases.bare_names(labels)


def _simmer_protein(make: Builder) -> None:
    proteins = make.at("protein")
    for items, key in (
        ([item for item in proteins if item.kind.name in WARMED], "protein.warmsoup"),
        ([item for item in proteins if item.kind.name not in WARMED | SEAFOOD], "protein.simmer"),
        ([item for item in proteins if item.kind.name in SEAFOOD], "seafood.simmer"),
        (make.at("fish"), "fish.simmer"),
    ):
        if items:
            simmer(make, key, items, temp=core_c(items))


def _shell(make: Builder, shell: Sequence[Item]) -> None:
    for item in shell:
        key = "crab.cook" if item.kind.name == "crab" else "shell.cook"
        minutes = item.kind.boil_min
        make.say(key, names=make.kit.phrases.named(item.label), min=minutes, minutes=minutes)


def joined(kit: Kit, names: Sequence[str]) -> str:
    """Join names that already stand as in a sentence."""
    return kit.phrases.listed(names)
