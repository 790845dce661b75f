"""A recipe note as the base of an answer: its own steps, with what is there and for whom it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from community.foods import Food
from community.models import Note
from recipes.composer.builder import Part as Dish
from recipes.composer.casting import Casting, Part, seasons
from recipes.composer.kit import Kit
from recipes.composer.phrases import Phrases
from recipes.composer.wording import (
    about_others,
    kept_sentences,
    scaled,
    still_told,
    unnumbered,
    without,
)
from recipes.draft import Line, Source
from recipes.gate.pantry import Item
from recipes.kitchen import Kitchen
from recipes.verifier.case import related
from recipes.verifier.made import MadeHere
from recipes.verifier.treatments import called_in_general, carried

_MOST_SHOPPING = 2
_BOUGHT = 0.25  # share of a dish that may have to be bought, water apart
_FACTORS = (0.25, 6.0)
_STRETCH = 2.8  # how far one food may leave the note's proportions
_MAIN = 0.4  # of the dish's weight, seasonings apart, is what is at hand
_BESIDE = 0.25  # of what is at hand, so that its proportion matters little
_SALT_G = 3.0  # grams of salt a person that a note may ask for
_FROM = {"pantry": Source.PANTRY, "staple": Source.STAPLE, "shop": Source.SHOP}


@dataclass(frozen=True, slots=True)
class Base:
    """A note made into a dish: the dish, the items it uses, and the steps that are the note's."""

    note: Note
    part: Dish
    items: tuple[Item, ...]
    own_steps: frozenset[str]

    @property
    def used(self) -> float:
        """Grams of what is at hand, seasonings apart."""
        return sum(item.grams for item in self.items if not item.seasoning)

    @property
    def bought(self) -> float:
        """Grams to buy."""
        return sum(line.grams for line in self.part.lines if line.source is Source.SHOP)


def bases(
    notes: Sequence[Note], items: Sequence[Item], *, kit: Kit, kitchen: Kitchen,
    minutes: int | None,
) -> Iterator[Base]:  # fmt: skip
    """Yield the dishes that notes in the answer's language make of some of `items`.

    A note that takes longer than `minutes` is none.
    """
    for note in notes:
        if not note.recipe or note.lang != kit.phrases.lang:
            continue
        if minutes is None or (note.recipe.minutes or 30) <= minutes:
            base = _Adaptation(note, items, kit, kitchen).base()
            if base is not None:
                yield base


