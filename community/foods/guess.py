"""Guesses for a whole name that is not in the table: homophones, pinyin, one wrong letter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from community.foods.folding import chinese_key, english_key, is_cjk
from community.foods.matcher import Meaning
from community.ids import FoodId

HOMOPHONE, PINYIN, TYPO = 0.7, 0.6, 0.6
_SHORTEST_ZH, _SHORTEST_EN, _SHORTEST_PINYIN = 3, 6, 6


@dataclass(frozen=True, slots=True)
class Guess:
    """A food that a misspelt name probably means."""

    food_id: FoodId
    confidence: float


class Guesser:
    """Indexes names by sound and by one left-out character; ambiguous keys guess nothing."""

    def __init__(
        self,
        chinese: Mapping[str, Meaning],
        english: Mapping[tuple[str, ...], Meaning],
        syllables: Mapping[str, str],
    ) -> None:
        self._syllables = syllables
        names = [(name, meaning) for name, meaning in chinese.items() if len(name) >= 2]
        self._sounds = _unique((self._sound(name), meaning) for name, meaning in names)
        self._near_zh = _unique(
            (key, meaning)
            for name, meaning in names
            if len(name) >= _SHORTEST_ZH
            for key in _holes(name)
        )
        words = [(" ".join(key), meaning) for key, meaning in english.items()]
        self._near_en = _unique(
            (key, meaning)
            for name, meaning in words
            if len(name) >= _SHORTEST_EN
            for key in (name, *_shorter(name))
        )

    def guess(self, text: str) -> Guess | None:
        """Return the only food that sounds or almost reads like `text` (folded), if any."""
        name = chinese_key(text)
        if any(is_cjk(character) for character in name):
            return self._guess_chinese(name)
        return self._guess_latin(text)

    def _guess_chinese(self, name: str) -> Guess | None:
        if len(name) < 2:
            return None
        meaning = self._sounds.get(self._sound(name))
        if meaning is not None:
            return Guess(meaning, HOMOPHONE)
        if len(name) < _SHORTEST_ZH:
            return None
        return _only({self._near_zh.get(key) for key in _holes(name)}, TYPO)

    def _guess_latin(self, text: str) -> Guess | None:
        letters = "".join(text.split())
        if len(letters) >= _SHORTEST_PINYIN and letters in self._sounds:
            meaning = self._sounds[letters]
            return Guess(meaning, PINYIN) if meaning is not None else None
        name = " ".join(english_key(text))
        if len(name) < _SHORTEST_EN:
            return None
        return _only({self._near_en.get(key) for key in (name, *_shorter(name))}, TYPO)

    def _sound(self, name: str) -> str:
        return "".join(self._syllables.get(character, character) for character in name)


def _holes(name: str) -> Iterable[str]:
    """Yield the name with each character replaced by a hole: one substitution apart share one."""
    return (f"{name[:i]}\0{name[i + 1 :]}" for i in range(len(name)))


def _shorter(name: str) -> Iterable[str]:
    """Yield the name without each of its letters: what one typing slip apart have in common."""
    return (name[:i] + name[i + 1 :] for i in range(len(name)))


def _unique(pairs: Iterable[tuple[str, Meaning]]) -> dict[str, FoodId | None]:
    """Return key → food, None where two foods share a key or a non-food has it."""
    found: dict[str, FoodId | None] = {}
    for key, meaning in pairs:
        found[key] = meaning if found.get(key, meaning) == meaning else None
    return found


def _only(candidates: set[FoodId | None], confidence: float) -> Guess | None:
    foods = [food for food in candidates if food is not None]
    return Guess(foods[0], confidence) if len(foods) == 1 else None
