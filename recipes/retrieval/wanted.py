"""What a query comes down to: weighed foods, words, and what must not be in an answer."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf

from community.foods import Food, FoodLexicon, Mention
from community.ids import FoodId
from community.reference.allergens import Allergens
from recipes.knowledge.canonical import canonical_text
from recipes.retrieval.allergy_words import classes_ruled_out
from recipes.retrieval.negation import read_mentions
from recipes.retrieval.query import Query

_LITTLE = 0.3  # salt and oil are in every kitchen: whether a note uses them says little
# Words of having and of being left: they are no part of what is looked for.
_LEFT = re.compile(r"\b(?:left[ -]?overs?|surplus|remaining)\b", re.IGNORECASE)
_HAVING = re.compile(
    r"剩|吃不完|没吃完|用不完|快过期|要过期|快坏|要坏|清冰箱|冰箱里|家里有|家里只有|用掉|消耗|还有"
    r"|\b(?:use up|using up|used up|expir\w+|go(?:es)? bad|in (?:the|my) fridge|i have|i've got"
    r"|what can i (?:make|cook))\b",
    re.IGNORECASE,
)
_NO_WORDS = re.compile(r"[\W\d_和与跟及或]+|\b(?:and|or|with)\b", re.IGNORECASE)
_CHUNK = re.compile(r"[^\s、,，;；。.!！?？/+]+")
_LONGEST_NAME = 6  # longer words are sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """`foods` by weight, `text` with canonical names, `written` without what it rules out.

    `listed` tells a list of foods at hand from a description of a dish.
    """

    foods: Mapping[FoodId, float]
    text: str
    written: str
    avoid: frozenset[FoodId]
    allergies: frozenset[str]
    listed: bool


def read_query(query: Query, lexicon: FoodLexicon, allergens: Allergens) -> Wanted:
    """Read the words of a query, and join what its fields say."""
    plain = _LEFT.sub(lambda match: " " * len(match[0]), query.text)
    read = read_mentions(plain, _mentions(plain, lexicon))
    foods = {mention.food.id: _weight(mention.food) for mention in read.asked}
    for id_, weight in query.foods.items():
        food = lexicon.get(id_)
        if food is not None and 0 < weight < inf:
            foods[id_] = max(weight * _weight(food), foods.get(id_, 0.0))
    ruled_out = {mention.food.id for mention in (*read.refused, *read.allergic)}
    avoid = query.avoid | ruled_out
    classes = frozenset().union(*(mention.food.allergens for mention in read.allergic))
    classes |= classes_ruled_out(query.text, allergens)
    return Wanted(
        foods={id_: weight for id_, weight in foods.items() if id_ not in avoid},
        text=canonical_text(read.text, lexicon.find(read.text)),
        written=read.text,
        avoid=avoid,
        allergies=query.allergies | classes,
        listed=bool(query.foods) or _is_list(plain, read.asked),
    )


def _weight(food: Food) -> float:
    return _LITTLE if food.staple else 1.0


def _mentions(text: str, lexicon: FoodLexicon) -> tuple[Mention, ...]:
    """Return the foods named, and in short words without one what they may mean: typos, pinyin."""
    found = list(lexicon.find(text))
    for match in _CHUNK.finditer(text):
        named = any(m.start < match.end() and match.start() < m.end for m in found)
        if named or len(match[0]) > _LONGEST_NAME:
            continue
        guess = lexicon.resolve(match[0])
        if guess is not None:
            at = match.start()
            found.append(replace(guess, start=at + guess.start, end=at + guess.end))
    return tuple(sorted(found, key=lambda mention: mention.start))


def _is_list(text: str, asked: Sequence[Mention]) -> bool:
    """Say whether the words are about foods at hand, and not about one dish."""
    if not asked:
        return False
    if _HAVING.search(text):
        return True
    rest = text
    for mention in sorted(asked, key=lambda m: m.start, reverse=True):
        rest = rest[: mention.start] + " " + rest[mention.end :]
    return len(_NO_WORDS.sub("", rest)) <= len(asked)
