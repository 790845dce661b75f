"""Ids for new things; within a repeatable request the same ones again."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import count

_source: ContextVar[Iterator[str] | None] = ContextVar("ids", default=None)


def fresh_id() -> str:
    """Return a new id: random, or the next of the request that is being repeated."""
    source = _source.get()
    return uuid.uuid4().hex if source is None else next(source)


@contextmanager
def ids_of(request: str) -> Iterator[None]:
    """Make every `fresh_id` inside follow from `request`, so that a repeat makes nothing twice."""
    name = uuid.uuid5(uuid.NAMESPACE_OID, request)
    token = _source.set(uuid.uuid5(name, str(number)).hex for number in count())
    try:
        yield
    finally:
        _source.reset(token)
