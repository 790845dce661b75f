"""Citations: every cited note is there, may be cited, and has to do with the step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from community.foods import Food
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
    """Say whether step and note share a food of the dish, or else most of the step's words.

    A step that only seasons may rest on a note about the same dish that names the same seasoning.
    """
    body = note.recipe.steps if note.recipe else (note.text,)
    cited = [mention.food for text in body for mention in case.reader.foods(text)]
    named = reading.named[place]
    dish = [food for food in named if makes_a_dish(food)]
    if dish:
        return _shares(dish, cited)
    listed = [case.lexicon.foods[line.food] for line in reading.draft.lines
              if line.food in case.lexicon.foods]  # fmt: skip
    if _shares([food for food in listed if makes_a_dish(food)], cited) and _shares(named, cited):
        return True
    pairs = word_pairs(dict(reading.steps())[place])
    return len(pairs & word_pairs(" ".join(body))) >= _SHARED * len(pairs)


def _shares(foods: Iterable[Food], cited: Sequence[Food]) -> bool:
    return any(related(food, there) for food in foods for there in cited)
