"""Guesses for a whole name that is not in the table: homophones, pinyin, one wrong letter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from community.foods.folding import chinese_key, english_key, has_cjk
from community.foods.matcher import Meaning
from community.ids import FoodId

HOMOPHONE, PINYIN, TYPO = 0.7, 0.6, 0.6
_SHORTEST_EN, _SHORTEST_PINYIN = 6, 6


@dataclass(frozen=True, slots=True)
class Guess:
    """A food that a misspelt name probably means."""

    food_id: FoodId
    confidence: float


class Guesser:
    """Indexes names by sound and by one left-out letter; what could mean two foods means none."""

    def __init__(
        self,
        chinese: Mapping[str, Meaning],
        english: Mapping[tuple[str, ...], Meaning],
        syllables: Mapping[str, str],
    ) -> None:
        self._syllables = syllables
        self._chinese = chinese
        self._english = {" ".join(words): meaning for words, meaning in english.items()}
        self._by_sound = _index((self._sound(name), name) for name in chinese if len(name) >= 2)
        self._by_slip = _index(
            (slip, name)
            for name in self._english
            if len(name) >= _SHORTEST_EN
            for slip in _slips(name)
        )

    def guess(self, text: str) -> Guess | None:
        """Return the only food that sounds or almost reads like a folded text, if any."""
        name = chinese_key(text)
        if has_cjk(name):
            return self._homophone(name)
        return self._pinyin(name) or self._slip(" ".join(english_key(text)))

    def _homophone(self, name: str) -> Guess | None:
        """A homophone must share a written character: 胡箩卜 is 胡萝卜, 砂锅 is no 沙果."""
        if name in self._chinese:
            return None
        alike = [
            other
            for other in self._by_sound.get(self._sound(name), ())
            if any(a == b for a, b in zip(name, other, strict=False))
        ]
        return _only((self._chinese[other] for other in alike), HOMOPHONE)

    def _pinyin(self, letters: str) -> Guess | None:
        if len(letters) < _SHORTEST_PINYIN:
            return None
        names = self._by_sound.get(letters, ())
        return _only((self._chinese[name] for name in names), PINYIN)

    def _slip(self, name: str) -> Guess | None:
        """One letter added, left out, changed or swapped; the first letter must be right."""
        if len(name) < _SHORTEST_EN or name in self._english:
            return None
        near = {other for slip in _slips(name) for other in self._by_slip.get(slip, ())}
        return _only((self._english[o] for o in near if o[0] == name[0]), TYPO)

    def _sound(self, name: str) -> str:
        return "".join(self._syllables.get(character, character) for character in name)


def _slips(name: str) -> set[str]:
    """Return the name and each form of it with one letter left out."""
    return {name, *(name[:i] + name[i + 1 :] for i in range(len(name)))}


def _index(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key, name in pairs:
        found.setdefault(key, []).append(name)
    return found


def _only(meanings: Iterable[Meaning], confidence: float) -> Guess | None:
    """Return the guess when all names mean the same food."""
    distinct = set(meanings)
    meaning = distinct.pop() if len(distinct) == 1 else None
    return None if meaning is None else Guess(meaning, confidence)
