"""The hazard and non-food rules, applied to what is at hand."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from community.errors import RefusedRecipe
from community.foods import Food
from community.foods.folding import has_cjk
from community.reference.hazard_rules import HazardRule
from community.reference.hazards import forbids
from community.reference.nonfoods import nonfoods_in
from recipes.answer import Caution
from recipes.composer.phrases import Phrases
from recipes.gate.household import Household
from recipes.kitchen import Kitchen
from recipes.request import RecipeRequest

_GRAVE = frozenset({"fatal", "serious"})
_CHINESE_MARKS = str.maketrans(",;:()", "，；：（）")


def refuse_dangers(
    request: RecipeRequest, groups: Collection[str], kitchen: Kitchen, phrases: Phrases
) -> None:
    """Raise RefusedRecipe when a name or the free text holds a non-food or a grave hazard.

    What could kill one of the `groups` who eat here is grave too: honey where an infant is.
    """
    named = dict.fromkeys(words for have in request.have for words in (have.name, have.said))
    for name in filter(None, named):
        _refuse_nonfoods(name, kitchen, phrases, as_ingredient=True)
        rules = [hit.rule for hit in kitchen.reader.hazards(name)]
        for rule in _grave((*rules, *kitchen.states.of_name(name)), groups):
            raise _hazardous(rule, name, phrases)
    _refuse_nonfoods(request.text, kitchen, phrases, as_ingredient=False)
    for hit in kitchen.reader.hazards(request.text):
        for rule in _grave([hit.rule], groups):
            raise _hazardous(rule, hit.matched, phrases)
    at_hand = [m.food for have in request.have if (m := kitchen.reader.food(have.name))]
    for rule in _grave(kitchen.states.of_text(request.text, at_hand), groups):
        raise _hazardous(rule, request.text, phrases)


def _refuse_nonfoods(text: str, kitchen: Kitchen, phrases: Phrases, *, as_ingredient: bool) -> None:
    for found in nonfoods_in(text, kitchen.reference.nonfoods, as_ingredient=as_ingredient):
        raise _refusal(phrases, "nonfood", found.nonfood.id, name=found.matched)


def _grave(rules: Iterable[HazardRule], groups: Collection[str]) -> list[HazardRule]:
    return [
        rule
        for rule in rules
        if (rule.action == "BLOCK" and rule.severity in _GRAVE)
        or (rule.severity == "fatal" and forbids(rule, groups))
    ]


def _hazardous(rule: HazardRule, name: str, phrases: Phrases) -> RefusedRecipe:
    code = "group" if rule.action == "BLOCK_FOR" else "hazard"
    return _refusal(phrases, code, rule.id, name=name, rule=_words(rule, phrases))


def _refusal(phrases: Phrases, code: str, id_: str, **slots: str) -> RefusedRecipe:
    return RefusedRecipe(
        f"{code}:{id_}",
        why=phrases.say(f"refuse.{code}.why", **slots),
        instead=phrases.say(f"refuse.{code}.instead"),
    )


@dataclass(frozen=True, slots=True)
class Found:
    """What the rules say about one food that may be used."""

    treatments: tuple[HazardRule, ...]
    warnings: tuple[Caution, ...]
    safety: tuple[Caution, ...]


class Dangers:
    """The rules, for one household in one language."""

    def __init__(self, kitchen: Kitchen, household: Household, phrases: Phrases) -> None:
        self._kitchen = kitchen
        self._household = household
        self._phrases = phrases

    def blocked(self, name: str, food: Food) -> Caution | None:
        """Return why this food must be set aside, or None."""
        for rule in self._rules(name, food):
            if forbids(rule, self._household.groups):
                said = self._phrases.say(
                    "warn.blocked", name=name, rule=_words(rule, self._phrases)
                )
                return Caution(rule.id, said)
        return None

    def of(self, name: str, food: Food, label: str) -> Found:
        """Return the treatments and cautions for a food that is not blocked."""
        treatments: list[HazardRule] = []
        warnings: list[Caution] = []
        safety: list[Caution] = []
        for rule in self._rules(name, food):
            said = self._phrases.say("warn.note", name=label, rule=_words(rule, self._phrases))
            if rule.action == "TREAT" and not rule.always:
                treatments.append(rule)
                (warnings if self._tells(rule) else safety).append(Caution(rule.id, said))
            elif rule.action == "WARN" and (not rule.groups or self._concerns(rule)):
                (safety if rule.kind == "process" else warnings).append(Caution(rule.id, said))
        return Found(tuple(treatments), tuple(warnings), tuple(safety))

    def _tells(self, rule: HazardRule) -> bool:
        """Say whether a treatment is no matter of course: poisonous raw, or for these people."""
        return rule.params.get("say") == "warn" or self._concerns(rule)

    def _concerns(self, rule: HazardRule) -> bool:
        return not self._household.groups.isdisjoint(rule.groups)

    def _rules(self, name: str, food: Food) -> tuple[HazardRule, ...]:
        """Return the rules for a thing as it was named and as the food it is.

        A rule about what a food is counts only where the food itself is meant: "fish mint" is no
        fish. What a name says of its state, or forbids, always counts.
        """
        reader = self._kitchen.reader
        rules = [hit.rule for hit in reader.hazards(food.name_zh)]
        for hit in reader.hazards(name):
            telling = hit.rule.kind == "state" or hit.rule.action == "BLOCK"
            if telling or has_cjk(name) or self._concerns(hit.rule):
                rules.append(hit.rule)
        return tuple(dict.fromkeys((*rules, *self._kitchen.states.of_name(name))))


def _words(rule: HazardRule, phrases: Phrases) -> str:
    if phrases.lang == "en":
        return rule.rule_en.rstrip(".")
    return rule.rule_zh.rstrip("。.").translate(_CHINESE_MARKS)
