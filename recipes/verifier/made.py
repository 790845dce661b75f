"""Words that name no ingredient of their own: what is made in the pot of those on the list."""

from __future__ import annotations

from collections.abc import Sequence

from community.foods import Food, Mention
from recipes.draft import Line
from recipes.reader import Reader
from recipes.verifier.case import COOKING_WORDS, related

_VERBS = frozenset("烧炒炖煎蒸煮焖腌卤拌烤炸熘焗煨烩煸")
_MEATS = frozenset({"pork", "beef", "lamb", "poultry", "pork_cured", "other_meat"})
_ANY_MEAT = frozenset({"肉", "肉片", "肉丝", "肉块", "肉丁"})
_OIL = "oil"


class MadeHere:
    """Judges the foods that words name by the ingredients of a list."""

    def __init__(self, lines: Sequence[Line], listed: Sequence[Food], reader: Reader) -> None:
        self._labels = tuple(line.name for line in lines)
        self._listed = listed
        self._reader = reader

    def from_listed(self, mention: Mention, text: str) -> bool:
        """Say whether a word stands for something listed: 烧肉 in 萝卜烧肉, 葱油 of 葱 and 油."""
        word = mention.text
        if word.casefold() in COOKING_WORDS or self._runs_into_a_label(word, text):
            return True
        if len(word) < 2:
            return False
        if word[0] in _VERBS and self._is_listed(word[1:]):
            return True
        oily = word.endswith("油") and any(food.category == _OIL for food in self._listed)
        return oily and self._is_listed(word[:-1])

    def _runs_into_a_label(self, word: str, text: str) -> bool:
        """Say whether the word ends inside the name of an ingredient (腌萝卜 in 酱腌萝卜皮)."""
        for label in self._labels:
            for size in range(1, min(len(word), len(label))):
                if word.endswith(label[:size]) and word + label[size:] in text:
                    return True
        return False

    def _is_listed(self, word: str) -> bool:
        if word in _ANY_MEAT:
            return any(food.category in _MEATS for food in self._listed)
        mention = self._reader.food(word)
        return mention is not None and any(related(mention.food, food) for food in self._listed)
