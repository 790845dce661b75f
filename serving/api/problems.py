"""Every failure as RFC 9457 problem+json; one table from error to status."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from community import errors

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
    errors.Unavailable: 503,
}
MEDIA_TYPE = "application/problem+json"
_OURS = "something went wrong on our side"
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
    reason: str | None = Field(None, description="Machine code of a refused recipe")
    instead: str | None = Field(None, description="What to do instead of a refused recipe")


def install_problems(app: FastAPI) -> None:
    """Answer every error of `app` with problem+json."""
    app.add_exception_handler(errors.LvlinError, _known)
    app.add_exception_handler(RequestValidationError, _invalid_request)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unknown)


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


async def _known(request: Request, error: Exception) -> Response:
    assert isinstance(error, errors.LvlinError)
    problem = problem_of(error, request.url.path)
    headers = {"WWW-Authenticate": "Bearer"} if problem.status == 401 else {}
    if problem.status == 503:
        headers["Retry-After"] = "5"
    if problem.status == 500:
        _log.error("failed", path=request.url.path, error=str(error))
        problem = problem.model_copy(update={"detail": _OURS})
    return _respond(request, problem, headers)


async def _invalid_request(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    found = [_field_problem(item) for item in error.errors()]
    detail = f"{found[0].pointer}: {found[0].detail}"
    problem = Problem(
        type="urn:lvlin:problem:invalid-field",
        title="Invalid field",
        status=422,
        detail=detail,
        instance=request.url.path,
        errors=found,
    )
    return _respond(request, problem)


def _field_problem(item: dict[str, Any]) -> FieldProblem:
    place = [str(part) for part in item["loc"] if part != "body"]
    return FieldProblem(pointer="/" + "/".join(place), code=item["type"], detail=item["msg"])


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    problem = _plain(request, error.status_code, str(error.detail), str(error.detail))
    return _respond(request, problem, error.headers)


async def _unknown(request: Request, error: Exception) -> Response:
    _log.error("crashed", path=request.url.path, error=type(error).__name__, exc_info=error)
    return _respond(request, _plain(request, 500, "Internal Server Error", _OURS))


def _plain(request: Request, status: int, title: str, detail: str) -> Problem:
    return Problem(
        type="about:blank", title=title, status=status, detail=detail, instance=request.url.path
    )
