"""Polls on what to offer: opened, voted in, counted and closed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from community.errors import Conflict, InvalidField
from community.ids import CommunityId, NeighbourId, PollId, ProductId
from community.models import Poll, Vote
from community.ports import Filter, Store, each
from community.weeks import Week
from serving.fresh_ids import fresh_id
from serving.services import Services
from serving.usecases.clock import next_week_in

_OPEN = timedelta(days=2)  # how long neighbours may vote when nothing else is said
_MOMENT = timedelta(seconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class PollAsked:
    """A poll to be opened; what is None is chosen: next week, from now on, for two days."""

    community_id: CommunityId
    options: tuple[ProductId, ...]
    question: str = ""
    week: Week | None = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """A poll with the votes of each option, and whether one may vote now."""

    poll: Poll
    votes: Mapping[ProductId, int]
    open: bool

    @property
    def total(self) -> int:
        """How many neighbours voted."""
        return sum(self.votes.values())


def open_poll(services: Services, asked: PollAsked) -> Tally:
    """Keep a new poll.

    Raises NotFound for an unknown community, InvalidField for an unknown or withdrawn product, one
    named twice, and a poll that closes before it opens.
    """
    opens = asked.opens_at or services.clock()
    closes = asked.closes_at or opens + _OPEN
    if closes <= opens:
        raise InvalidField("/closes_at", "a poll closes after it opens")
    with services.database.transaction() as store:
        community = store.communities.get(asked.community_id, asked.community_id)
        _refuse_unusable(store, asked)
        poll = Poll(
            id=PollId(fresh_id()),
            community_id=asked.community_id,
            week=asked.week or next_week_in(services, community),
            question=asked.question,
            options=asked.options,
            opens_at=opens,
            closes_at=closes,
        )
        store.polls.save([poll])
        store.commit()
    return Tally(poll=poll, votes={}, open=_is_open(poll, services.clock()))


def read_poll(services: Services, community_id: CommunityId, poll_id: str) -> Tally:
    """Return a poll with its votes; raises NotFound."""
    with services.database.read() as store:
        return count_votes(store, store.polls.get(community_id, poll_id), services.clock())


def open_polls(services: Services, community_id: CommunityId) -> list[Tally]:
    """Return the polls in which one may vote now, the soonest to close first."""
    now = services.clock()
    with services.database.read() as store:
        polls = [p for p in each(store.polls, community_id) if _is_open(p, now)]
        polls.sort(key=lambda poll: (poll.closes_at, poll.id))
        return [count_votes(store, poll, now) for poll in polls]


def count_votes(store: Store, poll: Poll, now: datetime) -> Tally:
    """Return a poll with its votes, counted from what is stored."""
    cast = each(store.votes, poll.community_id, where=Filter(poll_id=poll.id))
    return Tally(poll=poll, votes=Counter(v.option for v in cast), open=_is_open(poll, now))


def cast_vote(
    services: Services, community_id: CommunityId, poll_id: str, *, by: NeighbourId, option: str
) -> tuple[Tally, bool]:
    """Count a neighbour's vote, instead of their earlier one; tell whether it is their first.

    The same vote again changes nothing. Raises NotFound, InvalidField for what is no option or no
    neighbour, and Conflict before the poll opens and after it closed.
    """
    now = services.clock()
    with services.database.transaction() as store:
        store.alone(community_id)
        poll = store.polls.get(community_id, poll_id)
        if option not in poll.options:
            raise InvalidField("/option", f"{option!r} is no option of this poll")
        if not _is_open(poll, now):
            raise Conflict("the poll is closed" if now >= poll.closes_at else "it opens later")
        vote = Vote(
            community_id=community_id,
            poll_id=poll.id,
            neighbour_id=by,
            option=ProductId(option),
            cast_at=now,
        )
        first = vote.id not in store.votes.known(community_id, [vote.id])
        if first or store.votes.get(community_id, vote.id).option != option:
            store.votes.save([vote])
        tally = count_votes(store, poll, now)
        store.commit()
    return tally, first


def voted(services: Services, poll: Poll, neighbour_id: NeighbourId) -> ProductId | None:
    """Return what a neighbour voted for in a poll, None when they did not."""
    cast = Filter(poll_id=poll.id, neighbour_id=neighbour_id)
    with services.database.read() as store:
        votes = store.votes.page(poll.community_id, limit=1, where=cast)
    return votes[0].option if votes else None


def close_poll(services: Services, community_id: CommunityId, poll_id: str) -> Tally:
    """Let nobody vote any more; closing a closed poll changes nothing. Raises NotFound."""
    now = services.clock()
    with services.database.transaction() as store:
        store.alone(community_id)
        poll = store.polls.get(community_id, poll_id)
        if now < poll.closes_at:
            poll = replace(poll, closes_at=now, opens_at=min(poll.opens_at, now - _MOMENT))
            store.polls.save([poll])
        tally = count_votes(store, poll, now)
        store.commit()
    return tally


def _is_open(poll: Poll, now: datetime) -> bool:
    return poll.opens_at <= now < poll.closes_at


def _refuse_unusable(store: Store, asked: PollAsked) -> None:
    known = store.products.known(asked.community_id, asked.options)
    for place, option in enumerate(asked.options):
        pointer = f"/options/{place}"
        if option not in known:
            raise InvalidField(pointer, f"there is no product {option!r}")
        if option in asked.options[:place]:
            raise InvalidField(pointer, f"{option!r} is there twice")
        product = store.products.get(asked.community_id, option)
        if product.hidden or product.withdrawn:
            raise InvalidField(pointer, f"{option!r} is not to be offered")
