"""How well a food that a note uses stands in for one that is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from community.foods import FoodLexicon
from community.ids import FoodId

KIND_OF_IT = 0.9  # pork is asked for, the note has pork belly
MORE_GENERAL = 0.5  # pork belly is asked for, the note says pork
SAME_KIND = 0.2  # pork belly is asked for, the note has pork mince
BY_PRODUCT = 0.4  # radish peel and radish


@dataclass(frozen=True, slots=True)
class Kinship:
    """For each food the foods that can stand in for it, and how well (0–1]; itself is 1."""

    relatives: Mapping[FoodId, Mapping[FoodId, float]]
    families: Mapping[FoodId, frozenset[FoodId]]

    @classmethod
    def of(cls, lexicon: FoodLexicon) -> Kinship:
        """Read the relations off the lexicon."""
        kinds: dict[FoodId, list[FoodId]] = {}
        for food in lexicon.foods.values():
            if food.broader is not None:
                kinds.setdefault(food.broader, []).append(food.id)
        found: dict[FoodId, Mapping[FoodId, float]] = {}
        for id_ in lexicon.foods:
            near: dict[FoodId, float] = {}
            for other, closeness in _near(id_, lexicon, kinds):
                near[other] = max(near.get(other, 0.0), closeness)
            found[id_] = MappingProxyType(near)
        families = {id_: _family(id_, lexicon, kinds) for id_ in lexicon.foods}
        return cls(found, families)

    def family(self, ids: Iterable[FoodId]) -> frozenset[FoodId]:
        """Return these foods, every kind of them, their by-products and what bears their name.

        This is what 不要放花生 rules out: peanuts, and peanut butter and oil too.
        """
        return frozenset().union(*(self.families.get(id_, frozenset({id_})) for id_ in ids))

    def near(self, id_: FoodId) -> Mapping[FoodId, float]:
        """Return a food's stand-ins; an unknown food has none."""
        return self.relatives.get(id_, {})


def _near(
    id_: FoodId, lexicon: FoodLexicon, kinds: Mapping[FoodId, list[FoodId]]
) -> Iterator[tuple[FoodId, float]]:
    yield id_, 1.0
    yield from ((kind, KIND_OF_IT) for kind in below(id_, kinds))
    food = lexicon.foods[id_]
    if food.broader is not None:
        yield food.broader, MORE_GENERAL
        yield from ((sibling, SAME_KIND) for sibling in kinds[food.broader])
    if food.parent is not None:
        yield food.parent, BY_PRODUCT
    yield from ((scrap.id, BY_PRODUCT) for scrap in lexicon.scraps_of(id_))


def below(id_: FoodId, kinds: Mapping[FoodId, list[FoodId]]) -> list[FoodId]:
    """Return every kind of a food, kinds of kinds included."""
    found: list[FoodId] = []
    waiting = list(kinds.get(id_, ()))
    while waiting:
        kind = waiting.pop()
        if kind not in found:
            found.append(kind)
            waiting += kinds.get(kind, ())
    return found


def _family(
    id_: FoodId, lexicon: FoodLexicon, kinds: Mapping[FoodId, list[FoodId]]
) -> frozenset[FoodId]:
    family = {id_, *below(id_, kinds)}
    family |= {scrap.id for member in tuple(family) for scrap in lexicon.scraps_of(member)}
    name = lexicon.foods[id_].name_zh
    return frozenset(family | {food.id for food in lexicon.foods.values() if name in food.name_zh})
