"""A model behind any server that speaks OpenAI's chat completions."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from community.errors import Unavailable
from recipes.llm.breaker import Breaker
from recipes.llm.port import Brief, Judge, Proposal
from recipes.llm.prompt import messages
from recipes.llm.reply import MalformedReply, read_reply, reply_schema
from recipes.llm.settings import LLMSettings
from recipes.llm.stream import BudgetSpent, read_content

if TYPE_CHECKING:
    from openai import OpenAI

Format = dict[str, Any] | None


class OpenAIDrafter:
    """Drafts through `chat.completions`, the strictest reply format first that the server takes.

    The format found is remembered, so keep one drafter per (base_url, model).
    """

    def __init__(
        self, settings: LLMSettings, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._breaker = Breaker(settings.rest_s, clock)
        self._formats = _formats()
        self._client: OpenAI | None = None

    @property
    def name(self) -> str:
        """The model's name."""
        return self._settings.model

    def draft(self, brief: Brief, judge: Judge) -> Proposal:
        """Return a proposal that `judge` passes, repaired at most once. Raises Unavailable."""
        self._connected()  # importing the client takes longer than some answers
        deadline = self._clock() + self._settings.total_s
        said = ""
        faults: tuple[str, ...] = ()
        for _attempt in range(2):
            said = self._ask(messages(brief, last=said, faults=faults), deadline)
            try:
                proposal = read_reply(said)
            except MalformedReply as error:
                faults = error.faults
                self._step_down()
                continue
            faults = tuple(judge(proposal))
            if not faults:
                return proposal
        raise Unavailable(f"{self.name} wrote no recipe that passes: " + "; ".join(faults))

    def _ask(self, chat: list[dict[str, str]], deadline: float) -> str:
        """Return the model's words; steps down formats and tries once more inside the budget.

        Raises Unavailable.
        """
        import httpx2
        import openai

        if not self._breaker.allows():
            raise Unavailable(f"{self.name} failed repeatedly and is left alone for a while")
        tried = False
        while True:
            try:
                said = self._stream(chat, deadline)
            except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
                if not self._step_down():
                    raise self._failed(error) from error
            except (openai.RateLimitError, openai.InternalServerError) as error:
                wait = _retry_after(error.response.headers.get("retry-after"))
                if tried or self._clock() + wait >= deadline:
                    raise self._failed(error) from error
                tried = True
                time.sleep(wait)
            except (openai.OpenAIError, httpx2.HTTPError, BudgetSpent, OSError) as error:
                raise self._failed(error) from error
            else:
                self._breaker.succeeded()
                return said

    def _failed(self, error: Exception) -> Unavailable:
        self._breaker.failed()
        return Unavailable(f"{self.name} does not answer ({type(error).__name__})")

    def _stream(self, chat: list[dict[str, str]], deadline: float) -> str:
        request: dict[str, Any] = {"model": self.name, "messages": chat, "stream": True}
        if self._formats[0] is not None:
            request["response_format"] = self._formats[0]
        with self._connected().chat.completions.with_streaming_response.create(**request) as reply:
            return read_content(
                reply.iter_bytes(),
                clock=self._clock,
                deadline=deadline,
                max_bytes=self._settings.max_bytes,
            )

    def _connected(self) -> OpenAI:
        import openai

        if self._client is None:
            limits = self._settings
            self._client = openai.OpenAI(
                base_url=limits.base_url,
                api_key=limits.api_key or "none",  # local servers want none; the client wants some
                max_retries=0,
                timeout=openai.Timeout(limits.first_byte_s, connect=limits.connect_s),
            )
        return self._client

    def _step_down(self) -> bool:
        """Leave the strictest format for the next one; False when there is none."""
        if len(self._formats) > 1:
            self._formats = self._formats[1:]
            return True
        return False


def _formats() -> Sequence[Format]:
    schema = {"name": "recipe", "strict": True, "schema": reply_schema()}
    return ({"type": "json_schema", "json_schema": schema}, {"type": "json_object"}, None)


def _retry_after(header: str | None) -> float:
    """Seconds to wait; a header that cannot be read is a short pause."""
    try:
        return max(0.0, float(header)) if header else 0.5
    except ValueError:
        return 0.5
