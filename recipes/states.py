"""What a request says of the state of its foods, held against the matrix of unsafe states.

Only the words of a request are read so: there a name is short and about one thing, and whatever
is said in it is said of that thing, in any order and wording. Prose has other rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from community.foods import Food, FoodLexicon, Mention
from community.reference import Reference
from community.reference.conditions import Condition
from community.reference.hazard_rules import HazardRule
from community.reference.terms import compact

_LIST = re.compile(r"[、/&+]|\band\b|和(?=\S)|以及|还有")
_SENTENCE = re.compile(r"[。！？!?;；\n]|\.(?=\s|$)")
_REMEMBERED = 8_192  # names


class StateReader:
    """Finds the rules that the words of a request touch by a food and what is said of it."""

    def __init__(self, lexicon: FoodLexicon, reference: Reference) -> None:
        self._lexicon = lexicon
        self._durations = reference.hazards.durations
        self._rules = {rule.id: rule for rule in reference.hazards.all}
        self._matrix = reference.unsafe_states
        self._of_name = lru_cache(_REMEMBERED)(self._read_name)

    def of_name(self, name: str) -> tuple[HazardRule, ...]:
        """Return the rules touched by the name of one thing, or by one of the things it lists."""
        return self._of_name(name)

    def of_text(self, text: str, at_hand: Sequence[Food]) -> tuple[HazardRule, ...]:
        """Return the rules touched by free words, said of what they name or of what is at hand."""
        clauses = [compact(part) for part in _SENTENCE.split(text)]
        found = [rule for clause in clauses if clause for rule in self._touched(clause, at_hand)]
        return tuple(dict.fromkeys(found))

    def _read_name(self, name: str) -> tuple[HazardRule, ...]:
        whole = compact(name)
        parts = [part for part in _LIST.split(whole) if part.strip()]
        if not all(self._lexicon.find(part) for part in parts):
            parts = [whole]  # "lumpy and sour" lists no foods
        return tuple(dict.fromkeys(rule for part in parts for rule in self._touched(part, ())))

    def _touched(self, text: str, at_hand: Sequence[Food]) -> Iterator[HazardRule]:
        mentions = self._lexicon.find(text)
        whole = self._lexicon.resolve(text) if not mentions else None
        named = [mention.food for mention in mentions] + ([whole.food] if whole else [])
        hours = max((max(span.of) for span in self._durations.find(text)), default=0.0)
        for state in self._matrix:
            if state.hours is not None and hours <= state.hours:
                continue
            foods = at_hand if state.anywhere and not named else named
            if state.foods is not None and not any(map(state.foods.holds, map(_kinds, foods))):
                continue
            if all(self._said(condition, text, mentions) for condition in state.conditions):
                yield self._rules[state.rule]

    def _said(self, condition: Condition, text: str, mentions: Sequence[Mention]) -> bool:
        """Say whether the text says it outside the names of foods: 毛 in 毛豆 says no state.

        A name that says the state of the food it is (生豆浆, 死蟹) counts.
        """
        return any(
            not any(
                mention.start <= said.start()
                and said.end() <= mention.end
                and not self._is_state_of(mention, said.group())
                for mention in mentions
            )
            for said in condition.said_in(text)
        )

    def _is_state_of(self, mention: Mention, said: str) -> bool:
        rest = mention.text.casefold().replace(said, "", 1).strip(" -的")
        left = self._lexicon.resolve(rest) if rest else mention
        return left is not None and left.food.id == mention.food.id


def _kinds(food: Food) -> frozenset[str]:
    said = (food.id, food.category, food.broader, food.parent)
    return frozenset(str(kind) for kind in said if kind is not None)
