"""Checking an exported log against a signed checkpoint, without the server."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from community.errors import InvalidField
from community.tracelog.checkpoint import Checkpoint, Verifier, open_checkpoint
from community.tracelog.merkle import is_included, leaf_hash, root_of


@dataclass(frozen=True, slots=True)
class Audit:
    """What checking a log found; `problem` is empty when the log is what was signed."""

    checkpoint: Checkpoint
    entries: int
    problem: str = ""


def entries_in(log: bytes) -> list[bytes]:
    """Return the entries of an exported log, one a line; raises InvalidField for a torn one."""
    if not log:
        return []
    if not log.endswith(b"\n"):
        raise InvalidField("/log", "its last line is cut off")
    return log[:-1].split(b"\n")


def audit(log: bytes, note: str, verifier: Verifier) -> Audit:
    """Hold an exported log against a checkpoint: any changed byte of any entry is found.

    A log that has grown since is checked as far as the checkpoint goes. Raises InvalidField when
    the checkpoint was not signed by the key.
    """
    checkpoint = open_checkpoint(note, verifier)
    entries = entries_in(log)
    if len(entries) < checkpoint.size:
        missing = checkpoint.size - len(entries)
        return Audit(checkpoint, len(entries), f"{missing} of the signed entries are missing")
    root = root_of([leaf_hash(entry) for entry in entries[: checkpoint.size]])
    problem = "" if root == checkpoint.root else "an entry was changed, removed or moved"
    return Audit(checkpoint, len(entries), problem)


def shows(entry: bytes, index: int, proof: Sequence[bytes], checkpoint: Checkpoint) -> bool:
    """Say whether a proof shows an entry to stand at `index` of the log that was signed."""
    return is_included(leaf_hash(entry), index, checkpoint.size, proof, root=checkpoint.root)
