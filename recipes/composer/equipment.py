"""What a dish is cooked in, and whether that is there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from recipes.composer.phrases import Phrases

# Tools in the words of a request, and in those of a step, in both languages.
_TOOLS = {
    "wok": re.compile(r"炒锅|平底锅|铁锅|不粘锅|煎锅|炒菜锅|wok|frying pan|skillet|\bpan\b", re.I),
    "pot": re.compile(
        r"汤锅|砂锅|奶锅|炖锅|煮锅|电饭|电磁炉|高压锅|火锅|小锅|电煮锅|pot\b|saucepan|cooker", re.I
    ),
    "steamer": re.compile(r"蒸锅|蒸笼|蒸箱|蒸屉|steam", re.I),
    "oven": re.compile(r"烤箱|oven", re.I),
}
_NEEDS = {
    "wok": re.compile(r"炒|煎|铲|wok|frying pan|stir-?fr|\bfry\b", re.I),
    "pot": re.compile(r"汤锅|砂锅|小锅|放进锅|加清水|烧一锅|烧开一锅|\bpot\b|small pan|boil", re.I),
    "steamer": re.compile(r"上锅|蒸锅|蒸\d|水开后中火蒸|\bsteam\b", re.I),
    "oven": re.compile(r"烤箱|烤盘|\boven\b", re.I),
}
# What else does the work: soup can be boiled in a wok, and over a pot one can steam.
_INSTEAD = {
    "wok": frozenset({"wok"}),
    "pot": frozenset({"pot", "wok"}),
    "steamer": frozenset({"steamer", "pot", "wok"}),
    "oven": frozenset({"oven"}),
}


def lacking(steps: Sequence[str], equipment: Sequence[str], phrases: Phrases) -> tuple[str, ...]:
    """Return the names of the tools that `steps` need and `equipment` does not hold.

    An empty `equipment` is a usual kitchen, which lacks nothing.
    """
    if not equipment:
        return ()
    words = " ".join(equipment)
    there = {tool for tool, pattern in _TOOLS.items() if pattern.search(words)}
    if re.search(r"^锅$|灶|燃气|煤气|stove|hob", words, re.I | re.M):
        there |= {"wok", "pot"}
    said = " ".join(steps)
    needed = [tool for tool, pattern in _NEEDS.items() if pattern.search(said)]
    return tuple(phrases.say(f"tool.{tool}") for tool in needed if there.isdisjoint(_INSTEAD[tool]))
