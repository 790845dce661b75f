"""The sentences a recipe is written in, Chinese and English."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable

from community.reference.tables import check_unique, read_table
from recipes.request import Lang

FILE = "phrases.csv"
COLUMNS = ("key", "zh", "en")
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Phrases:
    """All sentences of one language, by key."""

    lang: Lang
    by_key: Mapping[str, str]

    def say(self, key: str, **slots: str | int) -> str:
        """Return the sentence `key` with its slots filled. Values are never read as templates."""
        return _SLOT.sub(lambda slot: str(slots[slot.group(1)]), self.by_key[key])

    def has(self, key: str) -> bool:
        """Say whether there is a sentence `key`."""
        return key in self.by_key

    def names(self, names: Sequence[str]) -> str:
        """Return names as a list in a sentence: "a、b和c", "the a, b and c"."""
        return self.named(self.listed(names)) if names else ""

    def listed(self, names: Sequence[str]) -> str:
        """Return names that stand as they are in a list: "a、b和c", "a, b and c"."""
        if len(names) < 2:
            return "".join(names)
        return self.by_key["list.comma"].join(names[:-1]) + self.by_key["list.and"] + names[-1]

    def bare_names(self, names: Sequence[str]) -> str:
        """Return names for a title: "a、b", "a and b"."""
        if self.lang == "zh" or len(names) < 2:
            return self.by_key["list.comma"].join(names)
        return self.by_key["list.comma"].join(names[:-1]) + self.by_key["list.and"] + names[-1]

    def named(self, name: str) -> str:
        """Return a name as it stands in a sentence."""
        return name if self.lang == "zh" else f"the {name}"

    def sentence(self, clauses: Sequence[str]) -> str:
        """Return clauses as one sentence."""
        text = self.say("prep.all", clauses=self.by_key["clause.join"].join(clauses))
        return text[:1].upper() + text[1:]

    def paragraph(self, sentences: Sequence[str]) -> str:
        """Return sentences as one step."""
        return ("" if self.lang == "zh" else " ").join(sentences)


def read_phrases(root: Traversable | None = None) -> Mapping[Lang, Phrases]:
    """Return the sentences of both languages.

    Raises ReferenceDataError when a sentence has other slots in one language than in the other.
    """
    rows = read_table(FILE, COLUMNS, root)
    check_unique(rows, "key")
    for row in rows:
        if set(_SLOT.findall(row.text("zh"))) != set(_SLOT.findall(row.text("en"))):
            raise row.error("en", "has other slots than the Chinese sentence")
    return {
        "zh": Phrases("zh", {row.text("key"): row.text("zh") for row in rows}),
        "en": Phrases("en", {row.text("key"): _spaced(row.cells["en"]) for row in rows}),
    }


def _spaced(text: str) -> str:
    """Keep the spaces around a list word, drop those around a sentence."""
    return text if len(text) <= 5 else text.strip()


@cache
def load_phrases(lang: Lang) -> Phrases:
    """Return the sentences shipped in `data/` for one language, read once per process."""
    return read_phrases()[lang]
