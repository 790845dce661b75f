"""The hazard and non-food rules, applied to what is at hand."""

from __future__ import annotations

from dataclasses import dataclass

from community.errors import RefusedRecipe
from community.foods import Food
from community.foods.folding import has_cjk
from community.reference import Reference
from community.reference.hazard_rules import HazardRule
from community.reference.hazards import HazardHit, blocks
from community.reference.nonfoods import nonfoods_in
from recipes.answer import Caution
from recipes.composer.phrases import Phrases
from recipes.gate.household import Household
from recipes.reader import Reader
from recipes.request import RecipeRequest

_GRAVE = frozenset({"fatal", "serious"})
_CHINESE_MARKS = str.maketrans(",;:()", "，；：（）")


def refuse_dangers(
    request: RecipeRequest, reference: Reference, reader: Reader, phrases: Phrases
) -> None:
    """Raise RefusedRecipe when a name or the free text holds a non-food or a grave hazard."""
    named = {words: True for have in request.have for words in (have.name, have.said) if words}
    for text, is_name in {**named, request.text: False}.items():
        for nonfood in nonfoods_in(text, reference.nonfoods, as_ingredient=is_name):
            raise _refusal(phrases, "nonfood", nonfood.nonfood.id, name=nonfood.matched)
        for hit in reader.hazards(text):
            if hit.rule.action == "BLOCK" and hit.rule.severity in _GRAVE:
                name, rule = (text if is_name else hit.matched), _words(hit.rule, phrases)
                raise _refusal(phrases, "hazard", hit.rule.id, name=name, rule=rule)


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

    def __init__(self, reader: Reader, household: Household, phrases: Phrases) -> None:
        self._reader = reader
        self._household = household
        self._phrases = phrases

    def blocked(self, name: str, food: Food) -> Caution | None:
        """Return why this food must be set aside, or None."""
        for hit in self._hits(name, food):
            if blocks(hit, self._household.groups):
                rule = _words(hit.rule, self._phrases)
                return Caution(hit.rule.id, self._phrases.say("warn.blocked", name=name, rule=rule))
        return None

    def of(self, name: str, food: Food, label: str) -> Found:
        """Return the treatments and cautions for a food that is not blocked."""
        treatments: list[HazardRule] = []
        warnings: list[Caution] = []
        safety: list[Caution] = []
        for hit in self._hits(name, food):
            rule = hit.rule
            said = self._phrases.say("warn.note", name=label, rule=_words(rule, self._phrases))
            if rule.action == "TREAT" and not rule.always:
                treatments.append(rule)
                safety.append(Caution(rule.id, said))
            elif rule.action == "WARN" and self._concerns(rule):
                (safety if rule.kind == "process" else warnings).append(Caution(rule.id, said))
        return Found(tuple(treatments), tuple(warnings), tuple(safety))

    def _concerns(self, rule: HazardRule) -> bool:
        return not rule.groups or not self._household.groups.isdisjoint(rule.groups)

    def _hits(self, name: str, food: Food) -> tuple[HazardHit, ...]:
        """Return the rules for a thing as it was named and as the food it is.

        A rule about what a food is counts only where the food itself is meant: "fish mint" is no
        fish. What a name says of its state, or forbids, always counts.
        """
        hits = {hit.rule.id: hit for hit in self._reader.hazards(food.name_zh)}
        for hit in self._reader.hazards(name):
            telling = hit.rule.kind == "state" or hit.rule.action == "BLOCK"
            if telling or has_cjk(name):
                hits.setdefault(hit.rule.id, hit)
        return tuple(hits.values())


def _words(rule: HazardRule, phrases: Phrases) -> str:
    if phrases.lang == "en":
        return rule.rule_en.rstrip(".")
    return rule.rule_zh.rstrip("。.").translate(_CHINESE_MARKS)
