"""The knowledge base: read, search, contribute, moderate."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel, Field

from community.errors import NotFound
from community.ids import CommunityId
from community.models import NoteStatus
from community.ports import Filter
from community.records import NoteRecord
from serving.api.context import (
    MODERATES,
    READS_NOTES,
    CommunityPath,
    RecipeWriter,
    ServicesNow,
    located,
)
from serving.api.exact import exact
from serving.api.paging import Page, TurnNow, page_of
from serving.keys import check_scope
from serving.schemas.common import Strict
from serving.usecases.notes import contribute, moderate, search_notes

router = APIRouter(prefix="/v1/communities/{community}", tags=["notes"])
NotePath = Annotated[str, Path(alias="note", max_length=128)]
Status = Literal["pending", "approved", "rejected"]


class Found(BaseModel):
    """One note that answers, and how well."""

    note: NoteRecord
    score: float
    components: dict[str, float]


class FoundNotes(BaseModel):
    """Notes, best first."""

    items: list[Found]


class Standing(BaseModel):
    """Where a note stands with the moderators."""

    status: NoteStatus = Field(examples=["pending"])


class Decision(Strict):
    """What a moderator decides."""

    status: Literal["approved", "rejected"] = Field(examples=["approved"])


DecisionIn = Annotated[Decision, exact(Decision)]


@router.get("/notes", summary="Notes, in pages")
def list_notes(
    services: ServicesNow,
    key: RecipeWriter,
    community: CommunityPath,
    turn: TurnNow,
    status: Status = "approved",
) -> Page[NoteRecord]:
    """Give approved notes; the others need notes:moderate."""
    if status != "approved":
        check_scope(key, CommunityId(community), "notes:moderate")
    with services.database.read() as store:
        store.communities.get(CommunityId(community), community)
        return page_of(
            store.notes,
            CommunityId(community),
            turn,
            NoteRecord.from_model,
            Filter(status=status),
        )


@router.get("/notes/search", summary="Notes that answer a question", dependencies=[READS_NOTES])
def find_notes(
    services: ServicesNow,
    community: CommunityPath,
    q: Annotated[str, Query(min_length=1, max_length=500, examples=["萝卜皮怎么做"])],
    n: Annotated[int, Query(ge=1, le=50)] = 10,
) -> FoundNotes:
    """Search by foods and words, in Chinese or English."""
    found = search_notes(services, CommunityId(community), q, n)
    return FoundNotes(
        items=[
            Found(
                note=NoteRecord.from_model(note),
                score=round(item.score, 6),
                components={name: round(value, 6) for name, value in item.components.items()},
            )
            for note, item in found
        ]
    )


@router.get(
    "/notes/{note:path}/status", summary="Whether a note is cited", dependencies=[READS_NOTES]
)
def read_status(services: ServicesNow, community: CommunityPath, note: NotePath) -> Standing:
    """Tell a contributor whether their note was approved, whatever its status is."""
    with services.database.read() as store:
        return Standing(status=store.notes.get(CommunityId(community), note).status)


@router.get("/notes/{note:path}", summary="One note")
def read_note(
    services: ServicesNow, key: RecipeWriter, community: CommunityPath, note: NotePath
) -> NoteRecord:
    """Give an approved note; one that is not needs notes:moderate."""
    with services.database.read() as store:
        found = store.notes.get(CommunityId(community), note)
    if found.status is not NoteStatus.APPROVED and not key.scopes & {"notes:moderate", "admin"}:
        raise NotFound("note", note)
    return NoteRecord.from_model(found)


@router.post("/notes", status_code=201, summary="Contribute a note", dependencies=[READS_NOTES])
def create_note(
    services: ServicesNow,
    community: CommunityPath,
    note: Annotated[NoteRecord, exact(NoteRecord)],
    response: Response,
) -> NoteRecord:
    """Keep a note as pending until a moderator has read it, whatever its status says.

    Lines of a cookbook are parsed, and every ingredient gets the food it means.
    """
    kept = contribute(services, note, CommunityId(community))
    response.headers["Location"] = located(community, "notes", kept.id)
    return NoteRecord.from_model(kept)


@router.put(
    "/notes/{note:path}/status", summary="Approve or reject a note", dependencies=[MODERATES]
)
def decide(
    services: ServicesNow, community: CommunityPath, note: NotePath, decision: DecisionIn
) -> NoteRecord:
    """Let a note be cited, or no more."""
    status = NoteStatus(decision.status)
    return NoteRecord.from_model(moderate(services, CommunityId(community), note, status))
