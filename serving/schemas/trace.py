"""Proofs of the trace log on the wire; hashes are base64."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Self

from pydantic import BaseModel, Field

from serving.usecases.tracelog import Proved


class TraceProof(BaseModel):
    """One entry of the log, proved against a signed checkpoint."""

    index: int = Field(description="Where the entry stands in the log, from 0")
    entry: str = Field(description="The entry as it was hashed: canonical JSON of the event")
    proof: list[str] = Field(description="Inclusion proof of RFC 6962, from the leaf upwards")
    checkpoint: str = Field(description="Signed checkpoint (C2SP) that the proof leads to")

    @classmethod
    def of(cls, proved: Proved) -> Self:
        """Return the proof on the wire."""
        return cls(
            index=proved.index,
            entry=proved.entry,
            proof=encoded(proved.proof),
            checkpoint=proved.checkpoint,
        )


class TraceGrowth(BaseModel):
    """That a shorter log is the beginning of a longer one."""

    first: int = Field(description="Entries of the shorter log")
    second: int = Field(description="Entries of the longer log")
    proof: list[str] = Field(description="Consistency proof of RFC 6962")


def encoded(hashes: Sequence[bytes]) -> list[str]:
    """Return hashes in base64."""
    return [base64.b64encode(hash_).decode() for hash_ in hashes]
