"""The ways people talk on a livestream, as patterns read from `data/talk.csv`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable

from community.reference.tables import check_unique, read_table

FILE = "talk.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """One pattern for each way of talking.

    `price`, `sales`, `claim`, `greeting`, `chatter` and `promise` are no knowledge; `asker`,
    `asker_en` and `named` are people; `filler` says nothing; `step`, `dish`, `another` tell a
    recipe, `keeping` and `advice` a tip, `story` a story.
    """

    price: re.Pattern[str]
    sales: re.Pattern[str]
    claim: re.Pattern[str]
    greeting: re.Pattern[str]
    chatter: re.Pattern[str]
    promise: re.Pattern[str]
    asker: re.Pattern[str]
    asker_en: re.Pattern[str]
    named: re.Pattern[str]
    filler: re.Pattern[str]
    step: re.Pattern[str]
    dish: re.Pattern[str]
    another: re.Pattern[str]
    keeping: re.Pattern[str]
    advice: re.Pattern[str]
    story: re.Pattern[str]


def read_talk(root: Traversable | None = None) -> Talk:
    """Return the patterns. Raises ReferenceDataError on a broken table."""
    rows = read_table(FILE, ("name", "words"), root)
    check_unique(rows, "name")
    found: Mapping[str, re.Pattern[str]] = {
        row.choice("name", Talk.__annotations__): row.pattern("words") for row in rows
    }
    return Talk(**found)


@cache
def talk() -> Talk:
    """Return the patterns shipped in `data/`, read once per process."""
    return read_talk()
