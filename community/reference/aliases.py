"""Names people type for a class, a diet or a group, resolved to ids; the rest is handed back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from community.reference.script import fold


@dataclass(frozen=True, slots=True)
class Resolved:
    """Ids found, in table order, and every word that could not be understood.

    A caller that protects people must refuse while `unresolved` is not empty.
    """

    ids: tuple[str, ...]
    unresolved: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AliasTable:
    """Folded alias → ids; one alias may stand for several (海鲜: crustacean, fish, mollusc)."""

    ids_of: Mapping[str, tuple[str, ...]]
    order: tuple[str, ...]

    @classmethod
    def build(cls, names: Iterable[tuple[str, Iterable[str]]]) -> AliasTable:
        """Build from (id, names of that id); the id is a name of itself."""
        ids_of: dict[str, tuple[str, ...]] = {}
        order: list[str] = []
        for id_, aliases in names:
            order.append(id_)
            for alias in dict.fromkeys(fold(name) for name in (id_, *aliases)):
                ids_of[alias] = (*ids_of.get(alias, ()), id_)
        return cls(ids_of, tuple(order))

    def resolve(self, words: Iterable[str]) -> Resolved:
        """Return the ids meant by `words`; unknown words come back in `unresolved`."""
        found: set[str] = set()
        unresolved: list[str] = []
        for word in words:
            ids = self._lookup(fold(word))
            found.update(ids)
            if not ids:
                unresolved.append(word)
        return Resolved(tuple(i for i in self.order if i in found), tuple(unresolved))

    def _lookup(self, word: str) -> tuple[str, ...]:
        for form in (word, *_bare_forms(word)):
            if form in self.ids_of:
                return self.ids_of[form]
        return ()


# Wrappings around the word itself: 对花生过敏, 花生过敏, 不吃花生, peanut allergy, peanuts.
_BEFORE = ("我对", "对", "不能吃", "不吃", "忌", "无", "no ", "allergic to ", "without ")
_AFTER = ("过敏原", "过敏", "不耐受", "制品", "类", " allergy", " intolerance", " free", "-free")


def _bare_forms(word: str) -> Iterable[str]:
    bare = word
    for before in _BEFORE:
        bare = bare.removeprefix(before)
    for after in _AFTER:
        bare = bare.removesuffix(after)
    bare = bare.strip()
    yield bare
    yield bare.removesuffix("es")
    yield bare.removesuffix("s")
