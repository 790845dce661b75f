"""Who eats: allergies, diets, groups and dislikes as classes and foods instead of words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from community.errors import InvalidField
from community.foods import Food, FoodLexicon
from community.ids import FoodId
from community.reference import Reference
from community.text import normalise
from recipes.request import RecipeRequest
from recipes.retrieval.allergy_words import classes_ruled_out
from recipes.retrieval.negation import read_mentions

# What a group must leave out, as a diet does. Source: diets.csv, groups of the diets.
_GROUP_DIETS = {"gout": "low_purine", "diabetes": "low_sugar", "no_alcohol": "no_alcohol"}
# High in purines by class, since published tables disagree. Source: diets.csv, low_purine.
_PURINE_CATEGORIES = frozenset({"mollusc", "stock"})
_PURINE_FOODS = frozenset(
    {"beef_offal", "lamb_offal", "pork_offal", "pork_liver", "chicken_offal", "duck_offal"}
    | {"sardine", "pork_bone", "hotpot_base", "yeast"}
)
# Diets that free words may only wish for, and those no free word means.
_WISHES = frozenset({"omnivore", "low_sodium", "low_sugar", "low_purine"})
_REFUSED_EN = re.compile(r"(?:can'?t|cannot|can not|don'?t|do not) (?:eat|have|do) ([a-z]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """What must not be on the table, and for whom.

    `allergens` are classes; `avoid` foods named singly, by allergy or dislike; `denied` diet tags.
    """

    allergens: frozenset[str] = frozenset()
    avoid: frozenset[FoodId] = frozenset()
    denied: frozenset[str] = frozenset()
    diets: tuple[str, ...] = ()
    groups: frozenset[str] = frozenset()

    def objection(self, food: Food) -> str:
        """Return why `food` is not for this household ("allergen:soy", "diet:meat"), or ""."""
        for class_ in sorted(self.allergens):
            if class_ in food.allergens or class_ in food.may_contain:
                return f"allergen:{class_}"
        if not self.avoid.isdisjoint({food.id, food.parent, food.broader}):
            return "avoid"
        tags = {*food.diet_tags, *food.diet_may, *_purine(food)}
        tags |= {"gluten"} & {*food.allergens, *food.may_contain}
        return next((f"diet:{tag}" for tag in sorted(tags & self.denied)), "")

    def permits(self, food: Food) -> bool:
        """Say whether `food` may be cooked for this household."""
        return not self.objection(food)


def household_of(request: RecipeRequest, lexicon: FoodLexicon, reference: Reference) -> Household:
    """Return who eats.

    Raises InvalidField for an allergy, diet or group nobody knows: a guess could hurt.
    """
    classes, allergic = _allergies(request.allergies, lexicon, reference)
    diets, refused = _diets(request.diets, lexicon, reference)
    groups = {*_groups(request.groups, reference), *reference.groups.mentioned(_words(request))}
    diets |= {diet for group, diet in _GROUP_DIETS.items() if group in groups}
    disliked = _foods(request.dislikes, lexicon)
    told_classes, told_foods, told_diets = _told(request.text, lexicon, reference)
    diets |= told_diets
    return Household(
        allergens=frozenset(classes | told_classes),
        avoid=frozenset(_with_compounds(allergic, lexicon) | refused | disliked | told_foods),
        denied=reference.diets.denied_tags(diets),
        diets=tuple(sorted(diets)),
        groups=frozenset(groups),
    )


def _allergies(
    words: Iterable[str], lexicon: FoodLexicon, reference: Reference
) -> tuple[set[str], set[FoodId]]:
    classes: set[str] = set()
    foods: set[FoodId] = set()
    for row, word in enumerate(words):
        found = reference.allergens.resolve([word])
        mention = None if found.ids else lexicon.resolve(_bare(word))
        if not found.ids and mention is None:
            raise InvalidField(f"/allergies/{row}", f"{word!r} is no allergen or food known here")
        classes.update(found.ids)
        if mention is not None:
            foods.add(mention.food.id)
            classes.update(mention.food.allergens)
    return classes, foods


def _diets(
    words: Iterable[str], lexicon: FoodLexicon, reference: Reference
) -> tuple[set[str], set[FoodId]]:
    ids: set[str] = set()
    foods: set[FoodId] = set()
    for row, word in enumerate(words):
        found = reference.diets.resolve([word])
        ids.update(found.ids)
        if not found.ids:
            mention = lexicon.resolve(_bare(word))
            if mention is None:
                raise InvalidField(f"/diets/{row}", f"{word!r} is no diet known here")
            foods.add(mention.food.id)
    return ids, foods


def _groups(words: Iterable[str], reference: Reference) -> set[str]:
    ids: set[str] = set()
    for row, word in enumerate(words):
        found = reference.groups.resolve([word])
        if not found.ids:
            raise InvalidField(f"/groups/{row}", f"{word!r} is no group known here")
        ids.update(found.ids)
    return ids


def _words(request: RecipeRequest) -> str:
    """Return all that was said, a line each: 给七岁孩子的米酒 tells of a child too."""
    return "\n".join([request.text, *(have.name for have in request.have)])


def _foods(words: Iterable[str], lexicon: FoodLexicon) -> set[FoodId]:
    """A dislike nobody knows cannot be cooked either, so it needs no refusal."""
    return {mention.food.id for word in words for mention in lexicon.find(_bare(word))}


def _told(
    text: str, lexicon: FoodLexicon, reference: Reference
) -> tuple[set[str], set[FoodId], set[str]]:
    """Return the classes, the foods and the diets that free words ask to keep to."""
    said = normalise(text)
    read = read_mentions(said, lexicon.find(said))
    classes = set(classes_ruled_out(said, reference.allergens))
    for mention in read.allergic:
        classes.update(mention.food.allergens)
    for refused in _REFUSED_EN.findall(said):
        classes.update(reference.allergens.resolve([refused]).ids)
    foods = {mention.food.id for mention in (*read.refused, *read.allergic)}
    return classes, foods, _diets_in(said, reference)


def _diets_in(said: str, reference: Reference) -> set[str]:
    """Return the diets whose names stand in a text; what is only a wish (清淡) is none."""
    return {
        diet.id
        for diet in reference.diets.all
        if diet.id not in _WISHES
        for name in (diet.name_zh, diet.name_en, *diet.aliases)
        if len(name) > 1 and _stands(normalise(name), said)
    }


def _stands(name: str, said: str) -> bool:
    if name.isascii():
        return re.search(rf"(?<![a-z]){re.escape(name)}(?![a-z])", said) is not None
    return name in said


def _with_compounds(foods: Iterable[FoodId], lexicon: FoodLexicon) -> set[FoodId]:
    """Add the foods made of an allergic food: those that carry its name (芒果 → 芒果干)."""
    wanted = set(foods)
    names = {lexicon.foods[food].name_zh for food in wanted}
    return wanted | {
        food.id
        for food in lexicon.foods.values()
        if food.parent in wanted or any(name in food.name_zh for name in names)
    }


def _purine(food: Food) -> frozenset[str]:
    high = food.category in _PURINE_CATEGORIES or food.id in _PURINE_FOODS
    return frozenset({"purine_high"}) if high else frozenset()


def _bare(word: str) -> str:
    return re.sub(r"过敏|不吃|不能吃|忌|对|allergy|no ", "", normalise(word)).strip()
