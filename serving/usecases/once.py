"""A request that carries an `Idempotency-Key` has one effect, however often it arrives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from community.errors import InvalidField, NotFound
from community.ids import CommunityId
from community.models import KeptAnswer
from community.ports import Repository
from serving.services import Services

_REMEMBERED = timedelta(hours=24)
_GIVEN_UP = timedelta(minutes=2)  # whoever began so long ago has died
_TIDIED = 100  # answers looked at each time for what is too old, from a place as good as random


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeatable:
    """What a request is: `id` names key, path and Idempotency-Key, `fingerprint` the body."""

    community_id: CommunityId
    id: str
    fingerprint: str


def begin(services: Services, request: Repeatable) -> KeptAnswer | None:
    """Return the answer given before, None for whoever is to make it.

    An answer of status 0 is being made by somebody else. Raises InvalidField when the same key came
    with another body before.
    """
    now = services.clock()
    with services.database.transaction() as store:
        store.alone(request.community_id)
        kept = _kept(store.answers, request)
        if kept is not None and kept.started_at < now - _REMEMBERED:
            kept = None
        if kept is not None and kept.fingerprint != request.fingerprint:
            raise InvalidField("/Idempotency-Key", "was used for another request")
        if kept is not None and (kept.status or kept.started_at > now - _GIVEN_UP):
            return kept
        for old in store.answers.page(request.community_id, after=request.id, limit=_TIDIED):
            if old.started_at < now - _REMEMBERED:
                store.answers.remove(old.community_id, old.id)
        store.answers.save(
            [
                KeptAnswer(
                    id=request.id,
                    community_id=request.community_id,
                    fingerprint=request.fingerprint,
                    started_at=now,
                )
            ]
        )
        store.commit()
    return None


def finish(
    services: Services, request: Repeatable, status: int, headers: Mapping[str, str], body: str
) -> None:
    """Keep an answer for those who repeat the request; forget a failure, which may be tried again.

    What was erased meanwhile stays erased.
    """
    with services.database.transaction() as store:
        store.alone(request.community_id)
        kept = _kept(store.answers, request)
        if kept is None:
            return
        if status >= 500 or status == 429:
            store.answers.remove(request.community_id, request.id)
        else:
            done = replace(kept, status=status, headers=tuple(headers.items()), body=body)
            store.answers.save([done])
        store.commit()


def _kept(answers: Repository[KeptAnswer], request: Repeatable) -> KeptAnswer | None:
    try:
        return answers.get(request.community_id, request.id)
    except NotFound:
        return None
