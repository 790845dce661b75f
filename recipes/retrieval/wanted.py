"""What a query comes down to: weighed foods, words, and what must not be in an answer."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from community.foods import Food, FoodLexicon, Mention
from community.ids import FoodId
from recipes.knowledge.canonical import canonical_text
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
_LONGEST_NAME = 8


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


def read_query(query: Query, lexicon: FoodLexicon) -> Wanted:
    """Read the words of a query with the lexicon, and join what its fields say."""
    plain = _LEFT.sub(lambda match: " " * len(match[0]), query.text)
    mentions = lexicon.find(plain) or _guessed(plain, lexicon)
    read = read_mentions(plain, mentions)
    foods = {mention.food.id: _weight(mention.food) for mention in read.asked}
    for id_, weight in query.foods.items():
        food = lexicon.get(id_)
        if weight > 0 and food is not None:
            foods[id_] = max(weight * _weight(food), foods.get(id_, 0.0))
    ruled_out = {mention.food.id for mention in (*read.refused, *read.allergic)}
    avoid = query.avoid | ruled_out
    classes = frozenset().union(*(mention.food.allergens for mention in read.allergic))
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


def _guessed(text: str, lexicon: FoodLexicon) -> tuple[Mention, ...]:
    """Return what short words of a list may mean when none is a known name: typos, pinyin."""
    found: list[Mention] = []
    for match in re.finditer(r"[^\s、,，;；/+]+", text):
        mention = lexicon.resolve(match[0]) if len(match[0]) <= _LONGEST_NAME else None
        if mention is not None:
            found.append(
                Mention(
                    text=match[0],
                    start=match.start(),
                    end=match.end(),
                    food=mention.food,
                    confidence=mention.confidence,
                    states=mention.states,
                )
            )
    return tuple(found)


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
