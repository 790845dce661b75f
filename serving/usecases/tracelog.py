"""The trace log as it is shown: checkpoints, proofs, and whether the store still agrees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from community.errors import NotFound
from community.ids import CommunityId
from community.ports import Store, each
from community.tracelog import (
    Checkpoint,
    Signer,
    consistency_proof,
    entry_of,
    inclusion_proof,
    leaf_hash,
    root_of,
)
from serving.services import Services
from serving.tracekey import signer_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Proved:
    """One entry of a log with what proves it: anyone can check it against the checkpoint."""

    index: int
    entry: str
    proof: Sequence[bytes]
    checkpoint: str


def signed_checkpoint(services: Services, community_id: CommunityId) -> str:
    """Return the signed checkpoint of the log as it is now; raises NotFound for no community."""
    with services.database.read() as store:
        entries = _entries(store, community_id)
    return _signed(signer_of(services.settings, community_id), _leaves(entries))


def exported(services: Services, community_id: CommunityId) -> tuple[str, str]:
    """Return the whole log, one entry a line, and its signed checkpoint."""
    with services.database.read() as store:
        entries = _entries(store, community_id)
    note = _signed(signer_of(services.settings, community_id), _leaves(entries))
    return "".join(f"{entry}\n" for entry in entries), note


def proved_event(services: Services, community_id: CommunityId, event_id: str) -> Proved:
    """Return the latest entry of a trace event with its inclusion proof; raises NotFound."""
    with services.database.read() as store:
        entries = _entries(store, community_id)
        positions = store.trace_log.positions(community_id, event_id)
    if not positions:
        raise NotFound("trace event", event_id)
    leaves, index = _leaves(entries), positions[-1]
    return Proved(
        index=index,
        entry=entries[index],
        proof=inclusion_proof(leaves, index),
        checkpoint=_signed(signer_of(services.settings, community_id), leaves),
    )


def grown(
    services: Services, community_id: CommunityId, first: int, second: int
) -> Sequence[bytes]:
    """Return the proof that the log of `first` entries is the beginning of that of `second`.

    Raises NotFound when there are not so many, or the first are more than the second.
    """
    with services.database.read() as store:
        leaves = _leaves(_entries(store, community_id)[:second])
    if not first <= second == len(leaves):
        raise NotFound("proof of growth", f"{first} to {second}")
    return consistency_proof(leaves, first)


def disagreeing(store: Store, community_id: CommunityId) -> list[str]:
    """Return the ids of stored trace events that are not what the log last said of them."""
    logged = set(store.trace_log.entries(community_id))
    return [event.id for event in each(store.trace, community_id) if entry_of(event) not in logged]


def _entries(store: Store, community_id: CommunityId) -> Sequence[str]:
    store.communities.get(community_id, community_id)
    return store.trace_log.entries(community_id)


def _leaves(entries: Sequence[str]) -> list[bytes]:
    return [leaf_hash(entry.encode()) for entry in entries]


def _signed(signer: Signer, leaves: Sequence[bytes]) -> str:
    return signer.sign(Checkpoint(signer.verifier.name, len(leaves), root_of(leaves)))
