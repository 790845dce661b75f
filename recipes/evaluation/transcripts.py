"""What is kept of transcripts, held against what was expected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from community.errors import InvalidField, InvalidFile, RowProblem
from community.foods import FoodLexicon, load_foods
from community.text import normalise
from recipes.knowledge.reading import read_objects
from recipes.transcripts import Heard, notes_from, read_cues
from recipes.transcripts.cues import clock, seconds_of

_SLACK_S = 15.0  # a note may begin or end this far from the time that was expected


def evaluate_transcripts(path: Path) -> dict[str, Any]:
    """Return the notes of every transcript of a file and how they meet its expectations.

    `found`: share of expected notes that are there with every word they must contain and none
    they must not; `invented`: notes that answer no expectation; `forbidden`: words of `never` or
    `must_not` that are shown. Raises InvalidFile for a broken file.
    """
    lexicon = load_foods()
    answers, counts = [], {"expected": 0, "found": 0, "invented": 0, "forbidden": 0}
    for number, fields in read_objects(path):
        try:
            notes = heard_in(fields, lexicon)
        except InvalidField as error:
            raise InvalidFile(str(path), [RowProblem(number, error.pointer, str(error))]) from error
        answers.append({"tid": fields.get("tid", ""), "notes": [_shown(n, fields) for n in notes]})
        for name, count in judged(notes, fields).items():
            counts[name] += count
    expected = counts.pop("expected")
    summary = {
        **counts, "found": counts["found"] / expected if expected else 1.0, "expected": expected,
    }  # fmt: skip
    return {"answers": answers, "summary": summary}


def heard_in(fields: Mapping[str, Any], lexicon: FoodLexicon) -> tuple[Heard, ...]:
    """Return the notes of one transcript in the documented form. Raises InvalidField."""
    transcript = fields.get("transcript")
    if not isinstance(transcript, str):
        raise InvalidField("/transcript", "must be text")
    return notes_from(read_cues(transcript, str(fields.get("format", "text"))), lexicon)


def judged(notes: Sequence[Heard], fields: Mapping[str, Any]) -> dict[str, int]:
    """Return how many notes were expected, found and invented, and forbidden words shown."""
    expected = list(fields.get("expect") or ())
    fit = {row: [note for note in notes if _fits(note, one)] for row, one in enumerate(expected)}
    answering = {note for found in fit.values() for note in found}
    everything = normalise(" ".join(f"{note.title} {note.text}" for note in notes))
    never = [word for word in fields.get("never") or () if normalise(word) in everything]
    wrong = [word for row, one in enumerate(expected) for word in one.get("must_not") or ()
             for note in fit[row] if normalise(word) in normalise(note.text)]  # fmt: skip
    met = [row for row, one in enumerate(expected) if any(_says(n, one) for n in fit[row])]
    return {
        "expected": len(expected),
        "found": len(met),
        "invented": len([note for note in notes if note not in answering]),
        "forbidden": len(never) + len(wrong),
    }


def _fits(note: Heard, one: Mapping[str, Any]) -> bool:
    start, end = seconds_of(one.get("start", 0)), seconds_of(one.get("end", 0))
    near = note.start <= end + _SLACK_S and note.end >= start - _SLACK_S
    return bool(note.kind == one.get("kind")) and near


def _says(note: Heard, one: Mapping[str, Any]) -> bool:
    text = normalise(f"{note.title} {note.text}")
    wanted = all(normalise(word) in text for word in one.get("must_contain") or ())
    return wanted and not any(normalise(word) in text for word in one.get("must_not") or ())


def _shown(note: Heard, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return a note with its times in the form the expectations use: time codes or seconds."""
    codes = [one.get("start") for one in fields.get("expect") or () if isinstance(one, dict)]
    plain = bool(codes) and all(isinstance(code, int | float) for code in codes)
    start, end = (note.start, note.end) if plain else (clock(note.start), clock(note.end))
    return {"kind": note.kind, "start": start, "end": end, "title": note.title, "text": note.text}
