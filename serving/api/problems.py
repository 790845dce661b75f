"""Every failure as RFC 9457 problem+json; one table from error to status."""

from __future__ import annotations

import traceback
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.routing import Match

from community import errors
from serving.schemas.plan import ExplainedOut

STATUS: dict[type[errors.LvlinError], int] = {
    errors.LvlinError: 500,
    errors.InvalidInput: 422,
    errors.InvalidField: 422,
    errors.InvalidFile: 422,
    errors.ReferenceDataError: 500,
    errors.NotFound: 404,
    errors.Conflict: 409,
    errors.Infeasible: 422,
    errors.RefusedRecipe: 422,
    errors.NotTrained: 503,
    errors.AccessDenied: 401,
    errors.ScopeMissing: 403,
    errors.TooMany: 429,
    errors.Unavailable: 503,
}
MEDIA_TYPE = "application/problem+json"
_OURS = "something went wrong on our side"
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
_log = structlog.get_logger()


class FieldProblem(BaseModel):
    """One wrong field of a request."""

    pointer: str = Field(examples=["/have/0/grams"])
    code: str = Field(examples=["greater_than"])
    detail: str = Field(examples=["Input should be greater than 0"])


class Problem(BaseModel):
    """Why a request failed (RFC 9457)."""

    type: str = Field(examples=["urn:lvlin:problem:invalid-field"])
    title: str = Field(examples=["Invalid field"])
    status: int = Field(examples=[422])
    detail: str = Field(examples=["/week: '2026-48' is not an ISO week such as 2026-W48"])
    instance: str = Field(examples=["/v1/communities/lvlin/plans"])
    errors: list[FieldProblem] = []
    conflict: list[str] | None = Field(None, description="Constraints that exclude each other")
    explained: ExplainedOut | None = Field(None, description="The conflict in sentences")
    reason: str | None = Field(None, description="Machine code of a refused recipe")
    instead: str | None = Field(None, description="What to do instead of a refused recipe")


def install_problems(app: FastAPI) -> None:
    """Answer every error of `app` with problem+json."""
    app.add_exception_handler(errors.LvlinError, _known)
    app.add_exception_handler(RequestValidationError, _invalid_request)
    app.add_exception_handler(HTTPException, _http)


def status_of(error: errors.LvlinError) -> int:
    """Return the HTTP status of `error`, that of its nearest kind in the table."""
    return next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)


def problem_of(error: errors.LvlinError, instance: str) -> Problem:
    """Return the problem document of `error`."""
    fields = [FieldProblem(pointer=p, code=c, detail=d) for p, c, d in _fields(error)]
    return Problem(
        type=f"urn:lvlin:problem:{error.code}",
        title=error.code.replace("-", " ").capitalize(),
        status=status_of(error),
        detail=str(error),
        instance=instance,
        errors=fields,
        conflict=list(error.conflict) if isinstance(error, errors.Infeasible) else None,
        reason=error.reason if isinstance(error, errors.RefusedRecipe) else None,
        instead=error.instead if isinstance(error, errors.RefusedRecipe) else None,
    )


def _fields(error: errors.LvlinError) -> Sequence[tuple[str, str, str]]:
    if isinstance(error, errors.InvalidField):
        return [(error.pointer, error.code, error.reason)]
    if isinstance(error, errors.InvalidFile):
        return [(f"/{p.row}/{p.column}", error.code, p.reason) for p in error.problems]
    return []


def _respond(
    request: Request, problem: Problem, headers: Mapping[str, str] | None = None
) -> Response:
    """Answer a person's browser with a page where there are pages, everybody else with JSON."""
    page = getattr(request.app.state, "error_page", None)
    reads = "text/html" in request.headers.get("accept", "") or "hx-request" in request.headers
    if page is not None and reads and not request.url.path.startswith("/v1/"):
        answer: Response = page(request, problem)
    else:
        body = problem.model_dump(exclude_none=True)
        answer = JSONResponse(body, problem.status, media_type=MEDIA_TYPE)
    answer.headers.update(headers or {})
    return answer


