"""The OpenAPI document: every error is described as problem+json, every operation has an id."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from serving.api.problems import MEDIA_TYPE, Problem

MAX_BODY = 2_000_000  # bytes: a thousand events, or ten of the longest notes
_KEYED = {
    "401": "No key, or a bad one",
    "403": "The key lacks the scope",
    "404": "Not found",
    "422": "The request cannot be used",
    "429": "Too many requests",
    "503": "Try again later",
}
_CHANGING = {"409": "It contradicts what is there"}
_WITH_BODY = {
    "400": "The body is not JSON",
    "413": f"The body is larger than {MAX_BODY} bytes",
    "415": "The body is not declared as JSON",
}
_IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "The same key and body have one effect; repeats get its answer for 24 h",
    "schema": {"type": "string", "pattern": "^[!-~]{1,255}$"},
}
_LOCATION = {"description": "Where it is now", "schema": {"type": "string"}, "required": True}


class DescribedApp(FastAPI):
    """An application whose document tells how errors look."""

    def openapi(self) -> dict[str, Any]:
        """Return the OpenAPI document, made once."""
        if self.openapi_schema is None:
            self.openapi_schema = _document(self)
        return self.openapi_schema


def operation_id(route: APIRoute) -> str:
    """Return the name of a route, which is what its operation is called."""
    return route.name


def _document(app: FastAPI) -> dict[str, Any]:
    text = "What to sell next week and how to waste none of it. Keys: `Authorization: Bearer lv_…`"
    found = get_openapi(title=app.title, version=app.version, description=text, routes=app.routes)
    schemas = found["components"]["schemas"]
    problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas |= problem.pop("$defs", {})
    schemas["Problem"] = problem
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    for path, operations in found["paths"].items():
        for method, operation in operations.items():
            _describe(operation, method, keyed=path.startswith("/v1/"))
    return found


def _describe(operation: dict[str, Any], method: str, *, keyed: bool) -> None:
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    answers = operation["responses"]
    answers.pop("422", None)
    expected = dict(_KEYED) if keyed else {}
    if keyed and method != "get":
        expected |= _CHANGING
    if keyed and method == "post":
        operation.setdefault("parameters", []).append(_IDEMPOTENCY_KEY)
    if "requestBody" in operation:
        expected |= _WITH_BODY
    for status, text in expected.items():
        answers.setdefault(status, {"description": text, "content": content})
    if "201" in answers:
        answers["201"]["headers"] = {"Location": _LOCATION}
