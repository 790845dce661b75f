"""The OpenAPI document: every error is described as problem+json, every operation has an id."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from serving.api.problems import MEDIA_TYPE, Problem

_ALWAYS = {"422": "The request cannot be used", "503": "Try again later"}
_KEYED = {"401": "No key, or a bad one", "403": "The key lacks the scope", "404": "Not found"}


class DescribedApp(FastAPI):
    """An application whose document tells how errors look."""

    def openapi(self) -> dict[str, Any]:
        """Return the OpenAPI document, made once."""
        if self.openapi_schema is None:
            for route in self.routes:
                if isinstance(route, APIRoute):
                    route.operation_id = route.name
            self.openapi_schema = _document(self)
        return self.openapi_schema


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
        for operation in operations.values():
            _errors(operation, keyed=path.startswith("/v1/"))
    return found


def _errors(operation: dict[str, Any], *, keyed: bool) -> None:
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    answers = operation["responses"]
    answers.pop("422", None)
    for status, text in (_ALWAYS | _KEYED if keyed else {}).items():
        answers.setdefault(status, {"description": text, "content": content})
