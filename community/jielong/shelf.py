"""The products on offer, found under the names that neighbours give them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from community.foods import FoodLexicon
from community.jielong.model import Offer
from community.jielong.numerals import number_at
from community.jielong.packs import Pack, folded, pack_of, unit_at
from community.jielong.words import CONTAINERS, MODIFIERS, PIECES, listed

_PARTS = re.compile(r"[\s()（）【】\[\]·,，、/|—–-]+")
_MEASURE = re.compile(
    r"[约\d.一]+(?:kg|g|ml|l|千克|公斤|克|斤|两|枚|个|只|颗|盒|袋|包|瓶|箱|把|条|根|升|毫升)装?.*"
)
_SURE, _LIKELY = 0.9, 0.8  # of the lexicon: a whole name, and a known one behind unknown words
# One thing under two names that end alike; elsewhere names that end alike are kinds (小葱, 大葱).
_SYNONYMS = tuple(
    frozenset(group.split("="))
    for group in listed(
        "红薯=番薯=甘薯 黄瓜=青瓜 包菜=卷心菜=圆白菜 番茄=洋柿子 鲜奶=牛奶=鲜牛奶 葱=香葱=小葱"
        " 西葫芦=茭瓜 土豆=洋芋"
    )
)


_BEFORE_ONE = frozenset("".join((*CONTAINERS, *PIECES, "斤份的要来加")))
_AFTER_ONE = frozenset("各不退取改再也都换加减要和跟×")


class Found(NamedTuple):
    """A name in a text; `ids` are the offers it may mean, none when it is not on offer."""

    start: int
    end: int
    ids: tuple[str, ...]


class Shelf:
    """All offers of one chain; totally defined for any word, number and text."""

    def __init__(self, offers: Sequence[Offer], foods: FoodLexicon) -> None:
        self.offers = tuple(offers)
        self._foods = foods
        self._packs = {offer.product_id: pack_of(offer) for offer in offers}
        self._numbers = {folded(offer.no).strip(): offer.product_id for offer in reversed(offers)}
        self._names = {offer.product_id: _names(offer.name) for offer in offers}
        self._keys = self._suffixes()
        self._longest = max(map(len, self._keys), default=0)
        self.lookup = lru_cache(maxsize=4096)(self._lookup)

    @property
    def only(self) -> str | None:
        """The product of a chain about one product; None when there are several."""
        return self.offers[0].product_id if len(self.offers) == 1 else None

    @property
    def letters(self) -> frozenset[str]:
        """The letters by which offers are called, when they are."""
        return frozenset(no for no in self._numbers if no.isalpha() and no.isascii())

    def all(self) -> tuple[str, ...]:
        """Return every product on offer."""
        return tuple(dict.fromkeys(offer.product_id for offer in self.offers))

    def numbered(self, number: str) -> str | None:
        """Return the product of a number or letter; None when nothing has it."""
        return self._numbers.get(number)

    def pack(self, product_id: str) -> Pack:
        """Return what one pack of an offered product holds."""
        return self._packs[product_id]

    def find(self, text: str) -> list[Found]:
        """Return all names of products and foods in a folded text, in order, the longest first."""
        spans = {(hit.start, hit.end) for hit in self._foods.hits(text) if hit.meaning is not None}
        for start in range(len(text)):
            for end in range(min(len(text), start + self._longest), start, -1):
                if text[start:end] in self._keys:
                    spans.add((start, end))
                    break
        found: list[Found] = []
        done = 0
        for start, end in sorted(_widest(spans)):
            if start >= done and (end - start > 1 or _alone(text, start, end)):
                found += self._parts(text, start, end)
                done = end
        return found

    def _parts(self, text: str, start: int, end: int) -> list[Found]:
        """Return one name, or the two offers that a dish nobody offers is written of (鸡蛋豆腐)."""
        whole = Found(start, end, self.lookup(text[start:end]))
        for middle in range(start + 2, end - 1) if not whole.ids else ():
            halves = (start, middle), (middle, end)
            ids = [self.lookup(text[a:b]) if text[a:b] in self._keys else () for a, b in halves]
            if all(ids):
                return [Found(a, b, found) for (a, b), found in zip(halves, ids, strict=True)]
        return [whole]

    def _suffixes(self) -> frozenset[str]:
        keys: set[str] = set()
        for names in self._names.values():
            for name in names:
                keys.update(name[i:] for i in range(max(1, len(name) - 1)))
                keys.add(_bare(name))
        return frozenset(keys - set(MODIFIERS))

    def _lookup(self, word: str) -> tuple[str, ...]:
        exact = [id_ for id_, names in self._names.items() if word in names]
        if exact:
            return tuple(exact)
        ending = [id_ for id_, names in self._names.items() if any(n.endswith(word) for n in names)]
        alike = [id_ for id_ in self._names if self._same_food(word, id_)]
        candidates = tuple(dict.fromkeys((*ending, *alike)))
        if len(candidates) == 1 and candidates[0] not in alike:
            return candidates if self._plainly(word, candidates[0]) else ()
        return candidates

    def _plainly(self, word: str, product_id: str) -> bool:
        """Say whether an offer is the word with nothing but praise before it (嫩豆腐: 豆腐)."""
        return any(
            _bare(name) == word
            or len(word) == 1
            or (name.endswith(word) and self._food(word) is None)
            for name in self._names[product_id]
        )

    def _same_food(self, word: str, product_id: str) -> bool:
        food = self._food(word)
        return food is not None and any(
            self._food(name, _LIKELY) == food and not _other_kind(word, name)
            for name in self._names[product_id]
        )

    @lru_cache(maxsize=4096)  # noqa: B019 - a shelf lives as long as one paste
    def _food(self, word: str, enough: float = _SURE) -> str | None:
        mention = self._foods.resolve(word)
        if mention is None or mention.confidence < enough:
            mention = self._foods.resolve(_bare(word))
        return mention.food.id if mention and mention.confidence >= enough else None


def _names(name: str) -> tuple[str, ...]:
    """Return the whole name and its parts, without weights, of 苹果（红富士）5斤."""
    parts = [_MEASURE.sub("", part) for part in _PARTS.split(folded(name))]
    kept = [part for part in parts if part and part not in MODIFIERS]
    whole = "".join(part for part in parts if part)
    return tuple(dict.fromkeys(part for part in (whole, *kept) if part))


def _bare(name: str) -> str:
    """Return a name without the praise before it."""
    praise = next((m for m in MODIFIERS if name.startswith(m) and len(name) > len(m) + 1), "")
    return _bare(name[len(praise) :]) if praise else name


def _other_kind(word: str, name: str) -> bool:
    """Say whether two names end alike but are told apart by what stands before (小葱, 大葱)."""
    if word[-1:] != name[-1:] or word.endswith(name) or name.endswith(word):
        return False
    if _bare(word) == _bare(name):
        return False
    return not any({word, name} <= group for group in _SYNONYMS)


def _widest(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Drop spans that lie within a longer one."""
    every = list(spans)
    return [
        (s, e)
        for s, e in every
        if not any(a <= s and e <= b and (a, b) != (s, e) for a, b in every)
    ]


def _alone(text: str, start: int, end: int) -> bool:
    """Say whether a name of one character stands by itself, as in "葱 2把" or "蛋1盒"."""
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    begins = not before.isalpha() or before in _BEFORE_ONE
    number = number_at(text, end)
    counted = number is not None and (number.couple or bool(unit_at(text, number.end)))
    return begins and (not after.isalpha() or counted or after in _AFTER_ONE)
