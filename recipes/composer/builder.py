"""Builds one dish: ingredient lines and steps, sentence by sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from community.ids import FoodId
from recipes.composer.kit import Kit
from recipes.draft import Line, Source
from recipes.gate.pantry import Item

# Rules whose treatment comes before the dish; the others are met by the cooking sentences.
BEFORE = (
    "bean_green", "bean_kidney_dry", "daylily_fresh", "cassava_raw", "bamboo_raw", "ginkgo",
    "snail_raw", "sprouts_raw", "woodear_normal", "wet_rice_noodle", "aquatic_raw", "taro_raw",
    "okara_raw", "leftover_reheat", "rice_overnight",
    "leftover_seafood", "soymilk_leftover", "leftover_cold_dish", "raw_milk",
)  # fmt: skip
_PREPARING_MIN, _EACH_MIN, _MOST_PREPARING_MIN = 3, 2, 12
# Staples at hand are measured by what the dish needs, as staples are.
_BY_THE_SPOON = frozenset({"oil", "sauce", "sweetener", "water"})


@dataclass(frozen=True, slots=True)
class Part:
    """One finished dish of an answer."""

    title: str
    lines: tuple[Line, ...]
    steps: tuple[str, ...]
    minutes: int


class Builder:
    """One dish in the making. Not shared, not kept."""

    def __init__(self, kit: Kit, items: Sequence[Item]) -> None:
        self.kit = kit
        self.items = list(items)
        self.grams = sum(item.grams for item in items)
        self._lines: dict[FoodId, Line] = {}
        self._taken: set[str] = set()
        self._steps: list[str] = []
        self._sentences: list[str] = []
        self._minutes = min(_MOST_PREPARING_MIN, _PREPARING_MIN + _EACH_MIN * len(self.items))
        for item in items:
            if item.kind.stage not in _BY_THE_SPOON or item.food.id not in kit.foods:
                self._add(_line_of(item))

    def at(self, *stages: str) -> list[Item]:
        """Return the items of these stages, the slowest to cook first."""
        found = [item for item in self.items if item.kind.stage in stages]
        return sorted(found, key=lambda item: -item.kind.boil_min)

    def names(self, items: Sequence[Item]) -> str:
        """Return their names as a list in a sentence."""
        return self.kit.phrases.names(list(dict.fromkeys(item.label for item in items)))

    def bare(self, items: Sequence[Item]) -> str:
        """Return their names as they stand after an article."""
        return self.kit.phrases.bare_names(list(dict.fromkeys(item.label for item in items)))

    def staple(self, key: str, grams: float) -> str:
        """Add a staple and return its name in a sentence, or "" where it may not be used."""
        staple = self.kit.staple(key)
        if staple is None:
            return ""
        self._taken.add(key)
        if staple.food.id in self._lines:
            return self._lines[staple.food.id].name
        source = Source.PANTRY if staple.item else Source.STAPLE
        most = staple.item.grams if staple.item else grams
        self._add(Line(name=staple.label, food=staple.food.id, grams=_rounded(min(grams, most)),
                       source=source))  # fmt: skip
        return staple.label

    def take(self, items: Sequence[Item]) -> str:
        """Add all of these items, staples too, and return their names in a sentence."""
        for item in items:
            if item.food.id not in self._lines:
                self._add(_line_of(item))
        return self.names(items)

    def used(self, key: str) -> str:
        """Return the name of a staple already in the dish, or ""."""
        staple = self.kit.staple(key)
        if staple is None or key not in self._taken:
            return ""
        return self._lines[staple.food.id].name

    def liquid(self) -> float:
        """Return the grams of water in the dish."""
        water = self.kit.staple("water")
        line = self._lines.get(water.food.id) if water else None
        return line.grams if line else 0.0

    def water(self, grams: float) -> tuple[str, int]:
        """Add water and return its name and millilitres, in fifties."""
        ml = max(50, 50 * round(grams / 50))
        return self.staple("water", ml), ml

    def oil(self) -> str:
        """Add oil for frying what is in the dish, once, and return its name."""
        return self.staple("oil", min(30.0, max(10.0, self.grams * 0.03)))

    def say(self, key: str, *, minutes: int = 0, **slots: str | int) -> None:
        """Add one sentence to the step in the making, and its time."""
        self._sentences.append(self.kit.phrases.say(key, **slots))
        self._minutes += minutes

    def step(self) -> None:
        """Close the step in the making."""
        if self._sentences:
            self._steps.append(self.kit.phrases.paragraph(self._sentences))
            self._sentences = []

    def prepare(self, aromatics: Sequence[str] = (), *, cut: str = "cut") -> None:
        """Write how everything is cut (cut, chunk or dice), and what comes before cooking."""
        phrases = self.kit.phrases
        by_cut: dict[str, list[str]] = {}
        for item in self.items:
            if how := item.kind.cuts[cut, phrases.lang]:
                labels = by_cut.setdefault(how, [])
                if item.label not in labels:
                    labels.append(item.label)
        cuts = [how.replace("{}", phrases.names(labels)) for how, labels in by_cut.items()]
        if cuts or aromatics:
            self._sentences.append(phrases.sentence([*cuts, *aromatics]))
        self.step()
        self._treat()
        self.step()

    def _treat(self) -> None:
        """Say each treatment once, for all the foods that need it."""
        needing: dict[str, list[str]] = {}
        for item in self.items:
            for rule in item.treatments:
                if rule.id in BEFORE:
                    needing.setdefault(rule.id, []).append(item.label)
                    self._minutes += int(rule.min_minutes or 2)
        for rule_id, labels in needing.items():
            self.say(f"treat.{rule_id}", names=self.kit.phrases.names(list(dict.fromkeys(labels))))

    def _add(self, line: Line) -> None:
        there = self._lines.get(line.food)
        if there is None:
            self._lines[line.food] = line
        else:
            self._lines[line.food] = replace(there, grams=there.grams + line.grams)

    def finish(self, title: str) -> Part:
        """Return the dish; what no step came to use is not in it."""
        self.step()
        said = " ".join(self._steps).casefold()
        lines = tuple(line for line in self._lines.values() if line.name.casefold() in said)
        return Part(title[:1].upper() + title[1:], lines, tuple(self._steps), self._minutes)


def _line_of(item: Item) -> Line:
    grams = float(round(item.grams))
    return Line(name=item.label, food=item.food.id, grams=grams, source=Source.PANTRY)


def _rounded(grams: float) -> float:
    """Fives from 10 grams up, halves below: what a spoon can tell apart."""
    return 5.0 * round(grams / 5) if grams >= 10 else max(0.5, round(grams * 2) / 2)
