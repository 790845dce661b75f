"""Citations: every cited note is there, may be cited, and has to do with the step."""

from __future__ import annotations

from collections.abc import Iterator

from community.models import NoteStatus
from recipes.verifier.case import Case, Reading, Violation, related


def citations(reading: Reading, case: Case) -> Iterator[Violation]:
    """Yield a violation for every citation of no approved note, or of one about other foods."""
    for row, step in enumerate(reading.draft.steps):
        place = f"steps/{row}"
        for id_ in step.cites:
            note = case.notes.get(id_)
            if note is None or note.status is not NoteStatus.APPROVED:
                yield Violation("citation", place, f"no note {id_!r}")
                continue
            body = note.recipe.steps if note.recipe else ()
            cited = case.lexicon.find("\n".join([note.title, note.text, *body]))
            named = [food for food in reading.named[place] if food.category != "water"]
            if not any(related(food, there.food) for food in named for there in cited):
                yield Violation("citation", place, f"{id_!r} is about other foods")
