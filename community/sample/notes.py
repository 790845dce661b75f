"""The hand-written notes of `data/notes`, as the importer reads any Markdown folder."""

from __future__ import annotations

from importlib.resources import as_file, files

from community.errors import InvalidFile
from community.foods import FoodLexicon
from community.models import Note
from community.sample.tables import COMMUNITY


def read_notes(lexicon: FoodLexicon) -> tuple[Note, ...]:
    """Return every note in id order; raises InvalidFile for a note that breaks its format."""
    from community.importers.finds import Findings
    from community.importers.notes import find_notes, page_rows

    findings = Findings()
    with as_file(files("data").joinpath("notes")) as folder:
        find_notes(page_rows(folder, findings), findings, COMMUNITY.id, lexicon)
    if findings.problems:
        raise InvalidFile("data/notes", findings.problems)
    return tuple(sorted((find.thing for find in findings.finds), key=lambda note: str(note.id)))
