"""Polls and votes on the wire."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from community.records.base import Moment
from serving.schemas.common import Id, Lang, Strict, WeekText


class PollIn(Strict):
    """A poll to be opened; what is left out is chosen."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"options": ["p-xiaoqingcai", "p-jimaocai"]}]},
    )

    options: Annotated[list[Id], Field(min_length=2, max_length=10)] = Field(
        description="Products to choose from, each once"
    )
    question: Annotated[str, Field(max_length=500)] = Field("", description="Empty: asked for you")
    week: WeekText | None = Field(None, description="Week to be planned; empty: next week")
    opens_at: Moment | None = Field(None, description="Empty: now")
    closes_at: Moment | None = Field(None, description="Empty: two days after it opens")
    lang: Lang = "zh"


class VoteIn(Strict):
    """What somebody votes for; a neighbour's own key needs no name."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"option": "p-xiaoqingcai"}]}
    )

    option: Id
    neighbour_id: Id | None = Field(None, description="Who votes, for keys that are nobody's own")


class OptionOut(BaseModel):
    """One option and how many want it."""

    product_id: str
    name: str
    votes: int
    share: float = Field(description="Of all votes, 0–1")


class PollOut(BaseModel):
    """A poll with its tally; nobody's vote is told."""

    id: str
    week: str
    question: str
    opens_at: datetime
    closes_at: datetime
    open: bool
    options: list[OptionOut]
    votes: int = Field(description="How many neighbours voted")


class ProposalOptionOut(BaseModel):
    """One option of a proposed poll, and what would follow if it won."""

    product_id: str
    name: str
    in_plan: bool
    chance: float = Field(description="That it wins, from what neighbours bought so far")
    change: Decimal = Field(description="By which the week is worth more if it wins, CNY")
    gain: Decimal = Field(description="The part of it that only planning again brings, CNY")
    packs: int = Field(description="Packs of all products that planning again would move")


class ProposalOut(BaseModel):
    """Products to vote on, and how much the vote is expected to change the plan."""

    options: list[ProposalOptionOut]
    expected_change: Decimal = Field(description="CNY, over who may win")
    expected_gain: Decimal = Field(description="CNY of it that only planning again brings")
    expected_packs: float
    voters: int = Field(description="Votes that the winner is expected to get")
    question: str
    text: str


class ProposalsOut(BaseModel):
    """Polls that would teach the plan most, the best first."""

    proposals: list[ProposalOut]
