"""A recipe note as the base of an answer: its own steps, with what is there and for whom it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from community.foods import Food
from community.ids import FoodId, NoteId
from community.models import Ingredient, Note
from recipes.composer.builder import Part
from recipes.composer.kit import OIL, Kit, Staple
from recipes.composer.phrases import Phrases
from recipes.draft import Line, Source
from recipes.gate.pantry import Item
from recipes.kitchen import Kitchen
from recipes.verifier.treatments import carried

MOST_BASES = 2
_COVERS = 0.7  # share of the food at hand, by weight, that a base must use
_MOST_SHOPPING = 2
_BOUGHT = 0.25  # share of a dish that may have to be bought, water apart
_FACTORS = (0.25, 6.0)
_STRETCH = 1.6  # how far one food may leave the note's proportions
_SMALL_GRAMS = 5.0
_STAPLE_GRAMS = 60.0  # of one staple that a kitchen has without buying, water apart
_SENTENCE = re.compile(r"[^。；;]+[。；;]?")
_COUNTED = re.compile(
    r"(?<![\d.])(\d+(?:\.\d+)?)(\s*)(克|毫升|g|ml|mL|个|根|瓣|片|棵|只|颗|勺|汤匙|茶匙|块|条|张|碗|杯)"
    r"(?!\w*(?:厘米|毫米))"
)


@dataclass(frozen=True, slots=True)
class Base:
    """A note made into a dish: the dish, the items it uses, and the steps that are the note's."""

    note: NoteId
    part: Part
    items: tuple[Item, ...]
    own_steps: frozenset[str]


def bases(
    notes: Sequence[Note], items: Sequence[Item], *, kit: Kit, kitchen: Kitchen,
    minutes: int | None,
) -> Iterator[Base]:  # fmt: skip
    """Yield the best dishes that notes in the answer's language make of `items`, two at most.

    Best is what uses most and needs least bought; a note that takes longer than `minutes` is none.
    """
    fitting = [
        note
        for note in notes
        if note.recipe
        and note.lang == kit.phrases.lang
        and (minutes is None or (note.recipe.minutes or 0) <= minutes)
    ]
    found = [_Adaptation(note, items, kit, kitchen).base() for note in fitting]
    made = [base for base in found if base is not None]
    yield from sorted(made, key=_worth, reverse=True)[:MOST_BASES]


def _worth(base: Base) -> float:
    """Grams used of what is at hand, less grams to buy."""
    bought = sum(line.grams for line in base.part.lines if line.source is Source.SHOP)
    return sum(item.grams for item in base.items) - bought


