"""Around every request: an id, a log line without bodies or keys, a figure, safe headers.

Plain ASGI: an answer is passed on as it comes, so that streams are never held back.
"""

from __future__ import annotations

import re
import time
import uuid

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from serving.api.problems import crashed, too_large
from serving.metrics import Metrics

_log = structlog.get_logger()
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
_GONE = 499  # the client left before an answer began
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
    ),
}


class Watch:
    """Watches every request of the application inside it; HEAD is answered as GET, bodiless."""

    def __init__(self, app: ASGIApp, *, metrics: Metrics, max_body: int) -> None:
        self._app = app
        self._metrics = metrics
        self._max_body = max_body  # bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on; a crash before the answer began becomes a problem document."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = _Answer(scope, send)
        inner = {**scope, "method": "GET"} if scope["method"] == "HEAD" else scope
        try:
            with structlog.contextvars.bound_contextvars(request_id=answer.request_id):
                await self._inside(inner, receive, answer)
        finally:
            self._note(scope["method"], inner, answer)

    async def _inside(self, scope: Scope, receive: Receive, answer: _Answer) -> None:
        declared = Headers(scope=scope).get("content-length", "")
        if declared.isdecimal() and int(declared[:20]) > self._max_body:
            await too_large(Request(scope), self._max_body)(scope, receive, answer.send)
            return
        try:
            await self._app(scope, _limited(receive, self._max_body), answer.send)
        except Exception as error:
            problem = crashed(Request(scope), error)
            if answer.status is not None:
                raise  # half an answer is out: only the server can break the connection off
            await problem(scope, receive, answer.send)

    def _note(self, method: str, scope: Scope, answer: _Answer) -> None:
        method = method if method in _METHODS else "other"
        route = getattr(scope.get("route"), "path", "unknown")
        status = _GONE if answer.status is None else answer.status
        self._metrics.requests.labels(method, route, status).observe(answer.seconds)
        _log.info(
            "request",
            id=answer.request_id,
            method=method,
            route=route,
            status=status,
            ms=round(answer.seconds * 1000, 1),
        )


def _limited(receive: Receive, most: int) -> Receive:
    """Return `receive` for a body that was not declared too large, and may still grow so."""
    received = 0

    async def counted() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > most:
            raise HTTPException(413, f"send at most {most} bytes")
        return message

    return counted


class _Answer:
    """Sends an answer with our headers, and remembers its status and how long it took to begin."""

    def __init__(self, scope: Scope, send: Send) -> None:
        asked = Headers(scope=scope).get("x-request-id", "")
        self.request_id = asked if _REQUEST_ID.fullmatch(asked) else uuid.uuid4().hex
        self.status: int | None = None
        self._send = send
        self._bare = scope["method"] == "HEAD"
        self._private = scope["path"].startswith("/v1/")
        self._started = time.perf_counter()
        self._seconds: float | None = None

    @property
    def seconds(self) -> float:
        """Time until the answer began; until now while it has not."""
        return time.perf_counter() - self._started if self._seconds is None else self._seconds

    async def send(self, message: Message) -> None:
        """Send one part of the answer."""
        if message["type"] == "http.response.start":
            self.status, self._seconds = message["status"], self.seconds
            self._add_headers(message)
        elif self._bare and message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await self._send(message)

    def _add_headers(self, message: Message) -> None:
        message.setdefault("headers", [])
        headers = MutableHeaders(scope=message)
        headers["X-Request-Id"] = self.request_id
        for name, value in _HEADERS.items():
            headers.setdefault(name, value)
        if self._private:
            headers.setdefault("Cache-Control", "private, no-store")
