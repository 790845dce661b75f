"""Tamper evidence for trace events: an append-only Merkle log with signed checkpoints."""

from community.tracelog.audit import Audit, audit, entries_in, shows
from community.tracelog.checkpoint import (
    Checkpoint,
    Signer,
    Verifier,
    open_checkpoint,
    read_verifier,
)
from community.tracelog.entries import entry_of
from community.tracelog.merkle import (
    consistency_proof,
    inclusion_proof,
    is_consistent,
    is_included,
    leaf_hash,
    root_of,
)

__all__ = [
    "Audit",
    "Checkpoint",
    "Signer",
    "Verifier",
    "audit",
    "consistency_proof",
    "entries_in",
    "entry_of",
    "inclusion_proof",
    "is_consistent",
    "is_included",
    "leaf_hash",
    "open_checkpoint",
    "read_verifier",
    "root_of",
    "shows",
]
