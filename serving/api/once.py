"""`Idempotency-Key` on POST: the first request is answered, every repeat gets that answer.

Plain ASGI around the application, after the IETF draft "The Idempotency-Key HTTP Header Field".
"""

from __future__ import annotations

import asyncio
import hashlib
import re
from functools import partial

from anyio.to_thread import run_sync
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from community.errors import Conflict, InvalidField, LvlinError
from community.ids import CommunityId
from community.models import KeptAnswer
from serving.api.problems import explained, too_large
from serving.fresh_ids import ids_of
from serving.services import Services
from serving.usecases.once import Repeatable, begin, finish

HEADER = "idempotency-key"
_KEY = re.compile(r"[\x21-\x7e]{1,255}")
_KEPT_HEADERS = ("content-type", "location", "etag")
_PATIENCE, _PAUSE = 10.0, 0.05  # seconds


class Once:
    """Lets a POST with an Idempotency-Key through once; everything else passes untouched."""

    def __init__(self, app: ASGIApp, *, services: Services, max_body: int) -> None:
        self._app = app
        self._services = services
        self._max_body = max_body  # bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        asked = _asked(scope)
        if asked is not None and not _KEY.fullmatch(asked):
            wrong = InvalidField("/Idempotency-Key", "has 1 to 255 visible ASCII characters")
            await explained(Request(scope), wrong)(scope, receive, send)
            return
        named = None if asked is None else await self._name(scope, asked)
        if named is None:
            await self._app(scope, receive, send)
        else:
            await self._repeatable(named, scope, receive, send)

    async def _repeatable(
        self, named: tuple[CommunityId, str], scope: Scope, receive: Receive, send: Send
    ) -> None:
        try:
            body = await _whole_body(receive)
        except HTTPException:
            await too_large(Request(scope), self._max_body)(scope, receive, send)
            return
        fingerprint = hashlib.sha256(body).hexdigest()
        community_id, id_ = named
        request = Repeatable(community_id=community_id, id=id_, fingerprint=fingerprint)
        try:
            kept = await self._answered(request)
        except LvlinError as error:
            await explained(Request(scope), error)(scope, receive, send)
            return
        if kept is not None:
            await _again(kept)(scope, receive, send)
        else:
            await self._first(request, scope, body, send)

    async def _name(self, scope: Scope, asked: str) -> tuple[CommunityId, str] | None:
        """Return the community and the name of a repeatable request.

        None for a key that does not open the community, which the application then refuses.
        """
        bearer = Headers(scope=scope).get("authorization", "")
        try:
            key = await run_sync(self._services.keyring.find, bearer.partition(" ")[2])
        except LvlinError:
            return None
        if not scope["path"].startswith(f"/v1/communities/{key.community_id}/"):
            return None
        query = scope.get("query_string", b"").decode("latin-1")
        name = "\n".join((key.id, scope["path"], query, asked))
        return key.community_id, hashlib.sha256(name.encode()).hexdigest()

    async def _answered(self, request: Repeatable) -> KeptAnswer | None:
        """Return the answer once there is one, None for who is to make it; raises Conflict."""
        for _ in range(int(_PATIENCE / _PAUSE)):
            kept = await run_sync(begin, self._services, request)
            if kept is None or kept.status:
                return kept
            await asyncio.sleep(_PAUSE)
        raise Conflict("the same request is still being answered")

    async def _first(self, request: Repeatable, scope: Scope, body: bytes, send: Send) -> None:
        """Let the application answer, and keep what it said."""
        said = _Said(send)
        status = 500
        try:
            with ids_of(f"{request.id} {request.fingerprint}"):
                await self._app(scope, _replayed(body), said.send)
            status = said.status
        finally:
            keep = partial(finish, self._services, request, status, said.headers, said.body)
            await run_sync(keep)


def _asked(scope: Scope) -> str | None:
    """Return the Idempotency-Key of a POST to the API, None where there is none."""
    ours = scope["type"] == "http" and scope["path"].startswith("/v1/")
    return Headers(scope=scope).get(HEADER) if ours and scope["method"] == "POST" else None


class _Said:
    """Passes an answer on and remembers it."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._chunks: list[bytes] = []
        self.status = 500
        self.headers: dict[str, str] = {}

    @property
    def body(self) -> str:
        """The whole answer."""
        return b"".join(self._chunks).decode()

    async def send(self, message: Message) -> None:
        """Send one part of the answer."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            given = Headers(raw=message.get("headers", []))
            self.headers = {name: given[name] for name in _KEPT_HEADERS if name in given}
        elif message["type"] == "http.response.body":
            self._chunks.append(message.get("body", b""))
        await self._send(message)


def _again(kept: KeptAnswer) -> Response:
    headers = dict(kept.headers) | {"Idempotency-Replayed": "true"}
    return Response(kept.body.encode(), kept.status, headers=headers)


async def _whole_body(receive: Receive) -> bytes:
    chunks, more = [], True
    while more:
        message = await receive()
        chunks.append(message.get("body", b""))
        more = message.get("more_body", False)
    return b"".join(chunks)


def _replayed(body: bytes) -> Receive:
    """Return a `receive` that gives a body read before, then waits as an open connection does."""
    given = False

    async def receive() -> Message:
        nonlocal given
        if given:
            await asyncio.Event().wait()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receive
