"""Kinds of fields that several requests share."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Id = Annotated[str, Field(min_length=1, max_length=128)]
WeekText = Annotated[
    str,
    Field(
        pattern=r"^2[01][0-9]{2}-W(0[1-9]|[1-4][0-9]|5[0-3])$",
        description="ISO week",
        examples=["2026-W48"],
    ),
]
Lang = Literal["zh", "en"]


class Strict(BaseModel):
    """A request: what it does not know is refused, not ignored."""

    model_config = ConfigDict(extra="forbid")
