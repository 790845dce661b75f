"""Read the body of a chat completion as it arrives, within a budget of time and bytes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any


class BudgetSpent(Exception):
    """The answer took too long or grew too large."""


def read_content(
    chunks: Iterable[bytes], *, clock: Callable[[], float], deadline: float, max_bytes: int
) -> str:
    """Return the text of a reply, server-sent events or one JSON body.

    `clock` and `deadline` are monotonic seconds. Checked at every chunk, so that a server that
    drips cannot hold a request. Raises BudgetSpent; what cannot be read counts as nothing said.
    """
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) > max_bytes:
            raise BudgetSpent(f"more than {max_bytes} bytes")
        if clock() > deadline:
            raise BudgetSpent("out of time")
    text = body.decode("utf-8", errors="replace")
    events = text.lstrip().startswith(("data:", ":", "event:"))
    return "".join(_said(event) for event in (_events(text) if events else [text]))


def _events(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if line.startswith("data:") and line[5:].strip() != "[DONE]":
            yield line[5:]


def _said(event: str) -> str:
    try:
        return _content(json.loads(event))
    except ValueError:
        return ""


def _content(event: Any) -> str:
    """Return what one event or body says; any other shape says nothing."""
    choices = event.get("choices") if isinstance(event, dict) else None
    first = choices[0] if isinstance(choices, list) and choices else None
    if not isinstance(first, dict):
        return ""
    message = first.get("delta") or first.get("message")
    content = message.get("content") if isinstance(message, dict) else None
    return content if isinstance(content, str) else ""
