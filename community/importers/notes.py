"""Notes from JSONL, tables, Markdown files and folders of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from community.errors import InvalidFile
from community.ids import CommunityId
from community.importers.cooking import structured
from community.importers.files import cleaned, read_text, refused
from community.importers.finds import Findings
from community.importers.lexicon import Lexicon
from community.importers.markdown import cookbook_page, front_matter
from community.importers.rows import Row
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
    if any(_MYTHS in str(values.get(name, "")) for name in ("id", "title")):
        reason = "foods that must not be eaten together are a myth; not imported"
        findings.wrong(row.number, "title", reason)
        return
    record = findings.record(NoteRecord, Row(row.number, values))
    if record is None:
        return
    note = record.to_model(community_id)
    if record.recipe is not None:
        try:
            recipe = structured(record.recipe, lexicon)
        except ValueError as error:
            findings.wrong(row.number, "recipe/ingredients", str(error))
            return
        if not recipe.ingredients and not recipe.steps:
            findings.wrong(row.number, "recipe", "has neither ingredients nor steps")
            return
        note = replace(note, recipe=recipe)
    findings.add("notes", note, row.number)


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