class _Adaptation:
    """One note and what is there."""

    def __init__(self, note: Note, items: Sequence[Item], kit: Kit, kitchen: Kitchen) -> None:
        assert note.recipe is not None
        self._note = note
        self._recipe = note.recipe
        self._kit = kit
        self._kitchen = kitchen
        self._items = items

    def base(self) -> Base | None:
        """Return the dish, or None where the note does not fit what is there."""
        parts = Casting(self._note, self._items, self._kit, self._kitchen).parts()
        factor = self._factor(parts) if parts else None
        if not parts or not factor:
            return None
        steps = [unnumbered(self._plain(scaled(step, factor))) for step in self._recipe.steps]
        worded = self._worded(steps, parts)
        lines = self._lines(worded[1], factor) if worded else None
        if not worded or not lines:
            return None
        own, parts = worded
        used = tuple({part.item.food.id: part.item for part in parts if part.item}.values())
        own = self._without_strangers(own, lines, parts)
        before, after = self._treatments(used, own)
        minutes = self._recipe.minutes or 30
        dish = Dish(self._title(parts), lines, (*before, *own, *after), minutes)
        return Base(self._note, dish, used, frozenset(own))

    def _factor(self, parts: Sequence[Part]) -> float | None:
        """Return how many times the note is made, so that its main food is used up."""
        bodies = [part for part in parts if not seasons(part, self._kitchen)]
        weights: dict[str, float] = {}
        there: dict[str, Item] = {}
        for part in bodies:
            if part.item and not part.item.seasoning:
                food = part.item.food.id
                weights[food] = weights.get(food, 0.0) + part.grams
                there[food] = part.item
        total = sum(part.grams for part in bodies if part.way != "out")
        if not weights or sum(weights.values()) < _MAIN * total:
            return None
        main = max(weights, key=lambda food: weights[food])
        if weights[main] < max((part.grams for part in bodies if part.way == "shop"), default=0):
            return None
        factor = there[main].grams / weights[main]
        servings = self._recipe.servings or 2.0
        enough = servings * factor >= 0.5 * self._kit.people or len(self._items) > 1
        return factor if _FACTORS[0] <= factor <= _FACTORS[1] and enough else None

    def _worded(
        self, steps: Sequence[str], parts: Sequence[Part]
    ) -> tuple[list[str], tuple[Part, ...]] | None:
        """Return the steps in the words used here, and the parts with what could not be left out.

        What the words cannot do without is bought, if anybody sells it and may eat it.
        """
        said = [step for step in steps if step]
        final: list[Part] = []
        others = [part.ingredient.name for part in parts if part.way != "out"]
        for part in parts:
            if part.way != "out":
                final.append(part)
                continue
            dropped = self._dropped(said, part, others)
            if dropped is not None:
                said = dropped
            elif part.food and self._kit.household.permits(part.food) and not part.food.scrap:
                final.append(replace(part, way="shop"))
            else:
                return None
        return [self._called(step, final) for step in said], tuple(final)

    def _dropped(self, steps: Sequence[str], part: Part, others: Sequence[str]) -> list[str] | None:
        found = [without(step, part.ingredient.name, others) for step in steps]
        kept = [step for step in found if step]
        if self._kit.phrases.lang != "zh" or not kept:
            return None
        whole = all(step is not None for step in found)
        return kept if whole and not still_told(kept, part.ingredient.name, others) else None

    def _lines(self, parts: Sequence[Part], factor: float) -> tuple[Line, ...] | None:
        """Return the ingredients scaled to what is there, or None when too much is missing."""
        lines: dict[str, Line] = {}
        for part in parts:
            if part.food is None:
                return None
            grams = part.grams * factor
            if part.name in lines:
                grams += lines[part.name].grams
            lines[part.name] = Line(name=part.name, food=part.food.id, grams=_whole(grams),
                                    source=_FROM[part.way])  # fmt: skip
        fitted = self._fitted(parts, lines)
        if fitted is None:
            return None
        shop = [line for line in fitted if line.source is Source.SHOP]
        solid = sum(line.grams for line in fitted if line.food != "water")
        if len(shop) > _MOST_SHOPPING or sum(line.grams for line in shop) > _BOUGHT * solid:
            return None
        return fitted

    def _fitted(self, parts: Sequence[Part], lines: Mapping[str, Line]) -> tuple[Line, ...] | None:
        """Return the lines with what is at hand used up; None where proportions would be lost."""
        at_hand = {part.name: part.item for part in parts if part.item}
        beside = _BESIDE * sum(item.grams for item in at_hand.values() if not item.seasoning)
        found: list[Line] = []
        for name, line in lines.items():
            item = at_hand.get(name)
            grams = line.grams
            if item is not None and item.seasoning:
                grams = min(grams, float(round(item.grams)))
            elif item is not None:
                kept = item.grams / _STRETCH <= grams <= item.grams * _STRETCH
                if not kept and item.grams > beside:
                    return None
                grams = float(round(item.grams))
            if line.food == "salt":
                grams = min(grams, _SALT_G * self._kit.people)
            if grams > 0:
                found.append(replace(line, grams=grams))
        return tuple(found)

    def _without_strangers(
        self, steps: Sequence[str], lines: Sequence[Line], parts: Sequence[Part]
    ) -> list[str]:
        """Leave out remarks about foods that are not in the dish, such as what goes with it."""
        foods = [part.food for part in parts if part.food]
        names = [part.name for part in parts]
        made = MadeHere(lines, foods, self._kitchen.reader)

        def ours(sentence: str) -> bool:
            strange = any(
                not made.from_listed(mention, sentence)
                and not any(related(mention.food, food) for food in foods)
                for mention in self._kitchen.reader.foods(sentence)
            )
            return not strange or not about_others(sentence, names)

        return [said for step in steps if (said := kept_sentences(step, ours))]

    def _called(self, step: str, parts: Sequence[Part]) -> str:
        """Call each food by the name the list has for it."""
        for part in parts:
            if part.name not in step:
                step = step.replace(part.ingredient.name, part.name)
        return step

    def _title(self, parts: Sequence[Part]) -> str:
        """Return the note's title, a swapped food under its new name."""
        title = self._note.title
        for part in parts:
            other: Food | None = part.food
            if part.item and other and other.id != part.ingredient.food_id:
                title = title.replace(part.ingredient.name, part.name)
        return title

    def _plain(self, step: str) -> str:
        """Drop the sentences that name a danger: a warning in a note, read as one here."""
        hazards = self._kitchen.reader.hazards

        def harmless(sentence: str) -> bool:
            return not any(hit.rule.action == "BLOCK" for hit in hazards(sentence))

        return kept_sentences(step, harmless)

    def _treatments(self, used: Sequence[Item], own: Sequence[str]) -> tuple[list[str], list[str]]:
        """Say what the note leaves out of the treatments that its foods need, before and after."""
        phrases = self._kit.phrases
        before: list[str] = []
        after: list[str] = []
        for item in used:
            for rule in item.treatments:
                about = " ".join(
                    step for step in own if item.label in step or called_in_general(item.food, step)
                )
                if carried(rule, about) or not phrases.has(f"treat.{rule.id}"):
                    continue
                # The note has the time, in a step that does not name the food again.
                late = phrases.has(f"check.{rule.id}") and carried(rule, " ".join(own))
                key = f"check.{rule.id}" if late else f"treat.{rule.id}"
                said = phrases.say(key, names=phrases.named(item.label))
                (after if late or rule.id.endswith("_temp") else before).append(said)
        return _step(phrases, before), _step(phrases, after)


def _step(phrases: Phrases, sentences: Sequence[str]) -> list[str]:
    return [phrases.paragraph(list(dict.fromkeys(sentences)))] if sentences else []


def _whole(grams: float) -> float:
    """Fives from 20 grams up, halves below 10."""
    if grams >= 20:
        return 5.0 * round(grams / 5)
    return float(round(grams)) if grams >= 10 else max(0.5, round(grams * 2) / 2)
