"""A note as a page, for whoever follows a citation."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import Response

from community.errors import NotFound
from community.models import NoteStatus
from serving.api.context import ServicesNow
from serving.pages.render import render_for
from serving.pages.session import Visitor, visitor

router = APIRouter(prefix="/c/{community}")
Reader = Annotated[Visitor, Depends(visitor("recipes:write"))]


@router.get("/notes/{note:path}")
def read_note(
    request: Request,
    services: ServicesNow,
    visitor: Reader,
    note: Annotated[str, Path(max_length=256)],
) -> Response:
    """Show an approved note with its source."""
    with services.database.read() as store:
        found = store.notes.get(visitor.community_id, note)
    if found.status is not NoteStatus.APPROVED:
        raise NotFound("note", note)
    return render_for(request, "note.html", visitor, {"note": found})
