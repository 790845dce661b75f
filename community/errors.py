"""Every failure Lvlin explains to a person.

LvlinError
├── InvalidInput            a value, file or request that cannot be used
│   ├── InvalidField        one named field is wrong
│   ├── InvalidFile         a file breaks its format (file, row, column, reason)
│   └── ReferenceDataError  a table in data/ is broken
├── NotFound                an id nobody knows
├── Conflict                the state changed or the same key carries other content
├── Infeasible              no selection meets all constraints
├── RefusedRecipe           a recipe that must not be written, with what to do instead
├── NotTrained              no model artifact for this community yet
├── AccessDenied            key missing, revoked, expired or without the scope
├── TooMany                 more requests than are allowed in a while
└── Unavailable             a store, model or server does not answer
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class LvlinError(Exception):
    """Base of all failures; `str(error)` is one line fit for a person."""

    code = "error"


class InvalidInput(LvlinError):
    """A value, file or request that cannot be used."""

    code = "invalid-input"


class InvalidField(InvalidInput):
    """One named field is wrong; `pointer` is its JSON pointer, such as `/have/0/grams`."""

    code = "invalid-field"

    def __init__(self, pointer: str, reason: str) -> None:
        super().__init__(f"{pointer}: {reason}")
        self.pointer = pointer
        self.reason = reason


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One row of a file that was left out: 1-based row (the header is row 1), column and reason.

    Row 0 stands for the file as a whole.
    """

    row: int
    column: str
    reason: str

    def __str__(self) -> str:
        row = f"row {self.row}" if self.row else ""
        place = ", ".join(part for part in (row, self.column) if part)
        return f"{place}: {self.reason}" if place else self.reason


class InvalidFile(InvalidInput):
    """A file breaks its format; `problems` lists every row found wrong."""

    code = "invalid-file"

    def __init__(self, file: str, problems: Sequence[RowProblem]) -> None:
        first = str(problems[0]) if problems else "unreadable"
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        super().__init__(f"{file}: {first}{more}")
        self.file = file
        self.problems = tuple(problems)


class ReferenceDataError(InvalidFile):
    """A table in data/ is broken; names file, row and column."""

    code = "reference-data"


class NotFound(LvlinError):
    """An id nobody knows."""

    code = "not-found"

    def __init__(self, kind: str, id_: str) -> None:
        super().__init__(f"no {kind} {id_!r}")
        self.kind = kind
        self.id = id_


class Conflict(LvlinError):
    """The state changed meanwhile, or the same key carries other content."""

    code = "conflict"


class Infeasible(LvlinError):
    """No selection meets all constraints; `conflict` names those that exclude each other."""

    code = "infeasible"

    def __init__(self, conflict: Sequence[str]) -> None:
        super().__init__("no selection meets these constraints together: " + ", ".join(conflict))
        self.conflict = tuple(conflict)


class RefusedRecipe(LvlinError):
    """A recipe that must not be written: machine code, words why and what to do instead."""

    code = "refused-recipe"

    def __init__(self, reason: str, *, why: str, instead: str) -> None:
        super().__init__(f"{why} {instead}".strip())
        self.reason = reason
        self.why = why
        self.instead = instead


class NotTrained(LvlinError):
    """No model artifact for this community yet; `lvlin train` makes one."""

    code = "not-trained"


class AccessDenied(LvlinError):
    """The key is missing, malformed, revoked or expired."""

    code = "access-denied"


class ScopeMissing(AccessDenied):
    """The key is good, but does not carry the scope or the community asked for."""

    code = "scope-missing"


class TooMany(LvlinError):
    """More requests than are allowed in a while; `wait` seconds until the next may come."""

    code = "too-many"

    def __init__(self, wait: int) -> None:
        super().__init__(f"too many requests: try again in {wait} s")
        self.wait = wait


class Unavailable(LvlinError):
    """A store, model or server does not answer now; trying again later may help."""

    code = "unavailable"
