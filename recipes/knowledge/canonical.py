"""Text with every food under its one name, so that synonyms match as the same words."""

from __future__ import annotations

from collections.abc import Iterable

from community.foods import Mention
from community.reference.script import simplify


def canonical_text(text: str, mentions: Iterable[Mention]) -> str:
    """Return `text` with each mention replaced by its food's canonical name, set apart by spaces.

    The mentions are those of `text`, in order. Notes and questions go through here alike: measured
    on Chinese recipes this beats adding the synonyms to the question. Traditional characters become
    simplified ones.
    """
    pieces: list[str] = []
    done = 0
    for mention in mentions:
        pieces += (simplify(text[done : mention.start]), f" {mention.food.name_zh} ")
        done = mention.end
    return "".join((*pieces, simplify(text[done:])))
