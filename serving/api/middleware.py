"""Around every request: an id, a log line without bodies or keys, a figure, safe headers."""

from __future__ import annotations

import re
import time
import uuid
from collections.abc import Awaitable, Callable

import structlog
from fastapi import FastAPI, Request, Response

from serving.metrics import Metrics

_log = structlog.get_logger()
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
    ),
}
Next = Callable[[Request], Awaitable[Response]]


def install_middleware(app: FastAPI, metrics: Metrics) -> None:
    """Watch every request of `app`."""

    @app.middleware("http")
    async def watch(request: Request, call_next: Next) -> Response:
        asked = request.headers.get("x-request-id", "")
        request_id = asked if _REQUEST_ID.fullmatch(asked) else uuid.uuid4().hex
        started = time.perf_counter()
        response = await call_next(request)
        seconds = time.perf_counter() - started
        response.headers["X-Request-Id"] = request_id
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        if request.url.path.startswith("/v1/"):
            response.headers.setdefault("Cache-Control", "private, no-store")
        route = getattr(request.scope.get("route"), "path", "unknown")
        metrics.requests.labels(request.method, route, response.status_code).observe(seconds)
        _log.info(
            "request",
            id=request_id,
            method=request.method,
            route=route,
            status=response.status_code,
            ms=round(seconds * 1000, 1),
        )
        return response
