"""What of a livestream's talk is no knowledge: sales, claims, chatter, names, promises."""

from __future__ import annotations

from recipes.transcripts.words import talk

_MARKS = " ，,。.!！~…"


def knowledge_in(clause: str) -> str:
    """Return what of a clause may be kept: "" for sales, claims, chatter and promises.

    The one who asks is left out, and what was asked is kept.
    """
    words = talk()
    said = words.filler.sub("", clause.strip(_MARKS))
    idle = (words.promise, words.price, words.sales, words.claim, words.chatter)
    if words.greeting.match(said) or any(pattern.search(said) for pattern in idle):
        return ""
    for person in (words.asker, words.asker_en, words.named):
        said = person.sub("", said)
    return said.strip(_MARKS + ":：")
