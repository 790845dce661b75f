"""The closed vocabulary of foods: finding them in text, resolving a line, one spelling for all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from community.errors import NotFound
from community.foods.folding import Folded, chinese_key, english_key, fold_text, has_cjk, is_cjk
from community.foods.guess import Guesser
from community.foods.matcher import ChineseMatcher, EnglishMatcher, Hit, Meaning
from community.foods.model import Food, Mention
from community.foods.resolve import Resolver
from community.foods.states import StateFinder, states_within
from community.ids import FoodId

# One-character names that are everyday parts of other words: they count only between these.
_WEAK = frozenset(
    "水油面米糖蛋肉鸡鱼奶冰酒茶梨桃李饭酱蜜碱扒粥饼馍粟稷鳖龟兔蛙苕杏梅菱柿柑芋橘桔肝醋盐饭"
)
_GLUE_BEFORE = frozenset(
    "加放入下倒撒的和与或跟及把将取买炒煮蒸煎炸烤炖卤腌洗切整条只块个斤克勺片包盒袋颗粒根些点许"
    "剩有吃是用拌淋抹留盛碗杯升少适量再点匙对"
)
_GLUE_AFTER = frozenset(
    "放入加下倒撒和与或跟及切洗净炒煮蒸煎炸烤炖腌里中上用去块片丁丝段末汤汁捞盛翻焯拌的少适各混"
    "一二两三四五六七八九十半各约可都也要沥备搅调"
)


class FoodLexicon:
    """All foods and scraps with the matchers built over their names.

    `foods` maps every id to its food. Unknown ids raise NotFound on `[]` and give None on `get`.
    """

    def __init__(
        self,
        foods: Iterable[Food],
        *,
        not_foods: Iterable[str] = (),
        syllables: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.foods: Mapping[FoodId, Food] = MappingProxyType({food.id: food for food in foods})
        chinese: dict[str, Meaning] = {}
        english: dict[tuple[str, ...], Meaning] = {}
        for word in not_foods:
            if has_cjk(word):
                chinese[chinese_key(word)] = None
            else:
                english[english_key(word)] = None
        for food in self.foods.values():
            for name in (food.name_zh, *food.aliases_zh):
                chinese[chinese_key(name)] = food.id
            for name in (food.name_en, *food.aliases_en):
                english[english_key(name)] = food.id
        self._chinese = ChineseMatcher(chinese)
        self._english = EnglishMatcher(english.items())
        guesser = Guesser(chinese, english, syllables)
        self._resolver = Resolver(chinese, english, self.hits, guesser)
        scraps: dict[FoodId, list[Food]] = {}
        for food in self.foods.values():
            if food.parent is not None:
                scraps.setdefault(food.parent, []).append(food)
        self._scraps = {parent: tuple(found) for parent, found in scraps.items()}

    def __getitem__(self, food_id: FoodId) -> Food:
        food = self.foods.get(food_id)
        if food is None:
            raise NotFound("food", food_id)
        return food

    def get(self, food_id: str) -> Food | None:
        """Return the food of an id, or None when nobody knows it."""
        return self.foods.get(FoodId(food_id))

    def scraps_of(self, food_id: FoodId) -> tuple[Food, ...]:
        """Return the by-products of a food, in table order; none for an unknown id."""
        return self._scraps.get(food_id, ())

    def find(self, text: str) -> tuple[Mention, ...]:
        """Return every food named in running text, in order, never overlapping."""
        folded = fold_text(text)
        hits = _standing(folded.text, self.hits(folded.text))
        ends = [0, *(hit.end for hit in hits)]
        starts = [*(hit.start for hit in hits), len(folded.text)]
        finder = StateFinder(folded.text)
        mentions: list[Mention] = []
        for i, hit in enumerate(hits):
            if hit.meaning is None:
                continue
            states = finder.around(hit.start, hit.end, low=ends[i], high=starts[i + 1])
            mentions.append(self._mention(text, folded, hit, hit.meaning, states=states))
        return tuple(mentions)

    def resolve(self, name: str) -> Mention | None:
        """Return the one food an ingredient line or name is about; None when not understood.

        Confidence: 1 for a name as it stands, .95 once amounts and shapes are taken off, .85 for
        a known food with unknown words before it, less for a guess (typo, pinyin).
        """
        folded = fold_text(name)
        found = self._resolver.resolve(folded.text)
        if found is None:
            return None
        hit = Hit(found.start, found.end, found.food_id)
        states = StateFinder(folded.text).around(hit.start, hit.end, low=0, high=len(folded.text))
        return self._mention(
            name, folded, hit, found.food_id, confidence=found.confidence, states=states
        )

    def canonical(self, text: str) -> str:
        """Return the folded text with every food name as its canonical Chinese name, set apart.

        Applied at index time and at query time; applying it twice changes nothing.
        """
        folded = fold_text(text).text
        pieces: list[str] = []
        done = 0
        for hit in _standing(folded, self.hits(folded)):
            if hit.meaning is not None:
                name = fold_text(self.foods[hit.meaning].name_zh).text
                pieces += (folded[done : hit.start], f" {name} ")
                done = hit.end
        return re.sub(r"\s+", " ", "".join((*pieces, folded[done:]))).strip()

    def hits(self, folded: str) -> list[Hit]:
        """Return Chinese and English names of a folded text in order; blockers included."""
        chinese = self._chinese.hits(folded) if has_cjk(folded) else []
        taken = [(hit.start, hit.end) for hit in chinese]
        english = [
            hit
            for hit in self._english.hits(folded)
            if not any(start < hit.end and hit.start < end for start, end in taken)
        ]
        return sorted((*chinese, *english), key=lambda hit: hit.start)

    def _mention(
        self,
        text: str,
        folded: Folded,
        hit: Hit,
        food_id: FoodId,
        *,
        confidence: float = 1.0,
        states: tuple[str, ...],
    ) -> Mention:
        start, end = folded.span(hit.start, hit.end)
        food = self.foods[food_id]
        states += states_within(folded.text[hit.start : hit.end], food.name_zh)
        return Mention(
            text=text[start:end],
            start=start,
            end=end,
            food=food,
            confidence=confidence,
            states=tuple(dict.fromkeys(states)),
        )


def _standing(text: str, hits: list[Hit]) -> list[Hit]:
    """Drop one-character names that are only part of another word."""
    starts = {hit.start for hit in hits}
    standing: list[Hit] = []
    end = -1
    for hit in hits:
        if _is_weak(text, hit) and not (
            (end == hit.start or _edge(text, hit.start - 1, _GLUE_BEFORE))
            and (hit.end in starts or _edge(text, hit.end, _GLUE_AFTER))
        ):
            continue
        standing.append(hit)
        end = hit.end
    return standing


def _is_weak(text: str, hit: Hit) -> bool:
    return hit.end - hit.start == 1 and text[hit.start] in _WEAK


def _edge(text: str, index: int, glue: frozenset[str]) -> bool:
    """Say whether a name may end next to text[index]: no Han character, or a known verb."""
    if not 0 <= index < len(text):
        return True
    return not is_cjk(text[index]) or text[index] in glue
