"""Things that are no food, and finding them in a text or among ingredients."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from community.reference.tables import STATUSES, check_unique, read_table
from community.reference.terms import Span, TermIndex, clauses

FILE = "nonfoods.csv"
COLUMNS = (
    "id",
    "term_zh",
    "aliases",
    "group",
    "severity",
    "match",
    "exclude",
    "use",
    "note_zh",
    "source",
    "status",
)
GROUPS = frozenset(
    [
        "disinfectant_bleach",
        "acid_cleaner",
        "alkali_solvent",
        "detergent",
        "adhesive_stationery",
        "wrapping_nonfood",
        "pesticide_rodenticide",
        "metal_toxic",
        "medicine",
        "illegal_additive",
        "body_waste_misc",
        "cosmetic",
        "protected_species",
    ]
)
# Before the word: eaten or cooked as food. A utensil (盖上保鲜膜) is not.
_EATEN = re.compile(
    r"(?:[吃喝嚼炒煮炖烤炸拌吞]|eat|drink|swallow|fry|boil|cook)(?: the| some| a|了|点)? ?$"
)
_QUANTITY = re.compile(r"^\s*(?:\d|[一二两三四五六七八九十半几][克个勺片斤两滴杯瓶根块把])|^\s*$")
_UNIT_AFTER_NUMBER = re.compile(
    r"^(?:[0-9]|[ ]?(?:[.:%°℃年月日号岁斤两克毫升度分小个块元楼栋片只条根粒颗次天种粉桶]"
    r"|g|kg|ml|l|cm|mm|min|h))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NonFood:
    """A thing that must not be eaten.

    `match`: substring; whole (stands alone among marks, spaces and amounts); number (whole, and
    no unit follows: 84 but not 84克). `use`: always, or ingredient (allowed as a utensil).
    """

    id: str
    term_zh: str
    aliases: tuple[str, ...]
    group: str
    severity: str
    match: str
    exclude: tuple[str, ...]
    use: str
    note_zh: str
    source: str
    status: str


@dataclass(frozen=True, slots=True)
class NonFoodHit:
    """A non-food found; `matched` is the word that did."""

    nonfood: NonFood
    matched: str
    clause: str


@dataclass(frozen=True, slots=True)
class NonFoods:
    """All non-foods, compiled for matching."""

    all: tuple[NonFood, ...]
    words: TermIndex[tuple[str, int]]

    def get(self, id_: str) -> NonFood | None:
        """Return the non-food with this id, or None."""
        return next((n for n in self.all if n.id == id_), None)


def nonfoods_in(
    text: str, nonfoods: NonFoods, *, as_ingredient: bool = True
) -> tuple[NonFoodHit, ...]:
    """Return the non-foods that `text` names, each once.

    With `as_ingredient` the text is an ingredient or a list of them, so that cling film is one
    too; without, it is running text (a step), in which wrapping and tools may be used but not
    eaten.
    """
    found: dict[str, NonFoodHit] = {}
    for clause in clauses(text):
        for item, span in _named(clause, nonfoods):
            if as_ingredient or item.use == "always" or _EATEN.search(clause[: span.start]):
                found.setdefault(item.id, NonFoodHit(item, clause[span.start : span.end], clause))
    return tuple(found.values())


def _named(clause: str, nonfoods: NonFoods) -> Iterator[tuple[NonFood, Span[tuple[str, int]]]]:
    spans = nonfoods.words.find(clause)
    excluded = [(s, row) for s in spans for role, row in s.of if role == "exclude"]
    for span in spans:
        for role, row in span.of:
            masks = [m for m, of in excluded if of == row and m.meets(span)]
            covered = any(not span.exceeds(m) for m in masks)
            if role == "name" and not covered and _fits(clause, span, nonfoods.all[row].match):
                yield nonfoods.all[row], span


def _fits(clause: str, span: Span[tuple[str, int]], match: str) -> bool:
    if match == "substring":
        return True
    before, after = clause[: span.start], clause[span.end :]
    if match == "number":
        return not re.search(r"[\d.]$", before) and not _UNIT_AFTER_NUMBER.match(after)
    alone_left = not before or not before[-1].isalnum()
    return alone_left and (not after[:1].isalnum() or bool(_QUANTITY.match(after)))


def load_nonfoods(root: Traversable | None = None) -> NonFoods:
    """Return the non-foods, compiled. Raises ReferenceDataError on a broken table."""
    rows = read_table(FILE, COLUMNS, root)
    check_unique(rows, "id")
    check_unique(rows, "term_zh")
    found = tuple(
        NonFood(
            id=row.text("id"),
            term_zh=row.text("term_zh"),
            aliases=row.words("aliases"),
            group=row.choice("group", GROUPS),
            severity=row.choice("severity", ("moderate", "serious", "fatal")),
            match=row.choice("match", ("substring", "whole", "number")),
            exclude=row.words("exclude"),
            use=row.choice("use", ("always", "ingredient")),
            note_zh=row.optional("note_zh"),
            source=row.text("source"),
            status=row.choice("status", STATUSES),
        )
        for row in rows
    )
    return NonFoods(found, TermIndex.build(_labels(found)))


def _labels(nonfoods: Iterable[NonFood]) -> Iterator[tuple[str, tuple[str, int]]]:
    for row, item in enumerate(nonfoods):
        yield from ((word, ("name", row)) for word in (item.term_zh, *item.aliases))
        yield from ((word, ("exclude", row)) for word in item.exclude)
