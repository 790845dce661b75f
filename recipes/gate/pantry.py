"""What is at hand, as foods and grams, with everything set aside that must not be cooked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from community.errors import RefusedRecipe
from community.foods import Food, Mention
from community.quantities import grams_of
from community.reference.hazard_rules import HazardRule
from recipes.answer import Caution
from recipes.composer.cooking import Kind
from recipes.composer.phrases import Phrases, load_phrases
from recipes.gate.dangers import Dangers, refuse_dangers
from recipes.gate.household import Household
from recipes.gate.naming import label_of, mentions_of
from recipes.kitchen import Kitchen
from recipes.request import Have, RecipeRequest

SEASONING_STAGES = frozenset({"sauce", "spice", "oil", "water", "sweetener", "aromatic", "drink"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One food that may be cooked.

    `name` is what the request called it, `label` what the recipe calls it; `estimated` grams were
    not given. `treatments` are the rules that the recipe's steps have to carry for it.
    """

    name: str
    food: Food
    label: str
    kind: Kind
    grams: float
    estimated: bool
    use_by: date | None
    treatments: tuple[HazardRule, ...] = ()

    @property
    def seasoning(self) -> bool:
        """Say whether it seasons a dish rather than makes one."""
        return self.kind.stage in SEASONING_STAGES


@dataclass(frozen=True, slots=True)
class Pantry:
    """The foods to cook with, what needs saying about the others, and the names nobody knows."""

    items: tuple[Item, ...]
    warnings: tuple[Caution, ...]
    safety: tuple[Caution, ...]
    unrecognised: tuple[str, ...]


def stock(request: RecipeRequest, household: Household, kitchen: Kitchen) -> Pantry:
    """Return what may be cooked of what is at hand.

    Raises RefusedRecipe for a non-food, for a fatal or serious hazard, and when nothing is left.
    """
    phrases = load_phrases(request.lang)
    refuse_dangers(request, household.groups, kitchen, phrases)
    shelf = _Shelf(request, household, kitchen, phrases)
    for have in request.have:
        shelf.add(have)
    return shelf.pantry()


class _Shelf:
    """Collects one request's foods."""

    def __init__(
        self, request: RecipeRequest, household: Household, kitchen: Kitchen, phrases: Phrases
    ) -> None:
        self._request = request
        self._household = household
        self._kitchen = kitchen
        self._phrases = phrases
        self._dangers = Dangers(kitchen, household, phrases)
        self._items: list[Item] = []
        self._warnings: list[Caution] = []
        self._safety: list[Caution] = []
        self._unknown: list[str] = []

    def add(self, have: Have) -> None:
        """Put one thing on the shelf, or say why not."""
        mentions = mentions_of(have.name, self._kitchen.lexicon)
        if not mentions:
            self._unknown.append(have.name)
            return
        items = [self._item(have, mention, len(mentions)) for mention in mentions]
        # One forbidden part spoils a mixed thing: it cannot be picked out again.
        for item in items:
            if caution := self._objection(item):
                self._warnings.append(caution)
                return
        for item in items:
            self._accept(item)

    def _item(self, have: Have, mention: Mention, parts: int) -> Item:
        kind = self._kitchen.cooking.kind(mention.food, have.name)
        grams = have.grams
        if grams is None and have.quantity is not None:
            grams = grams_of(have.quantity, mention.food)
        return Item(
            name=have.name,
            food=mention.food,
            label=label_of(mention, self._request.lang),
            kind=kind,
            grams=(grams or kind.grams * self._request.people) / parts,
            estimated=grams is None,
            use_by=have.use_by,
        )

    def _objection(self, item: Item) -> Caution | None:
        reason = self._household.objection(item.food)
        if reason:
            return self._unfit(item, reason)
        if item.food.scrap and item.food.scrap.status in {"compost", "forbidden"}:
            return Caution("not-edible", self._phrases.say("warn.compost", name=item.label))
        if blocked := self._dangers.blocked(item.name, item.food):
            return blocked
        if item.kind.perishable and item.use_by and item.use_by < self._request.now:
            text = self._phrases.say("warn.expired", name=item.label, date=f"{item.use_by}")
            return Caution("expired", text)
        return None

    def _unfit(self, item: Item, reason: str) -> Caution:
        code, _, class_ = reason.partition(":")
        allergen = self._kitchen.reference.allergens.get(class_)
        said = (
            (allergen.name_zh if self._request.lang == "zh" else allergen.name_en)
            if (allergen)
            else class_
        )
        key = (
            "warn.allergen.plain"
            if code == "allergen" and self._request.broadcast
            else (f"warn.{code}")
        )
        return Caution(code, self._phrases.say(key, **{"name": item.label, "class": said}))

    def _accept(self, item: Item) -> None:
        found = self._dangers.of(item.name, item.food, item.label)
        self._warnings += found.warnings
        self._safety += found.safety
        if item.use_by and item.use_by < self._request.now:
            text = self._phrases.say("warn.past", name=item.label, date=f"{item.use_by}")
            self._warnings.append(Caution("past-date", text))
        self._items.append(replace(item, treatments=found.treatments))

    def pantry(self) -> Pantry:
        """Return everything collected. Raises RefusedRecipe when there is no dish in it."""
        if not any(not item.seasoning for item in self._items):
            raise self._nothing()
        return Pantry(
            tuple(self._items), _once(self._warnings), _once(self._safety), tuple(self._unknown)
        )

    def _nothing(self) -> RefusedRecipe:
        if self._items:
            code, slot = "seasoning", {"names": _listed([item.label for item in self._items])}
        elif self._warnings:
            said = self._phrases.paragraph([caution.text for caution in self._warnings])
            code, slot = "nothing", {"reasons": said}
        else:
            code, slot = "unknown", {"names": _listed(self._unknown)}
        return RefusedRecipe(
            {"seasoning": "only-seasonings", "nothing": "nothing-left", "unknown": "unrecognised"}[
                code
            ],
            why=self._phrases.say(f"refuse.{code}.why", **slot),
            instead=self._phrases.say(f"refuse.{code}.instead"),
        )


def _listed(names: Sequence[str]) -> str:
    return ", ".join(name[:40] for name in names[:10])


def _once(cautions: Iterable[Caution]) -> tuple[Caution, ...]:
    return tuple(dict.fromkeys(cautions))
