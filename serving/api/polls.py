"""Polls on what to offer next, over HTTP."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from community.errors import InvalidField
from community.ids import CommunityId, NeighbourId, ProductId
from community.weeks import Week
from serving.api.context import (
    READS_PICKS,
    WRITES_PLANS,
    CommunityPath,
    Orderer,
    ServicesNow,
    located,
)
from serving.api.exact import exact
from serving.api.paging import Page, TurnNow, page_of
from serving.keys import check_neighbour
from serving.present.poll import present_poll, present_proposals
from serving.schemas.common import Lang
from serving.schemas.poll import PollIn, PollOut, ProposalsOut, VoteIn
from serving.usecases.poll_proposals import propose_polls
from serving.usecases.polls import (
    PollAsked,
    cast_vote,
    close_poll,
    count_votes,
    open_poll,
    read_poll,
)
from serving.usecases.recommend import catalogue_of

router = APIRouter(prefix="/v1/communities/{community}", tags=["polls"])
PollPath = Annotated[str, Path(alias="poll", max_length=128)]


@router.get(
    "/plans/{plan}/poll-proposals",
    summary="What to let the neighbours choose between",
    dependencies=[WRITES_PLANS],
)
def list_poll_proposals(
    services: ServicesNow,
    community: CommunityPath,
    plan: Annotated[str, Path(max_length=128)],
    *,
    options: Annotated[int, Query(ge=2, le=5, description="Products to choose from")] = 2,
    n: Annotated[int, Query(ge=1, le=3, description="At most so many polls")] = 3,
    lang: Lang = "zh",
) -> ProposalsOut:
    """Give polls whose result is expected to change the plan most, by solving it with the votes."""
    found = propose_polls(services, CommunityId(community), plan, options=options, n=n)
    return present_proposals(found, lang)


@router.post("/polls", status_code=201, summary="Open a poll", dependencies=[WRITES_PLANS])
def create_poll(
    services: ServicesNow,
    community: CommunityPath,
    asked: Annotated[PollIn, exact(PollIn)],
    response: Response,
) -> PollOut:
    """Let the neighbours choose between products; the votes count in that week's plans."""
    tally = open_poll(
        services,
        PollAsked(
            community_id=CommunityId(community),
            options=tuple(ProductId(option) for option in asked.options),
            question=asked.question.strip(),
            week=Week.parse(asked.week) if asked.week else None,
            opens_at=asked.opens_at,
            closes_at=asked.closes_at,
        ),
    )
    response.headers["Location"] = located(community, "polls", tally.poll.id)
    return present_poll(tally, asked.lang, catalogue_of(services, tally.poll.community_id))


@router.get("/polls", summary="All polls, in pages", dependencies=[READS_PICKS])
def list_polls(
    services: ServicesNow, community: CommunityPath, turn: TurnNow, lang: Lang = "zh"
) -> Page[PollOut]:
    """Give every poll with its tally."""
    catalogue, now = catalogue_of(services, CommunityId(community)), services.clock()
    with services.database.read() as store:
        return page_of(
            store.polls,
            CommunityId(community),
            turn,
            lambda poll: present_poll(count_votes(store, poll, now), lang, catalogue),
        )


@router.get("/polls/{poll}", summary="One poll with its tally", dependencies=[READS_PICKS])
def get_poll(
    services: ServicesNow, community: CommunityPath, poll: PollPath, lang: Lang = "zh"
) -> PollOut:
    """Give a poll and how many neighbours want each option."""
    tally = read_poll(services, CommunityId(community), poll)
    return present_poll(tally, lang, catalogue_of(services, tally.poll.community_id))


@router.post(
    "/polls/{poll}/votes",
    status_code=201,
    summary="Vote",
    responses={200: {"model": PollOut, "description": "It counts instead of the vote before"}},
)
def create_vote(
    services: ServicesNow,
    key: Orderer,
    community: CommunityPath,
    poll: PollPath,
    vote: Annotated[VoteIn, exact(VoteIn)],
    *,
    response: Response,
    lang: Lang = "zh",
) -> PollOut:
    """Count one vote a neighbour; until the poll closes they may change their mind."""
    by = vote.neighbour_id or key.neighbour_id
    if by is None:
        raise InvalidField("/neighbour_id", "tell whose vote it is")
    check_neighbour(key, by)
    tally, first = cast_vote(
        services, CommunityId(community), poll, by=NeighbourId(by), option=vote.option
    )
    response.status_code = 201 if first else 200
    response.headers["Location"] = located(community, "polls", poll)
    return present_poll(tally, lang, catalogue_of(services, tally.poll.community_id))


@router.post("/polls/{poll}/close", summary="Close a poll", dependencies=[WRITES_PLANS])
def end_poll(
    services: ServicesNow, community: CommunityPath, poll: PollPath, lang: Lang = "zh"
) -> PollOut:
    """Count no more votes; closing a closed poll changes nothing."""
    tally = close_poll(services, CommunityId(community), poll)
    return present_poll(tally, lang, catalogue_of(services, tally.poll.community_id))
