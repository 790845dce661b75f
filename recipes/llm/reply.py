"""Turn a model's words into a proposal, or say what is malformed."""

from __future__ import annotations

import re
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from community.text import strip_invisible
from recipes.llm.port import Proposal, ProposedStep

_THOUGHT = re.compile(r"<think>.*?(</think>|\Z)", re.S | re.I)
_FENCE = re.compile(r"```(?:json)?\s*(.*?)```", re.S | re.I)


class MalformedReply(Exception):
    """A reply that is no recipe; `faults` say why in words fit for the model."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


class _Step(BaseModel):
    model_config = ConfigDict(extra="forbid")
    text: str = Field(min_length=2, max_length=600)
    cites: list[str] = Field(max_length=5)


class _Reply(BaseModel):
    model_config = ConfigDict(extra="forbid")
    title: str = Field(min_length=2, max_length=60)
    minutes: int = Field(ge=1, le=600)
    foods: list[str] = Field(min_length=1, max_length=40)
    steps: list[_Step] = Field(min_length=1, max_length=15)


def reply_schema() -> dict[str, Any]:
    """Return the JSON schema of a reply, strict as OpenAI-compatible servers want it."""
    return _Reply.model_json_schema()


def read_reply(text: str) -> Proposal:
    """Return the proposal in `text`, which may think aloud or fence its JSON.

    Raises MalformedReply.
    """
    body = _json_part(strip_invisible(text))
    try:
        reply = _Reply.model_validate_json(body)
    except ValidationError as error:
        raise MalformedReply(_faults(error)) from error
    steps = tuple(ProposedStep(step.text.strip(), tuple(step.cites)) for step in reply.steps)
    return Proposal(
        title=reply.title.strip(), minutes=reply.minutes, foods=tuple(reply.foods), steps=steps
    )


def _json_part(text: str) -> str:
    said = _THOUGHT.sub("", text)
    if fenced := _FENCE.search(said):
        said = fenced.group(1)
    first, last = said.find("{"), said.rfind("}")
    if first < 0 or last < first:
        raise MalformedReply(("the answer holds no JSON object",))
    return said[first : last + 1]


def _faults(error: ValidationError) -> tuple[str, ...]:
    return tuple(
        f"{'/'.join(str(part) for part in fault['loc']) or 'answer'}: {fault['msg']}"
        for fault in error.errors(include_url=False, include_input=False)[:8]
    )
