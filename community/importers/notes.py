"""Notes from JSONL, tables, Markdown files and folders of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from community.errors import InvalidField, InvalidFile
from community.ids import CommunityId
from community.importers.cooking import structured
from community.importers.files import cleaned, read_text, refused
from community.importers.finds import Findings
from community.importers.lexicon import Lexicon
from community.importers.markdown import cookbook_page, front_matter
from community.importers.rows import Row
from community.models import Note
from community.records import NoteRecord, RecipeBodyRecord
from community.records.knowledge import MAX_NOTE_BYTES

RECIPE_COLUMNS = tuple(
    name
    for name in RecipeBodyRecord.model_fields
    if name not in {"ingredients", "kcal", "difficulty"}
)
_MYTHS = "相克"
_NOT_NOTES = re.compile(
    r"^(?:readme|contributing|code_of_conduct|license|licence|changelog|security|index|summary)"
    r"(?:[._-].*)?$",
    re.IGNORECASE,
)


def find_notes(
    rows: Iterable[Row], findings: Findings, community_id: CommunityId, lexicon: Lexicon
) -> None:
    """Find notes in rows; in a table the recipe's fields stand beside those of the note."""
    for row in rows:
        _find(row, findings, community_id, lexicon)


def _find(row: Row, findings: Findings, community_id: CommunityId, lexicon: Lexicon) -> None:
    values = dict(row.values)
    beside = {name: values.pop(name) for name in RECIPE_COLUMNS if name in values}
    if beside and "recipe" not in values:
        values["recipe"] = beside
    record = findings.record(NoteRecord, Row(row.number, values))
    if record is None:
        return
    try:
        findings.add("notes", note_of(record, community_id, lexicon), row.number)
    except InvalidField as fault:
        findings.wrong(row.number, fault.pointer.strip("/"), fault.reason)


def note_of(record: NoteRecord, community_id: CommunityId, lexicon: Lexicon) -> Note:
    """Return the note of a record, its lines parsed and every ingredient with its food.

    Raises InvalidField for an unknown food id, an empty recipe, and 食物相克, which is a myth.
    """
    if _MYTHS in record.id + record.title:
        raise InvalidField("/title", "foods that must not be eaten together are a myth; not taken")
    note = record.to_model(community_id)
    if record.recipe is None:
        return note
    try:
        recipe = structured(record.recipe, lexicon)
    except ValueError as error:
        raise InvalidField("/recipe/ingredients", str(error)) from error
    if not recipe.ingredients and not recipe.steps:
        raise InvalidField("/recipe", "has neither ingredients nor steps")
    return replace(note, recipe=recipe)


def pages_of(path: Path) -> list[Path]:
    """Return the Markdown pages of a folder (hidden ones and READMEs are none), or the one page."""
    if not path.is_dir():
        return [path]
    pages = [
        page
        for page in sorted(path.rglob("*.md"))
        if not any(part.startswith(".") for part in page.relative_to(path).parts)
        and not _NOT_NOTES.match(page.stem)
    ]
    if not pages:
        raise refused(path, "holds no Markdown notes")
    return pages


def page_rows(path: Path, findings: Findings) -> Iterator[Row]:
    """Yield the pages of a file or folder as rows, numbered in the order of their paths."""
    root = path if path.is_dir() else path.parent
    licence = _licence(root)
    for number, page in enumerate(pages_of(path), start=1):
        place = page.relative_to(root).as_posix()
        if not page.resolve().is_relative_to(root.resolve()):
            findings.wrong(number, place, "leads out of the folder")
            continue
        try:
            text = read_text(page, limit=MAX_NOTE_BYTES)
            yield Row(number, cleaned(_page(text, place, root.name, licence)))
        except InvalidFile as error:
            findings.wrong(number, place, error.problems[0].reason)
        except ValueError as error:
            findings.wrong(number, place, str(error))


def _page(text: str, place: str, book: str, licence: str) -> dict[str, Any]:
    stem = place.removesuffix(".md")
    if (front := front_matter(text)) is not None:
        fields, body = front
        return {"id": stem, **fields, "text": fields.get("text") or body}
    page = cookbook_page(text)
    if page is None:
        raise ValueError("has neither front matter nor a title")
    tags = [part for part in place.split("/")[:-1] if part != "dishes"]
    return {
        "id": re.sub(r"[^A-Za-z0-9._:/+()（）·\-\u4e00-\u9fff]+", "-", stem),
        "source": f"{book}/{place}",
        "licence": licence,
        "tags": list(dict.fromkeys(tags)),
        **page,
    }


def _licence(root: Path) -> str:
    """Return what the folder's licence file says first, or that there is none."""
    for name in ("LICENSE", "LICENSE.md", "LICENSE.txt", "LICENCE"):
        if (file := root / name).is_file():
            text = read_text(file)
            if "unencumbered software released into the public domain" in text:
                return "Unlicense"
            return next((line.strip() for line in text.splitlines() if line.strip()), "")[:200]
    return "unstated"