def explained(request: Request, error: errors.LvlinError) -> Response:
    """Return the answer to a failure of ours; what went wrong on our side stays in the log."""
    problem = problem_of(error, _instance(request))
    headers = {"WWW-Authenticate": "Bearer"} if problem.status == 401 else {}
    explained = getattr(request.state, "explained", None)
    if explained:
        problem = problem.model_copy(update={"explained": explained})
    if problem.status == 503:
        headers["Retry-After"] = "5"
    if isinstance(error, errors.TooMany):
        headers["Retry-After"] = str(error.wait)
    if problem.status == 500:
        _log.error("failed", path=_instance(request), error=str(error))
        problem = problem.model_copy(update={"detail": _OURS})
    return _respond(request, problem, headers)


async def _known(request: Request, error: Exception) -> Response:
    assert isinstance(error, errors.LvlinError)
    return explained(request, error)


async def _invalid_request(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    found = [_field_problem(item) for item in error.errors()]
    if isinstance(error.body, bytes):  # left unread: its media type is none of ours
        detail = "send the body as application/json"
        return _respond(request, _plain(request, 415, detail), {"Accept": "application/json"})
    if found[0].code == "json_invalid":
        return _respond(request, _plain(request, 400, "the body is not JSON"))
    problem = Problem(
        type="urn:lvlin:problem:invalid-field",
        title="Invalid field",
        status=422,
        detail=f"{found[0].pointer}: {found[0].detail}",
        instance=_instance(request),
        errors=found,
    )
    return _respond(request, problem)


def _field_problem(item: dict[str, Any]) -> FieldProblem:
    place = [pointer_token(part) for part in item["loc"] if part != "body"]
    words = str(item["msg"]).removeprefix("Value error, ")
    return FieldProblem(
        pointer="/" + "/".join(place), code=item["type"], detail=words if words else "is not usable"
    )


def pointer_token(part: object) -> str:
    """Return one part of a JSON pointer (RFC 6901), fit to be sent whatever the key was."""
    text = str(part).encode(errors="backslashreplace").decode()
    return text.replace("~", "~0").replace("/", "~1")


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    headers = dict(error.headers or {})
    if error.status_code == 405:
        headers["Allow"] = ", ".join(_allowed(request))
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=headers)
    detail = str(error.detail)
    return _respond(request, _plain(request, error.status_code, detail), headers)


def _allowed(request: Request) -> list[str]:
    """Return every method of the request's path: Starlette itself names those of one route."""
    found = {
        method
        for method in _METHODS
        for route in request.app.router.routes
        if route.matches({**request.scope, "method": method})[0] is Match.FULL
    }
    return sorted(found | {"OPTIONS"} | ({"HEAD"} if "GET" in found else set()))


def crashed(request: Request, error: Exception) -> Response:
    """Answer an error nobody expected, and log where it happened.

    Not what it said: messages may quote a body, a statement or a key.
    """
    frames = traceback.extract_tb(error.__traceback__)
    _log.error(
        "crashed",
        path=_instance(request),
        error=type(error).__name__,
        at=[f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
    )
    return _respond(request, _plain(request, 500, _OURS))


def too_large(request: Request, most: int) -> Response:
    """Answer a request whose body is declared to be larger than `most` bytes."""
    return _respond(request, _plain(request, 413, f"send at most {most} bytes"))


def _plain(request: Request, status: int, detail: str) -> Problem:
    return Problem(
        type="about:blank",
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        instance=_instance(request),
    )


def _instance(request: Request) -> str:
    """Return the path as it was sent, percent-encoded: a URI reference, as RFC 9457 wants it."""
    return quote(request.scope["path"], safe="/:@!$&'()*+,;=~", errors="replace")
