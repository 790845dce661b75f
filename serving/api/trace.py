"""The trace log: entries, signed checkpoints and proofs that need no trust in this server."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import PlainTextResponse

from community.ids import CommunityId
from serving.api.context import READS_PICKS, CommunityPath, ServicesNow
from serving.schemas.trace import TraceGrowth, TraceProof, encoded
from serving.tracekey import signer_of
from serving.usecases.tracelog import exported, grown, proved_event, signed_checkpoint

router = APIRouter(
    prefix="/v1/communities/{community}/trace-log", tags=["trace log"], dependencies=[READS_PICKS]
)
_MOST = 2**31 - 1


@router.get("/key", summary="The public key of the log", response_class=PlainTextResponse)
def read_trace_key(services: ServicesNow, community: CommunityPath) -> str:
    """Give the key (C2SP vkey) to verify checkpoints with; keep it, do not ask for it again."""
    with services.database.read() as store:
        store.communities.get(CommunityId(community), community)
    return signer_of(services.settings, CommunityId(community)).verifier.text + "\n"


@router.get("/checkpoint", summary="The signed state of the log", response_class=PlainTextResponse)
def read_trace_checkpoint(services: ServicesNow, community: CommunityPath) -> str:
    """Give how many entries the log has and their root hash, signed (C2SP checkpoint)."""
    return signed_checkpoint(services, CommunityId(community))


@router.get("/entries", summary="The whole log", response_class=PlainTextResponse)
def read_trace_entries(services: ServicesNow, community: CommunityPath) -> str:
    """Give every entry, one a line, as they were hashed: `lvlin verify` checks the file."""
    return exported(services, CommunityId(community))[0]


@router.get("/consistency", summary="That the log only grew")
def read_trace_consistency(
    services: ServicesNow,
    community: CommunityPath,
    first: Annotated[int, Query(ge=0, le=_MOST)],
    second: Annotated[int, Query(ge=0, le=_MOST)],
) -> TraceGrowth:
    """Give the proof that the first entries stand unchanged in the longer log."""
    proof = grown(services, CommunityId(community), first, second)
    return TraceGrowth(first=first, second=second, proof=encoded(proof))


@router.get("/proofs/{event:path}", summary="That an event stands in the log")
def read_trace_proof(
    services: ServicesNow,
    community: CommunityPath,
    event: Annotated[str, Path(max_length=128)],
) -> TraceProof:
    """Give the latest entry of a trace event with its inclusion proof and a checkpoint."""
    return TraceProof.of(proved_event(services, CommunityId(community), event))
