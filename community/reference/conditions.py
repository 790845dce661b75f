"""States that make a kind of food unsafe, as a matrix: what is said of it × what it is.

`data/conditions.csv` says how a state is written (regular expressions over folded text, and what
only looks like it); `data/food_classes.csv` names kinds of food by category or id;
`data/unsafe_states.csv` says which state of which kind touches which rule of `hazards.csv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from community.reference.tables import Row, check_unique, read_table

CONDITIONS_FILE = "conditions.csv"
CLASSES_FILE = "food_classes.csv"
STATES_FILE = "unsafe_states.csv"
ANY = "any"
# Before a state: it is not so, or not yet (没发芽, 快坏了, before it spoils, won't sprout).
_HELD_BACK = re.compile(
    r"(?:没有?|[未无不非别]|快要?[放变]?|就要|即将|马上要?|将要|差点|怕|防止?|避免|免得|以免|担心|容易"
    r"|要是|如果|赶在|趁还?没|\b(?:not|no|never|without|before|until|prevent|avoid|don't|isn't"
    r"|will|aren't|doesn't|won't|hasn't|haven't|nearly|almost|about[- ]to|going[- ]to|might|lest)"
    r"(?: it| they| any| get| gets| go| goes| have| has| been| be)*)[ -]?$"
)


@dataclass(frozen=True, slots=True)
class Condition:
    """A state as people write it; `unless` are words in which it only seems to stand."""

    id: str
    words: re.Pattern[str]
    unless: re.Pattern[str] | None

    def said_in(self, text: str) -> Iterator[re.Match[str]]:
        """Yield every place of a folded text that says so, denials and fears left out."""
        spared = [m.span() for m in self.unless.finditer(text)] if self.unless else []
        for match in self.words.finditer(text):
            inside = any(match.start() < end and start < match.end() for start, end in spared)
            if not inside and not _HELD_BACK.search(text[: match.start()]):
                yield match


@dataclass(frozen=True, slots=True)
class FoodClass:
    """A kind of food: category names and food ids that belong to it, and that do not."""

    members: frozenset[str]
    spared: frozenset[str]

    def holds(self, kinds: frozenset[str]) -> bool:
        """Say whether a food with these ids and categories belongs to the class."""
        return not self.members.isdisjoint(kinds) and self.spared.isdisjoint(kinds)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsafeState:
    """One cell of the matrix: a rule is touched when all `conditions` are said of a food.

    `foods` is None where any thing is meant, known or not. `hours`: a time longer than this is
    said too. `anywhere`: free text that names no food says it of what is at hand.
    """

    rule: str
    conditions: tuple[Condition, ...]
    foods: FoodClass | None
    hours: float | None
    anywhere: bool


def load_unsafe_states(
    rules: frozenset[str], root: Traversable | None = None
) -> tuple[UnsafeState, ...]:
    """Return the matrix, row by row. Raises ReferenceDataError on a broken table."""
    conditions = _conditions(root)
    classes = _classes(root)
    columns = ("rule", "conditions", "foods", "hours", "anywhere")
    return tuple(
        UnsafeState(
            rule=row.choice("rule", rules),
            conditions=tuple(conditions[id_] for id_ in row.choices("conditions", conditions)),
            foods=classes.get(row.choice("foods", {ANY, *classes})),
            hours=row.optional_number("hours", 0, 10_000),
            anywhere=row.flag("anywhere"),
        )
        for row in read_table(STATES_FILE, columns, root)
    )


def _conditions(root: Traversable | None) -> Mapping[str, Condition]:
    rows = read_table(CONDITIONS_FILE, ("id", "words", "unless"), root)
    check_unique(rows, "id")
    return {row.text("id"): _condition(row) for row in rows}


def _condition(row: Row) -> Condition:
    unless = row.pattern("unless") if row.optional("unless") else None
    return Condition(row.text("id"), row.pattern("words"), unless)


def _classes(root: Traversable | None) -> Mapping[str, FoodClass]:
    rows = read_table(CLASSES_FILE, ("id", "members", "spared"), root)
    check_unique(rows, "id")
    return {
        row.text("id"): FoodClass(frozenset(row.words("members")), frozenset(row.words("spared")))
        for row in rows
    }