class _Adaptation:
    """One note and what is there."""

    def __init__(self, note: Note, items: Sequence[Item], kit: Kit, kitchen: Kitchen) -> None:
        assert note.recipe is not None
        self._note = note
        self._recipe = note.recipe
        self._kit = kit
        self._kitchen = kitchen
        self._items = items
        self._by_food = {item.food.id: item for item in items}

    def base(self) -> Base | None:
        """Return the dish, or None where the note does not fit what is there."""
        foods = self._foods()
        if foods is None:
            return None
        used = tuple(item for item in self._items if item.food.id in foods.values())
        bodies = [item for item in self._items if not item.seasoning]
        covered = sum(item.grams for item in used if not item.seasoning)
        if covered < _COVERS * sum(item.grams for item in bodies):
            return None
        factor = self._factor(used)
        lines = self._lines(factor) if factor else None
        if not lines or not factor:
            return None
        own = [self._called(_scaled(step, factor)) for step in self._recipe.steps]
        own = [step for step in map(self._plain, own) if step]
        before, after = self._treatments(used, " ".join(own))
        steps = [*before, *own, *after]
        minutes = self._recipe.minutes or 30
        part = Part(self._note.title, lines, tuple(steps), minutes)
        return Base(self._note.id, part, used, frozenset(own))

    def _foods(self) -> Mapping[int, FoodId] | None:
        """Return the food of each ingredient, or None when one is unknown."""
        foods: dict[int, FoodId] = {}
        for row, ingredient in enumerate(self._recipe.ingredients):
            food = self._food(ingredient)
            if food is None:
                return None
            foods[row] = food.id
        return foods

    def _food(self, ingredient: Ingredient) -> Food | None:
        """Return the food of an ingredient; an oil that somebody must not eat is another oil."""
        if ingredient.food_id:
            food = self._kitchen.lexicon.foods.get(ingredient.food_id)
        else:
            mention = self._kitchen.reader.food(ingredient.name)
            food = mention.food if mention else None
        other = self._other_oil(food)
        return other.food if other else food

    def _other_oil(self, food: Food | None) -> Staple | None:
        if food is None or food.category != OIL or self._kit.household.permits(food):
            return None
        return self._kit.staple("oil")

    def _name(self, ingredient: Ingredient, food: Food) -> str:
        """Return what an ingredient is called here: by the neighbour, or as the oil it became."""
        if item := self._by_food.get(food.id):
            return item.label
        oil = self._kit.staple("oil")
        swapped = food.category == OIL and food.id != ingredient.food_id
        return oil.label if oil and swapped else ingredient.name

    def _factor(self, used: Sequence[Item]) -> float | None:
        """Return how many times the note is made, so that the heaviest food is used up."""
        needs = self._needs()
        weighed = [item for item in used if needs.get(item.food.id) and not item.seasoning]
        if not weighed:
            return None
        main = max(weighed, key=lambda item: item.grams)
        factor = main.grams / needs[main.food.id]
        servings = self._recipe.servings or 2.0
        if not _FACTORS[0] <= factor <= _FACTORS[1] or servings * factor < 0.5 * self._kit.people:
            return None
        return factor

    def _needs(self) -> dict[FoodId, float]:
        needs: dict[FoodId, float] = {}
        for ingredient in self._recipe.ingredients:
            food = self._food(ingredient)
            if food and (grams := self._grams(ingredient, food)):
                needs[food.id] = needs.get(food.id, 0.0) + grams
        return needs

    def _grams(self, ingredient: Ingredient, food: Food) -> float | None:
        if ingredient.grams is not None:
            times = (self._recipe.servings or 1.0) if ingredient.per_serving else 1.0
            return ingredient.grams * times
        each = food.unit_grams.get(ingredient.unit)
        return ingredient.amount * each if each and ingredient.amount else None

    def _lines(self, factor: float) -> tuple[Line, ...] | None:
        """Return the ingredients scaled to what is there, or None when too much is missing."""
        lines: dict[str, Line] = {}
        for ingredient in self._recipe.ingredients:
            food = self._food(ingredient)
            assert food is not None
            grams = (self._grams(ingredient, food) or _SMALL_GRAMS) * factor
            name = self._name(ingredient, food)
            if name in lines:
                grams += lines[name].grams
            line = self._line(ingredient, food, grams)
            if line is None:
                return None
            lines[name] = line
        shop = [line for line in lines.values() if line.source is Source.SHOP]
        solid = sum(line.grams for line in lines.values() if line.food != "water")
        if len(shop) > _MOST_SHOPPING or sum(line.grams for line in shop) > _BOUGHT * solid:
            return None
        return tuple(lines.values())

    def _line(self, ingredient: Ingredient, food: Food, grams: float) -> Line | None:
        item = self._by_food.get(food.id)
        if item is None:
            little = grams <= _STAPLE_GRAMS or food.category == "water"
            staple = little and (food.staple or food.id in self._staples())
            if not staple and food.scrap is not None:
                return None  # nobody sells peels
            source = Source.STAPLE if staple else Source.SHOP
            name = self._name(ingredient, food)
            return Line(name=name, food=food.id, grams=_whole(grams), source=source)
        if item.seasoning:
            grams = min(grams, item.grams)
        elif not item.grams / _STRETCH <= grams <= item.grams * _STRETCH:
            return None
        else:
            grams = item.grams
        grams = float(round(grams))
        return Line(name=item.label, food=food.id, grams=grams, source=Source.PANTRY)

    def _staples(self) -> frozenset[FoodId]:
        return frozenset(staple.food.id for staple in self._kit.staples.values())

    def _called(self, step: str) -> str:
        """Call each food by the name the list has for it."""
        for ingredient in self._recipe.ingredients:
            food = self._food(ingredient)
            name = self._name(ingredient, food) if food else ingredient.name
            if name not in step:
                step = step.replace(ingredient.name, name)
        return step

    def _plain(self, step: str) -> str:
        """Drop the sentences that name a danger: a warning in a note, read as one here."""
        hazards = self._kitchen.reader.hazards
        kept = [
            sentence
            for sentence in _SENTENCE.findall(step)
            if not any(hit.rule.action == "BLOCK" for hit in hazards(sentence))
        ]
        return "".join(kept)

    def _treatments(self, used: Sequence[Item], own: str) -> tuple[list[str], list[str]]:
        """Say what the note leaves out of the treatments that its foods need, before and after."""
        phrases = self._kit.phrases
        before: list[str] = []
        after: list[str] = []
        for item in used:
            for rule in item.treatments:
                if not carried(rule, own) and phrases.has(f"treat.{rule.id}"):
                    said = phrases.say(f"treat.{rule.id}", names=phrases.named(item.label))
                    (after if rule.id.endswith("_temp") else before).append(said)
        return _step(phrases, before), _step(phrases, after)


def _step(phrases: Phrases, sentences: Sequence[str]) -> list[str]:
    return [phrases.paragraph(list(dict.fromkeys(sentences)))] if sentences else []


def _scaled(step: str, factor: float) -> str:
    """Scale the amounts in a step; times, temperatures and lengths stay."""

    def scale(found: re.Match[str]) -> str:
        number, space, unit = found.groups()
        return f"{_told(float(number) * factor)}{space}{unit}"

    return step if abs(factor - 1) < 0.02 else _COUNTED.sub(scale, step)


def _told(number: float) -> str:
    if number >= 20:
        return f"{round(number / 5) * 5}"
    return f"{max(0.5, round(number * 2) / 2):g}"


def _whole(grams: float) -> float:
    """Fives from 20 grams up, halves below 10."""
    if grams >= 20:
        return 5.0 * round(grams / 5)
    return float(round(grams)) if grams >= 10 else max(0.5, round(grams * 2) / 2)
