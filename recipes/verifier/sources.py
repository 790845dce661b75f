"""Citations: every cited note is there, may be cited, and has to do with the step."""

from __future__ import annotations

from collections.abc import Iterator

from community.models import Note, NoteStatus
from recipes.composer.grounding import makes_a_dish
from recipes.verifier.case import Case, Reading, Violation, related
from recipes.verifier.words import word_pairs

_SHARED = 0.5


def citations(reading: Reading, case: Case) -> Iterator[Violation]:
    """Yield a violation for every citation of no approved note, or of one about other foods."""
    for row, step in enumerate(reading.draft.steps):
        place = f"steps/{row}"
        for id_ in step.cites:
            note = case.notes.get(id_)
            if note is None or note.status is not NoteStatus.APPROVED:
                yield Violation("citation", place, f"no note {id_!r}")
                continue
            if not _about(reading, case, place, note):
                yield Violation("citation", place, f"{id_!r} is about other things")


def _about(reading: Reading, case: Case, place: str, note: Note) -> bool:
    """Say whether step and note share a food of the dish, or else most of the step's words."""
    body = note.recipe.steps if note.recipe else (note.text,)
    named = [food for food in reading.named[place] if makes_a_dish(food)]
    if named:
        cited = [mention.food for text in body for mention in case.reader.foods(text)]
        return any(related(food, there) for food in named for there in cited)
    pairs = word_pairs(dict(reading.steps())[place])
    return len(pairs & word_pairs(" ".join(body))) >= _SHARED * len(pairs)
