"""What goes wrong in a database, in our own words: one table, and never a piece of SQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import exc

from community.errors import Conflict, InvalidInput, LvlinError, Unavailable

# The first class that fits decides; the last fits everything SQLAlchemy raises.
MEANING: tuple[tuple[type[Exception], type[LvlinError], str], ...] = (
    (exc.IntegrityError, Conflict, "something else still refers to this, or was changed meanwhile"),
    (exc.DataError, InvalidInput, "a value does not fit its column"),
    (exc.TimeoutError, Unavailable, "the database is busy"),
    (exc.OperationalError, Unavailable, "the database does not answer"),
    (exc.ProgrammingError, Unavailable, "the database is not prepared"),
    (exc.SQLAlchemyError, Unavailable, "the database failed"),
)
_WORDS = (
    ("disk is full", "the disk is full"),
    ("readonly", "the database is read-only"),
    ("read-only", "the database is read-only"),
    ("locked", "the database is busy"),
    ("no such table", "the database has no tables yet: migrate it"),
    ("does not exist", "the database or its tables are not there yet: create and migrate it"),
    ("unable to open", "the database file cannot be opened"),
    ("not a database", "the file is not a database"),
    ("malformed", "the database file is damaged"),
    ("no space left", "the disk is full"),
    ("could not serialize", "the database is busy"),
    ("deadlock", "the database is busy"),
)


def meaning(error: Exception) -> LvlinError:
    """Return our error for one of SQLAlchemy's."""
    kind, words = next((ours, text) for cls, ours, text in MEANING if isinstance(error, cls))
    said = str(getattr(error, "orig", None) or "").lower()
    if kind is Unavailable:
        words = next((text for mark, text in _WORDS if mark in said), words)
    return kind(words)


@contextmanager
def translated() -> Iterator[None]:
    """Turn every failure of the database inside into one of ours."""
    try:
        yield
    except exc.SQLAlchemyError as error:
        raise meaning(error) from error
    except (UnicodeEncodeError, OverflowError) as error:  # a driver's own, never wrapped
        raise InvalidInput("a value cannot be looked for: half a character or too large") from error
