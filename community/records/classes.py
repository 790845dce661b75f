"""Words for allergens, diets and groups of people, turned into the ids of the reference tables."""

from __future__ import annotations

from typing import Literal


def understood(words: list[str], table: Literal["allergens", "diets", "groups"]) -> list[str]:
    """Return the ids meant by `words`, in their order; raises ValueError for an unknown word.

    An unknown word is refused, never dropped: it would protect nobody.
    """
    if not words:
        return words
    from community.reference import load_reference  # takes a moment, and few records need it

    known = getattr(load_reference(), table)
    ids: list[str] = []
    for word in words:
        found = known.resolve([word])
        if found.unresolved:
            raise ValueError(f"{word!r} is not understood")
        ids += [word] if word in found.ids else found.ids
    return list(dict.fromkeys(ids))
